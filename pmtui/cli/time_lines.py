"""Lines of quick entry carried out, and what was done told: the time log's verbs without a parser of options."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, tzinfo
from typing import Any

from pmtui.cli.invocation import Invocation, completing_fixes
from pmtui.cli.output import print_json, print_lines
from pmtui.data.draft_folder import has_lines
from pmtui.domain.date_words import echo_date
from pmtui.domain.duration_words import duration_text
from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap
from pmtui.domain.own_clock import day_and_clock, start_clock
from pmtui.domain.printing import printable
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.recorded import Recorded
from pmtui.errors import PmtuiError, StoreError
from pmtui.reports.entry_json import instant_text, recorded_json
from pmtui.reports.notices import NOTICES
from pmtui.usecases.quick_lines import preview
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import Logged, log_line

_JSON_FIELDS = (
    "mode",
    "start",
    "end",
    "date",
    "minutes",
    "links",
    "parties",
    "tags",
    "activity",
    "cause",
    "text",
    "note",
)
TRIMMING = "trim the other, or say trim-this or unanchor instead: "
"""What stands before a command that trims the entry that is stored already."""


def run_plain_line(verb: str, words: Sequence[str]) -> int:
    """Carry out a line that was given without any option, and return the exit status.

    Raises:
        PmtuiError: It was refused.
    """
    invocation = Invocation()
    with completing_fixes(invocation):
        run_line(invocation, verb, words)
    return 0


def run_line(
    invocation: Invocation,
    verb: str,
    words: Sequence[str],
    *,
    dry_run: bool = False,
    overlap: Overlap | None = None,
) -> None:
    """Carry out the line that ``words`` are, and print what was done; ``dry_run``: only show how it is understood.

    Without any words ``log`` reads a line of standard input.

    Raises:
        PmtuiError: It was refused.
    """
    session = invocation.session()
    line = _joined(words) if words or verb != "log" else _read_line()
    logged = None
    try:
        with _typed_out(invocation, session, verb, line):
            if dry_run:
                _show_preview(invocation, session, preview(session, line, verb))
                return
            with _kept(session, verb, line):
                logged = log_line(session, line, verb, overlap)
        if invocation.as_json:
            print_json(_logged_json(logged))
        else:
            _tell(logged, session)
    finally:
        if _writes_file():
            from pmtui.cli.typed_line import warn_of_file

            warn_of_file(session, logged.entry if logged else None)


def _joined(words: Sequence[str]) -> str:
    if not any(" " in word and ":" in word for word in words):
        return " ".join(words)
    from pmtui.cli.typed_line import joined  # only a name with blanks pays for it

    return joined(words)


def _read_line() -> str:
    from pmtui.cli.typed_line import read_line  # only a line without words pays for it

    return read_line()


def _writes_file() -> bool:
    """Say whether the answer goes into a file, as after ``>answer``, or after ``>KR1`` by mistake."""
    with suppress(OSError, ValueError):
        return sys.stdout is not None and stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    return False


@contextmanager
def _typed_out(invocation: Invocation, session: Session, verb: str, line: str) -> Iterator[None]:
    """Let a fix that belongs into the line be printed as the whole command; programs get span and fix as they are."""
    try:
        yield
    except PmtuiError as error:
        from pmtui.usecases.advice import line_command  # only a refusal pays for it

        if error.code == "E_EMPTY":
            error.fix = "pmtui log --help"
        elif error.code in ("E_OVERLAP", "E_NOTHING_LEFT"):
            error.fix = TRIMMING + line_command(verb, line, "--overlap", "trim-other")
        elif error.fix and error.span is not None and not invocation.as_json:
            first, last = error.span
            mended = f"{line[:first]}{error.fix}{line[last:]}"
            if mended == printable(mended):
                error.fix = line_command(verb, mended) if _is_understood(session, mended, verb) else None
        raise


@contextmanager
def _kept(session: Session, verb: str, line: str) -> Iterator[None]:
    """Keep a line that the store does not take, and say where; once it is stored, it is kept no longer."""
    try:
        yield
    except StoreError as error:
        from pmtui.usecases.kept_lines import keep_line  # only a refusal pays for it

        # Where nothing can be written, neither can this; and what may be stored after all is not offered again.
        unwritable = error.code in ("E_CANNOT_WRITE", "E_NEWER_FORMAT")
        place = None if unwritable else keep_line(session, line, verb)
        if place is not None:
            message = error.message.rstrip(".")
            error.message = (
                f"{message}. What you typed is kept in {place}; ↑ in the app's quick bar brings it back"
            )
        raise
    if has_lines(session.store.root):
        from pmtui.usecases.kept_lines import forget_line  # only where there is one to forget

        forget_line(session, line, verb)


def _is_understood(session: Session, line: str, verb: str) -> bool:
    with suppress(PmtuiError):
        return bool(preview(session, line, verb))
    return False


def _show_preview(invocation: Invocation, session: Session, parsed: QuickEntry) -> None:
    home = session.zone()
    zone = home.key
    if invocation.as_json:
        found: dict[str, Any] = {"ref": None, "verb": parsed.verb}
        found |= {name: getattr(parsed, name) for name in _JSON_FIELDS}
        found |= {"start": instant_text(parsed.start, zone), "end": instant_text(parsed.end, zone)}
        found |= {"date": parsed.date.isoformat(), "notices": list(parsed.notices)}
        print_json(found)
        return
    when = _when_text(parsed.start, parsed.end, zone, home) or echo_date(parsed.date, session.today())
    minutes = duration_text(parsed.minutes) if parsed.minutes else "running"
    print_lines(
        f"{parsed.verb} {minutes} {parsed.mode} {when}{_about(parsed.text)}", "nothing stored (dry run)"
    )
    _print_notices(parsed)


def _logged_json(logged: Logged) -> dict[str, Any]:
    recorded: Recorded | None = logged.entry if logged.verb in ("log", "stop") else logged.timer
    assert recorded is not None
    fields = recorded_json(recorded)
    if not isinstance(recorded, TimeEntry):
        local = instant_text(getattr(recorded, "start", None), recorded.zone) or ""
        fields |= {"end": None, "minutes": None, "date": local[:10]}
    fields |= {"verb": logged.verb, "notices": list(logged.notices)}
    if logged.verb == "switch" and logged.entry is not None:
        fields["stopped"] = recorded_json(logged.entry)
    fields["others"] = [recorded_json(other) for other in logged.others]
    return fields


def _tell(logged: Logged, session: Session) -> None:
    home = session.zone()
    words = "logged" if logged.verb == "log" else "stopped"
    if logged.entry is not None:
        entry = logged.entry
        when = _when_text(entry.start, entry.end, entry.zone, home) or echo_date(entry.date, session.today())
        print_lines(
            f"{entry.ref} {words} {duration_text(entry.minutes)} {entry.mode} {when}{_about(entry.text)}"
        )
        if entry.review:
            print_lines(f"please review {entry.ref}: {entry.review}")
    if logged.timer is not None:
        verb = {"cancel": "cancelled"}.get(logged.verb, "running since")
        print_lines(
            f"timer {verb} {start_clock(logged.timer, home)} {logged.timer.mode}{_about(logged.timer.text)}"
        )
    for other in logged.others:
        gone = "archived" if other.is_archived else f"now {duration_text(other.minutes)}"
        print_lines(f"{other.ref} {gone}{_about(other.text)}")
    _print_notices(logged.parsed)


def _print_notices(parsed: QuickEntry | None) -> None:
    for code in parsed.notices if parsed else ():
        words = " and ".join(f"'{words}'" for words in parsed.as_text) if parsed else ""
        print_lines(f"note: {NOTICES.get(code, code).format(words=words)} ({code})")


def _about(text: str) -> str:
    return f": {text}" if text else ""


def _when_text(start: datetime | None, end: datetime | None, zone: str, home: tzinfo) -> str:
    return "" if start is None else day_and_clock(start, zone, home, end)
