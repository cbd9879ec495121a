"""Minutes summed by why they were spent and what they were linked to, which is all that a summary needs.

Years of entries are summed in one pass over their stored fields, without making an entry of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.domain.timelog import minutes_by_day
from pmtui.domain.zones import find_zone

_DAY = timedelta(days=1)
_MODES = frozenset(mode.value for mode in Mode)

Tally = dict[tuple[str, tuple[str, ...]], int]
"""Whole minutes by mode and links."""


def add_minutes(tally: Tally, mode: str, links: tuple[str, ...], minutes: int) -> None:
    """Add ``minutes`` of one mode and these links to ``tally``."""
    key = mode, links
    tally[key] = tally.get(key, 0) + minutes


def is_sound(tally: Tally) -> bool:
    """Tell whether ``tally`` sums what entries can say; where they were not checked it may be anything."""
    return all(
        mode in _MODES and minutes.__class__ is int and all(link.__class__ is str for link in links)
        for (mode, links), minutes in tally.items()
    )


def add_stored(tally: Tally, stored: Iterable[Mapping[str, Any]], first: date, last: date) -> None:
    """Add the minutes that entries put on the days ``first`` to ``last``, archived entries left out.

    Args:
        tally: What they are added to.
        stored: Entries as they are stored, checked when they were written; with others, anything may be raised.
        first: First local date.
        last: Last local date.
    """
    low, high = first.isoformat(), last.isoformat()
    found: defaultdict[str | tuple[str, ...], int] = defaultdict(int)
    day = zone = midnight = ""
    wanted = False
    for fields in stored:
        if fields["date"] != day or fields["zone"] != zone:  # entries of a day mostly stand together
            day, zone = fields["date"], fields["zone"]
            midnight = _midnight_after(day, zone)
            wanted = low <= day <= high
        if "archived_at" in fields:  # what holds nothing is not stored
            continue
        # Instants are stored in UTC to the second, so that their texts compare as they do.
        if fields.get("end", "") > midnight:
            _add_over_midnight(tally, TimeEntry(fields), first, last)
        elif wanted:
            mode, links = fields.get("mode", Mode.UNSORTED), fields.get("links")
            found[(mode, *links) if links else mode] += fields["minutes"]
    for key, minutes in found.items():
        mode, *links = (key,) if isinstance(key, str) else key
        add_minutes(tally, mode, tuple(links), minutes)


def _add_over_midnight(tally: Tally, entry: TimeEntry, first: date, last: date) -> None:
    for day, minutes in minutes_by_day(entry).items():
        if first <= day <= last:
            add_minutes(tally, entry.mode.value, entry.links, minutes)


def _midnight_after(day: str, zone: str) -> str:
    """The instant, as it is stored, of local midnight at the end of ``day``."""
    midnight = datetime.combine(date.fromisoformat(day) + _DAY, time())
    offset = find_zone(zone).utcoffset(midnight)
    assert offset is not None  # zones with a name always know
    return f"{(midnight - offset).isoformat()}Z"
