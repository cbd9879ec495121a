"""Lines of quick entry read beside what is stored."""

from __future__ import annotations

from pmtui.data.document import Reader
from pmtui.data.time_log import first_weekday, load_timer
from pmtui.domain.entries import Timer
from pmtui.domain.quick_entry import QuickEntry, parse_quick_entry
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session
from pmtui.usecases.vocabulary import StoredVocabulary


def preview(session: Session, line: str, verb: str | None = None) -> QuickEntry:
    """Return what ``line`` would be understood as; nothing is stored.

    Raises:
        PmtuiError: with the span at fault.
    """
    return parse_line(session, session.store, line, verb)


def parse_line(session: Session, reader: Reader, line: str, verb: str | None) -> QuickEntry:
    """Return what ``line`` means beside what ``reader`` holds; a clock that stops the timer comes after its start.

    Raises:
        PmtuiError: with the span at fault, or else with commands to type instead.
    """
    timer = load_timer(reader) if verb_and_rest(line, verb)[0] in ("stop", "switch") else None
    try:
        return _parsed(session, reader, line, verb, timer)
    except PmtuiError as error:
        said, rest = verb_and_rest(line, verb)
        if timer is None and said in ("stop", "switch") and error.span is not None:
            raise no_timer() from error
        if timer is None or error.fix or error.span is None or error.code not in ("E_FUTURE", "E_TOO_LONG"):
            raise
        from pmtui.usecases.timer_advice import TimerAdvice  # only a refusal pays for it

        first, last = error.span
        said, rest = verb_and_rest(f"{line[:first].rstrip()} {line[last:].lstrip()}", verb)
        advice = TimerAdvice(reader, timer, session.now(), session.zone(reader))
        raise advice.bad_end(error, line[first:last], rest, said) from error


def _parsed(session: Session, reader: Reader, line: str, verb: str | None, timer: Timer | None) -> QuickEntry:
    return parse_quick_entry(
        line,
        now=session.now(),
        zone=session.zone(reader),
        vocabulary=StoredVocabulary(reader),
        verb=verb,
        since=timer.start if timer else None,
        first_weekday=first_weekday(reader),
    )


def line_after_stop(session: Session, line: str, verb: str | None) -> str | None:
    """Return the line that starts what ``line`` switches to, once the timer has been stopped by itself.

    A clock at which nothing can start any more is left out. None when ``line`` does not switch.
    """
    said, rest = verb_and_rest(line, verb)
    if said != "switch":
        return None
    try:
        _parsed(session, session.store, line, verb, load_timer(session.store))
    except PmtuiError as error:
        if error.code in ("E_TOO_LONG", "E_FUTURE") and error.span is not None:
            first, last = error.span
            return verb_and_rest(f"{line[:first].rstrip()} {line[last:].lstrip()}", verb)[1]
    return rest


def no_timer() -> PmtuiError:
    """Return the error for an order to a timer where none runs."""
    return PmtuiError("E_NO_TIMER", "no timer is running", "pmtui start TEXT")


def verb_and_rest(line: str, verb: str | None) -> tuple[str, str]:
    """Return the verb and what else ``line`` says; a line to log may begin with a verb of its own."""
    if verb not in (None, "log"):
        return verb, line.strip()
    first, *rest = line.split(maxsplit=1) or [""]
    return first.lower(), "".join(rest)
