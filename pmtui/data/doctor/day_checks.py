"""What must hold for time entries: each where and as long as it says, no day with more minutes than it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pmtui.data.tables import month_file
from pmtui.domain.entries import TimeEntry
from pmtui.domain.spans import check_span
from pmtui.domain.timelog import day_bounds, minutes_by_day
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError

_SHORTEST_DAY = 23 * 60

Wrong = tuple[str, tuple[TimeEntry, ...], str, str]
"""Code, the entries at fault, what is wrong, what to do."""


def misplaced(entry: TimeEntry, file: str) -> Iterator[Wrong]:
    """What is wrong with the one ``entry``, which stands in ``file``."""
    if month_file(entry.date) != file:
        yield (
            "E_MONTH",
            (entry,),
            f"its date is {entry.date.isoformat()}, another month",
            "move its line by hand",
        )
    span = entry.span
    if (entry.start is None) != (entry.end is None):
        yield (
            "E_SPAN",
            (entry,),
            "it has a start without an end, or the reverse",
            f"pmtui set {entry.ref} end=TIME",
        )
    if span is None:
        return
    try:
        check_span(span)
    except PmtuiError as error:
        yield "E_SPAN", (entry,), error.message, f"pmtui set {entry.ref} end=TIME"
        return
    if span.minutes != entry.minutes:
        what = f"it says {entry.minutes} minutes, and from start to end are {span.minutes}"
        yield "E_SPAN", (entry,), what, f"pmtui set {entry.ref} end=TIME"


def full_days(entries: Iterable[TimeEntry]) -> Iterator[Wrong]:
    """Each day on which more is logged than fits, in the longest of the zones it was logged in."""
    days: dict[date, list[tuple[TimeEntry, int]]] = defaultdict(list)
    for entry in entries:
        for day, minutes in minutes_by_day(entry).items():
            days[day].append((entry, minutes))
    for day, logged in sorted(days.items()):
        total = sum(minutes for _, minutes in logged)
        if total > _SHORTEST_DAY and total > (room := _room(day, [entry for entry, _ in logged])):
            newest = sorted((entry for entry, _ in logged), key=lambda entry: entry.id, reverse=True)
            what = f"{day.isoformat()} has {room:,} minutes, and {total:,} are logged"
            yield (
                "E_DAY_FULL",
                tuple(newest),
                what,
                f"pmtui list entry --from {day.isoformat()} --to {day.isoformat()}",
            )


def _room(day: date, entries: Sequence[TimeEntry]) -> int:
    return max(day_bounds(day, find_zone(zone)).minutes for zone in {entry.zone for entry in entries})
