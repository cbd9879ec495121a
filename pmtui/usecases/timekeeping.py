"""The time log's verbs: log, start, switch, stop, resume, cancel."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from pmtui.data.time_log import latest_entries, load_timer, remove_timer, require_single
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.documents import Ref
from pmtui.domain.duration_words import measured_duration
from pmtui.domain.entries import TIMER_ID, TIMER_REF, TimeEntry, Timer
from pmtui.domain.modes import Mode
from pmtui.domain.overlap import Overlap
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.recorded import Recorded
from pmtui.domain.spans import MAX_ENTRY_MINUTES, Span, check_span
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError
from pmtui.usecases.quick_lines import no_timer, parse_line, verb_and_rest
from pmtui.usecases.recording import store_entry
from pmtui.usecases.session import Session

_RECORDED = ("mode", "text", "links", "parties", "tags", "activity", "cause", "note")
_TEXT_IN_HISTORY = 60


class Logged(NamedTuple):
    """What a verb of the time log did.

    Attributes:
        verb: ``log``, ``start``, ``switch``, ``stop``, ``resume`` or ``cancel``.
        entry: The entry stored, or None.
        timer: The timer that runs now (or was cancelled), or None.
        others: Further entries written: other pieces of this one, and stored ones that were trimmed.
        notices: Codes of what the parser noticed.
        parsed: The parse, or None for verbs without a line.
    """

    verb: str
    entry: TimeEntry | None = None
    timer: Timer | None = None
    others: tuple[TimeEntry, ...] = ()
    notices: tuple[str, ...] = ()
    parsed: QuickEntry | None = None


def log_line(session: Session, line: str, verb: str | None = None, overlap: Overlap | None = None) -> Logged:
    """Do what ``line`` says: log an entry, or start, switch, stop, resume, cancel the timer.

    Args:
        session: Store and clock.
        line: Quick entry text.
        verb: The verb when it is not part of the line.
        overlap: What to do about an overlap; None refuses it.

    Raises:
        PmtuiError: from the parser, ``E_OVERLAP``, ``E_DAY_FULL`` or of the timer.
    """
    with session.store.transaction() as tx:
        parsed = parse_line(session, tx, line, verb)
        require_single(tx, parsed.links)
        try:
            done = _VERBS[parsed.verb](session, tx, parsed, overlap)
        except _TimerTrouble as trouble:
            raise _advised(session, tx, trouble, parsed, verb_and_rest(line, verb)[1]) from trouble
        return Logged(done.verb, done.entry, done.timer, done.others, parsed.notices, parsed)


def start_timer(session: Session, line: str = "") -> Logged:
    """Start the timer.

    Raises:
        PmtuiError: ``E_TIMER_RUNNING`` naming ``switch``.
    """
    return log_line(session, line, "start")


def stop_timer(session: Session, line: str = "", overlap: Overlap | None = None) -> Logged:
    """Stop the timer and store its entry.

    Raises:
        PmtuiError: ``E_NO_TIMER``; ``E_TOO_LONG`` after more than 12 h; ``E_OVERLAP``.
    """
    return log_line(session, line, "stop", overlap)


class _TimerTrouble(Exception):
    """The timer that runs stands in the way.

    Attributes:
        timer: It.
        minutes: How long its entry would be; None when it only runs.
    """

    def __init__(self, timer: Timer, minutes: int | None = None) -> None:
        super().__init__(timer, minutes)
        self.timer = timer
        self.minutes = minutes


def _advised(
    session: Session, tx: Transaction, trouble: _TimerTrouble, parsed: QuickEntry, line: str
) -> PmtuiError:
    from pmtui.usecases.timer_advice import TimerAdvice

    advice = TimerAdvice(tx, trouble.timer, session.now(), session.zone(tx))
    if trouble.minutes is None:
        return advice.running(line if parsed.verb == "start" else None, parsed.start)
    return advice.bad_length(trouble.minutes, line, parsed.verb)


def cancel_timer(session: Session) -> Logged:
    """Forget the running timer; undo brings it back.

    Raises:
        PmtuiError: ``E_NO_TIMER``.
    """
    return log_line(session, "", "cancel")


def _log(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    entry = _new_entry(session, tx, _recorded(parsed), parsed.start, parsed.end, parsed)
    stored = store_entry(session, tx, entry, overlap)
    tx.what = f"Log {measured_duration(sum(e.minutes for e in stored[0]))} {entry.mode}{_about(entry.text)}"
    return Logged("log", stored[0][0], None, (*stored[0][1:], *stored[1]))


def _start(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    _refuse_running(tx)
    timer = _new_timer(session, tx, _recorded(parsed), parsed.start)
    tx.what = f"Start the timer: {timer.mode}{_about(timer.text)}"
    return Logged("start", None, save_document(tx, timer))


def _stop(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    timer = _running(tx)
    stored = _store_stopped(session, tx, timer, parsed.end, _joined(_values_of(timer), parsed), overlap)
    tx.what = (
        f"Stop the timer: {measured_duration(stored[0].minutes)} {stored[0].mode}{_about(stored[0].text)}"
    )
    return Logged("stop", stored[0], None, tuple(stored[1:]))


def _switch(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    timer = _running(tx)
    stored = _store_stopped(session, tx, timer, parsed.start, _values_of(timer), overlap)
    new = save_document(tx, _new_timer(session, tx, _recorded(parsed), parsed.start))
    tx.what = f"Switch the timer to {new.mode}{_about(new.text)}"
    return Logged("switch", stored[0], new, tuple(stored[1:]))


def _resume(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    _refuse_running(tx)
    latest = next(iter(latest_entries(tx)), None)
    if latest is None:
        raise PmtuiError("E_NOTHING_TO_RESUME", "nothing was logged yet", "pmtui start TEXT")
    values = _joined(_values_of(latest) | {"note": ""}, parsed)
    timer = _new_timer(session, tx, values, parsed.start)
    tx.what = f"Resume the timer: {timer.mode}{_about(timer.text)}"
    return Logged("resume", None, save_document(tx, timer))


def _cancel(session: Session, tx: Transaction, parsed: QuickEntry, overlap: Overlap | None) -> Logged:
    timer = _running(tx)
    remove_timer(tx, timer)
    tx.what = f"Cancel the timer: {timer.mode}{_about(timer.text)}"
    return Logged("cancel", None, timer)


_VERBS = {
    "log": _log,
    "start": _start,
    "stop": _stop,
    "switch": _switch,
    "resume": _resume,
    "cancel": _cancel,
}


def _refuse_running(tx: Transaction) -> None:
    running = load_timer(tx)
    if running is not None:
        raise _TimerTrouble(running)


def _running(tx: Transaction) -> Timer:
    timer = load_timer(tx)
    if timer is None:
        raise no_timer()
    return timer


def _recorded(parsed: QuickEntry) -> dict[str, Any]:
    return {name: getattr(parsed, name) for name in _RECORDED}


def _values_of(recorded: Recorded) -> dict[str, Any]:
    return {name: getattr(recorded, name) for name in _RECORDED}


def _joined(values: dict[str, Any], parsed: QuickEntry) -> dict[str, Any]:
    """Return ``values`` with what a stop or resume line adds: words and names join, single choices replace."""
    said = _recorded(parsed)
    joined = values | {name: said[name] for name in ("activity", "cause") if said[name]}
    for name in ("links", "parties", "tags"):
        joined[name] = tuple(dict.fromkeys((*values[name], *said[name])))
    for name, between in (("text", "; "), ("note", "\n")):
        joined[name] = between.join(part for part in (values[name], said[name]) if part)
    if any(chip.kind == "mode" and chip.span[0] < chip.span[1] for chip in parsed.chips) or (
        values["mode"] is Mode.UNSORTED
    ):
        joined["mode"] = said["mode"]
    return joined


def _new_timer(session: Session, tx: Transaction, values: dict[str, Any], start: datetime | None) -> Timer:
    now = session.now()
    zone = session.zone(tx).key
    began = start or now.replace(second=0)
    stamped = {"id": TIMER_ID, "ref": TIMER_REF, "created_at": now, "updated_at": now}
    return Timer.read({**stamped, **values, "start": began, "zone": zone})


def _new_entry(
    session: Session,
    tx: Transaction,
    values: dict[str, Any],
    start: datetime | None,
    end: datetime | None,
    parsed: QuickEntry,
) -> TimeEntry:
    now = session.now()
    stamped = {"id": tx.new_id(), "ref": Ref(tx.next_ref("t")), "created_at": now, "updated_at": now}
    when = {"start": start, "end": end, "date": parsed.date, "minutes": parsed.minutes}
    return TimeEntry.read({**stamped, **values, **when, "zone": session.zone(tx).key})


def _store_stopped(
    session: Session,
    tx: Transaction,
    timer: Timer,
    at: datetime | None,
    values: dict[str, Any],
    overlap: Overlap | None,
) -> list[TimeEntry]:
    """Store the entry of a timer that ends at ``at``; ending it now works whatever the clock says."""
    now = session.now()
    end = at or now.replace(second=0)
    zone = find_zone(timer.zone)
    data: dict[str, Any] = dict(values)
    data |= {
        "id": tx.new_id(),
        "ref": Ref(tx.next_ref("t")),
        "created_at": now,
        "updated_at": now,
        "zone": timer.zone,
    }
    data["date"] = timer.start.astimezone(zone).date()
    span = Span(timer.start, end)
    if span.minutes >= 1:
        data |= {"start": span.start, "end": _check_timer_span(span, timer).end, "minutes": span.minutes}
    elif end < timer.start and end != now.replace(second=0):
        raise _TimerTrouble(timer, span.minutes)
    else:
        today = now.astimezone(zone).date()
        data |= {"date": min(data["date"], today), "minutes": 1}
        if now < timer.start:
            data["review"] = "the clock was behind the timer's start; set the minutes by hand"
    remove_timer(tx, timer)
    pieces, others = store_entry(session, tx, TimeEntry.read(data), overlap)
    return [*pieces, *others]


def _check_timer_span(span: Span, timer: Timer) -> Span:
    """Return ``span`` if the timer's entry may have it.

    Raises:
        _TimerTrouble: It is longer than an entry may be.
    """
    if span.minutes > MAX_ENTRY_MINUTES:
        raise _TimerTrouble(timer, span.minutes)
    return check_span(span)


def _about(text: str) -> str:
    return f": {text[:_TEXT_IN_HISTORY]}{'…' if len(text) > _TEXT_IN_HISTORY else ''}" if text else ""
