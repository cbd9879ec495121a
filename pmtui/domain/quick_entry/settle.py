"""From time words to instants: the rules on days, nights, changing clocks, limits and the future."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pmtui.domain.quick_entry.moments import day_after, day_before, day_exists, moment
from pmtui.domain.quick_entry.time_words import Range
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from datetime import date
    from types import ModuleType

    from pmtui.domain.quick_entry.clocks import Clock
    from pmtui.domain.quick_entry.moments import Moment
    from pmtui.domain.quick_entry.time_words import Day, Duration, Here, TimeWords

_EARLY = 6
_MINUTE = timedelta(minutes=1)
_MOST = MAX_ENTRY_MINUTES * _MINUTE


def _errors() -> ModuleType:
    from pmtui.domain.quick_entry import timing_errors  # only an error pays for it

    return timing_errors


class Timing:
    """When something happened.

    Attributes:
        day: The local date it belongs to.
        start: UTC instant, or None.
        end: UTC instant, or None.
        minutes: Whole minutes, or None while a timer runs.
        notices: What the user should know about it.
    """

    def __init__(self, day: date, minutes: int | None = None) -> None:
        """Start without instants and notices."""
        self.day = day
        self.start: datetime | None = None
        self.end: datetime | None = None
        self.minutes = minutes
        self.notices: set[str] = set()


def settle_entry(words: TimeWords, here: Here) -> Timing:
    """Return when an entry happened.

    Raises:
        PmtuiError: ``E_NO_TIME``, ``E_NO_DURATION``, ``E_RANGE_AND_DURATION``, ``E_TWO_DATES``,
            ``E_DST_GAP``, ``E_ZERO``, ``E_TOO_LONG`` or ``E_FUTURE``, with its span.

    Source: quick entry, rules 2 and 5 to 9.
    """
    span = words.range
    if words.clock and words.until:
        span = Range(words.clock, words.until, words.until.span)
    if span:
        if words.duration:
            raise PmtuiError(
                "E_RANGE_AND_DURATION",
                "start and end are given already; keep them or the duration, not both",
                span=words.duration.span,
            )
        return _settle_range(span, words.day, here)
    if words.duration is None:
        raise _without_duration(words, here)
    if words.anchor is None and words.day and words.day.date != here.today:
        return _settle_unanchored(words.duration, words.day, here)
    return _settle_duration(words, words.duration, here)


def settle_timer(verb: str, words: TimeWords, here: Here) -> Timing:
    """Return when a timer starts, or for stop when it ends; now unless a clock says otherwise.

    Raises:
        PmtuiError: ``E_BAD_DURATION`` for a duration, ``E_TWO_CLOCKS`` for an end where there can be none,
            ``E_TOO_LONG`` and ``E_NO_TIME``, and as for entries.
    """
    stops = verb == "stop"
    _refuse_length(verb, words, here)
    clock = words.clock or (words.range.start if words.range else None)
    if stops and words.until:
        if clock:
            span = words.until.span
            raise PmtuiError("E_TWO_CLOCKS", "a timer stops at one time; keep one of them", span=span)
        clock = words.until
    if clock is None and words.day and words.day.date != here.today:
        raise PmtuiError(
            "E_NO_TIME", "on another day a timer needs a clock time such as 14:00", span=words.day.span
        )
    timing = Timing(here.today)
    ends_running = here.since is not None and verb in ("stop", "switch")
    instant = here.now
    if clock and ends_running and clock.minutes is not None and words.day is None:
        instant = _place_after_start(clock, here, timing)
    elif clock:
        instant = _place(clock, words.day, here, timing)[0]
    if clock and instant > here.now:
        raise _not_ended_yet(clock, here) if ends_running else _errors().future(clock.span)
    if clock and here.now - instant > _MOST and not stops:
        first, last = sorted((words.day or clock, clock), key=lambda word: word.span)
        raise PmtuiError(
            "E_TOO_LONG",
            "a timer runs 12 h at most; log what is past with start and end",
            span=(first.span[0], last.span[1]),
        )
    timing.day = instant.astimezone(here.zone).date()
    if stops:
        timing.end = instant
    elif verb != "cancel":
        timing.start = instant
    return timing


def _place_after_start(clock: Clock, here: Here, timing: Timing) -> datetime:
    """Return the first instant from the start of the running timer on at which the clock says so."""
    assert here.since is not None
    base = day_before(here.since.astimezone(here.zone).date(), here.zone)
    while True:  # within two days from there every clock comes round
        placed = moment(base, clock, here.zone)
        if placed.instant >= here.since:
            if base < here.today and here.local.hour < _EARLY:
                timing.notices.add("I_YESTERDAY")
            return _checked(placed, clock, base, None, timing, here)
        if placed.second and placed.second >= here.since:
            return placed.second
        base = day_after(base, here.zone)


def _not_ended_yet(clock: Clock, here: Here) -> PmtuiError:
    """Return the error for a timer that should end later than now; the fix ends it now, if an entry may be so long."""
    assert here.since is not None
    fix = "now" if here.now - here.since <= _MOST else None
    hint = f"; write {fix}" if fix else ""
    message = (
        f"{clock} after the timer's start at {here.since.astimezone(here.zone):%H:%M} is still to come{hint}"
    )
    return PmtuiError("E_FUTURE", message, fix, span=clock.span)


def _refuse_length(verb: str, words: TimeWords, here: Here) -> None:
    """Refuse what says how long the timer runs, since that is what it finds out."""
    if words.duration:
        alone = verb != "stop" and words.anchor is None and words.day is None
        began = (here.now - words.duration.minutes * _MINUTE).astimezone(here.zone)
        # Only a clock of today says "45 minutes ago" without a day.
        fix = f"{began:%H:%M}" if alone and began.date() == here.today else None
        hint = f"write {fix} if it began then" if fix else "give a clock time such as 14:00"
        raise PmtuiError(
            "E_BAD_DURATION",
            f"a timer measures how long it takes; {hint}, or put '{verb}' in quotes to log an entry",
            fix,
            span=words.duration.span,
        )
    message = f"'{verb}' takes one clock time; to log an entry with start and end, leave '{verb}' out"
    span = words.range
    if span and span.end and (span.end.minutes is not None or verb == "stop"):
        kept = span.end if verb == "stop" else span.start
        # Alone, 0:00-05:00 would be a range again.
        fix = None if "-" in kept.text else kept.text
        raise PmtuiError("E_TWO_CLOCKS", message, fix, span=span.span)
    if words.until and verb != "stop":
        raise PmtuiError("E_TWO_CLOCKS", message, span=words.until.span)


def _without_duration(words: TimeWords, here: Here) -> PmtuiError:
    clock = words.clock
    if words.anchor is None:
        message = "no time given; begin with how long (45m) or when (9:00-10:30)"
        return PmtuiError("E_NO_TIME", message, span=(0, 0))
    if clock is None:
        return PmtuiError(
            "E_NO_DURATION", "add how long it took (45m) or when it began (14:00)", span=words.anchor.span
        )
    began, _ = _place(clock, words.day, here, Timing(here.today))
    error: PmtuiError = _errors().without_duration(clock, began, here)
    return error


def _settle_unanchored(duration: Duration, day: Day, here: Here) -> Timing:
    if not day_exists(day.date, here.zone):
        raise _errors().skipped_day(day, day_after(day.date, here.zone), here)
    return Timing(day.date, minutes=duration.minutes)


def _settle_duration(words: TimeWords, duration: Duration, here: Here) -> Timing:
    """Settle a duration that starts at a clock, ends at one, or ends now."""
    timing = Timing(here.today, minutes=duration.minutes)
    length = duration.minutes * _MINUTE
    if words.clock:
        timing.start, _ = _place(words.clock, words.day, here, timing)
        timing.end = timing.start + length
        if timing.start > here.now:
            raise _errors().future(words.clock.span)
    else:
        timing.end = here.now
        if words.until:
            timing.end, _ = _place(words.until, words.day, here, timing)
        timing.start = timing.end - length
    if timing.end > here.now:
        raise _errors().future(words.until.span if words.until else duration.span)
    timing.day = timing.start.astimezone(here.zone).date()
    return timing


def _settle_range(span: Range, day: Day | None, here: Here) -> Timing:
    timing = Timing(here.today)
    start, base = _place(span.start, day, here, timing)
    end = here.now
    if span.end and span.end.minutes is not None:
        placed = moment(base, span.end, here.zone)
        if placed.instant == start and placed.second is None:
            raise _errors().no_time_at_all(span)
        if placed.instant <= start:
            timing.notices.add("W_OVERNIGHT")
            base = day_after(base, here.zone)
            placed = moment(base, span.end, here.zone)
        end = _checked(placed, span.end, base, None, timing, here)
    _check_order(start, end, span)
    if end - start > _MOST:
        raise _errors().range_too_long(start, span, here)
    if end > here.now and start <= here.now and span.end:
        fix = "now" if _MINUTE <= here.now - start <= _MOST else None
        raise _errors().future(span.end.span, fix)
    if end > here.now:
        raise _errors().future(span.start.span)
    timing.start, timing.end, timing.minutes = start, end, (end - start) // _MINUTE
    timing.day = start.astimezone(here.zone).date()
    return timing


def _check_order(start: datetime, end: datetime, span: Range) -> None:
    """Refuse a range to now that has not begun yet, or only just."""
    if end < start:
        raise _errors().future(span.start.span)
    if end == start:
        raise _errors().no_time_at_all(span)


def _place(clock: Clock, day: Day | None, here: Here, timing: Timing) -> tuple[datetime, date]:
    """Return the instant of a clock, and the local day whose clock it is.

    Source: quick entry, rule 6 (before 6 in the morning, a clock in the future was yesterday's).
    """
    if clock.minutes is None:
        if day and day.date != here.today:
            message = "'now' is today; leave out the day or give a clock time"
            raise PmtuiError("E_TWO_DATES", message, span=day.span)
        return here.now, here.today
    base = day.date if day else here.today
    placed = moment(base, clock, here.zone)
    if day is None and placed.instant > here.now and here.local.hour < _EARLY:
        base = day_before(base, here.zone)
        placed = moment(base, clock, here.zone)
        timing.notices.add("I_YESTERDAY")
    return _checked(placed, clock, base, day, timing, here), base


def _checked(
    placed: Moment, clock: Clock, base: date, day: Day | None, timing: Timing, here: Here
) -> datetime:
    """Return the instant, unless the clocks skip it.

    Source: quick entry, rule 7.
    """
    if placed.instead and day and not day_exists(base, here.zone):
        raise _errors().skipped_day(day, placed.instead.date(), here)
    if placed.instead:
        raise _errors().skipped_clock(clock, base, placed.instead)
    if placed.second:
        timing.notices.add("W_DST_AMBIGUOUS")
    return placed.instant
