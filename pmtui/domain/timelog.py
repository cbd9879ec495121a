"""The time log: the rules that keep a day a day.

Instants are UTC; an entry keeps the zone it was recorded in, so its day never moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pmtui.domain.entries import TimeEntry
from pmtui.domain.spans import Span
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError

FIRST_YEAR = 1980
_MOST_DAYS = timedelta(days=366)  # a forgotten timer runs on; what is longer nobody logged


def day_bounds(day: date, zone: ZoneInfo) -> Span:
    """Return the UTC instants of local midnight at the start and the end of ``day``."""
    start, end = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return Span(start, end)


def minutes_by_day(entry: TimeEntry) -> dict[date, int]:
    """Return the entry's minutes per local date, split at local midnight of its own zone."""
    span = entry.span
    if span is None:
        return {entry.date: entry.minutes}
    zone = find_zone(entry.zone)
    last = span.end.astimezone(zone).date()
    if not timedelta() < last - entry.date <= _MOST_DAYS or span.start.astimezone(zone).date() < entry.date:
        return {entry.date: entry.minutes}  # on one day, or no span that anybody logged
    days: dict[date, int] = {}
    day = entry.date
    while True:
        bounds = day_bounds(day, zone)
        part = Span(max(span.start, bounds.start), min(span.end, bounds.end))
        if part.minutes > 0:
            days[day] = part.minutes
        if bounds.end >= span.end:
            return days
        day += timedelta(days=1)


def minutes_on(entries: Iterable[TimeEntry], day: date) -> int:
    """Return the minutes that ``entries`` put on local date ``day``."""
    return sum(minutes_by_day(entry).get(day, 0) for entry in entries)


def check_day(entry: TimeEntry, others: Sequence[TimeEntry]) -> None:
    """Refuse an entry that would put more minutes on a local day than it has.

    Args:
        entry: The entry to store.
        others: The stored entries of the days around it, without itself.

    Raises:
        PmtuiError: ``E_DAY_FULL``.

    Source: method, invariant "one local day never holds more minutes than it has".
    """
    zone = find_zone(entry.zone)
    for day, minutes in minutes_by_day(entry).items():
        room = day_bounds(day, zone).minutes
        taken = minutes_on(others, day)
        if taken + minutes > room:
            raise PmtuiError(
                "E_DAY_FULL",
                f"{day.isoformat()} has {room:,} minutes; {taken:,} are logged and this would add {minutes:,}",
                f"log at most {max(0, room - taken)} minutes, or another day",
                field="minutes",
            )


def check_not_future(entry: TimeEntry, now: datetime) -> None:
    """Refuse an entry that ends after ``now``, or lies on a later local date or before there was anything to log.

    Raises:
        PmtuiError: ``E_FUTURE``; ``E_BAD_DATE`` before 1980, as in quick entry.
    """
    if entry.date.year < FIRST_YEAR:
        raise PmtuiError(
            "E_BAD_DATE", f"days before {FIRST_YEAR} cannot be logged", "check the year", field="date"
        )
    today = now.astimezone(find_zone(entry.zone)).date()
    if (entry.end is not None and entry.end > now) or entry.date > today:
        raise PmtuiError(
            "E_FUTURE",
            "the entry lies in the future",
            "log what has happened; end it now or earlier",
            field="end",
        )


def overlapping(entry: TimeEntry, others: Iterable[TimeEntry]) -> list[TimeEntry]:
    """Return those of ``others`` that share time with ``entry``, by start; unanchored ones never do."""
    span = entry.span
    if span is None:
        return []
    hits = [
        (found, other)
        for other in others
        if other.id != entry.id and (found := other.span) is not None and found.overlaps(span)
    ]
    return [other for _, other in sorted(hits, key=lambda hit: hit[0])]
