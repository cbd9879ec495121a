"""What is wrong with when something is said to have happened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pmtui.domain.date_words import short_date
from pmtui.domain.quick_entry.moments import moment
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from datetime import date, datetime

    from pmtui.domain.quick_entry.clocks import Clock
    from pmtui.domain.quick_entry.time_words import Day, Here, Range

MOST = timedelta(minutes=MAX_ENTRY_MINUTES)
"""How long an entry may be."""


def no_time_at_all(span: Range) -> PmtuiError:
    """Return the error for a range that ends when it begins."""
    return PmtuiError("E_ZERO", "it ends when it begins; an entry takes a minute or more", span=span.span)


def future(span: tuple[int, int], fix: str | None = None) -> PmtuiError:
    """Return the error for what has not happened yet."""
    hint = f"; write {fix}" if fix else "; log what is past, or put it in quotes if it is text"
    return PmtuiError("E_FUTURE", f"that has not happened yet{hint}", fix, span=span)


def skipped_clock(clock: Clock, day: date, instead: datetime) -> PmtuiError:
    """Return the error for a time that the clocks skipped on ``day``; ``instead`` is the local time it was by then."""
    valid = f"{instead:%H:%M}"
    return PmtuiError(
        "E_DST_GAP",
        f"on {short_date(day)} the clocks went forward over {clock}; write {valid}",
        valid if instead.date() == day else None,
        span=clock.span,
    )


def skipped_day(day: Day, instead: date, here: Here) -> PmtuiError:
    """Return the error for a day that the zone never had."""
    return PmtuiError(
        "E_DST_GAP",
        f"{day.date} never was in {here.zone.key}; write {instead}",
        instead.isoformat(),
        span=day.span,
    )


def without_duration(clock: Clock, began: datetime, here: Here) -> PmtuiError:
    """Return the error for a start alone; a fix reads it as a range to now, or else as how long it took."""
    until_now = f"{clock.text}-now" if timedelta() < here.now - began <= MOST else None
    long = clock.text.replace(":", "h") if clock.text.replace(":", "").isdigit() else None
    if not 0 < (clock.minutes or 0) <= MAX_ENTRY_MINUTES:
        long = None
    hint = f", or write {until_now} if it lasts until now" if until_now else ""
    hint += f", or write {long} if it took that long" if long else ""
    message = f"{clock} is when it began; add how long it took (45m){hint}"
    return PmtuiError("E_NO_DURATION", message, until_now or long, span=clock.span)


def range_too_long(start: datetime, span: Range, here: Here) -> PmtuiError:
    """Return the error for a range over 12 h; its fix takes the later of equal times, or swaps the ends."""
    fix, where = None, span.span
    if span.end and span.end.minutes is not None and span.end.offset is None:
        first_day = start.astimezone(here.zone).date()
        ended = moment(first_day, span.end, here.zone)
        if ended.second and timedelta() < ended.second - start <= MOST:
            later = ended.second.astimezone(here.zone)
            fix, where = f"{span.end.text}{later.isoformat()[-6:]}", span.end.span
        elif span.span == span.end.span or ended.instead:
            pass  # no range to swap, or no such time
        elif timedelta() < start - ended.instant <= MOST:
            fix = f"{span.end.text}-{span.start.text}"
    hint = f"; did you mean {fix}?" if fix else "; split it into several"
    return PmtuiError("E_TOO_LONG", f"from start to end it is more than 12 h{hint}", fix, span=where)
