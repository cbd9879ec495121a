"""How recorded time reads, wherever it is shown: on its own date, at its own clock.

What was recorded in a zone whose clocks show another time than the workspace's now carries the mark of its zone.

Source: resilience, "Travel": an entry keeps the zone it was recorded in; its day does not move.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from pmtui.domain.zones import find_zone

DAYS_AHEAD = timedelta(days=2)
"""How far the date of what was recorded may be ahead of the local date: zones lie up to 26 hours apart."""

if TYPE_CHECKING:
    from pmtui.domain.entries import TimeEntry, Timer


def zone_mark(moment: datetime, zone: str, home: tzinfo) -> str:
    """Return what tells the clock of ``zone`` from that of ``home`` at ``moment``, empty where both show the same.

    The zone's abbreviation, ``UTC``; its offset, ``+0545``, where it has none; both, ``CST+0800``, where ``home``
    goes by the same abbreviation.
    """
    there, here = moment.astimezone(find_zone(zone)), moment.astimezone(home)
    if there.utcoffset() == here.utcoffset():
        return ""
    name = there.tzname() or ""
    if not name.isalpha():
        return f"{there:%z}"
    return f"{name}{there:%z}" if name == here.tzname() else name


def clock_words(moment: datetime, zone: str, home: tzinfo) -> str:
    """Return ``19:00``, or ``19:00 UTC`` where the clocks of ``home`` show another time."""
    return marked(bare_clock(moment, zone), zone_mark(moment, zone, home))


def span_words(start: datetime, end: datetime, zone: str, home: tzinfo) -> str:
    """Return ``19:00–20:00`` with the mark of its zone behind it, or behind each end where they differ."""
    marks = zone_mark(start, zone, home), zone_mark(end, zone, home)
    first, last = bare_clock(start, zone), bare_clock(end, zone)
    if marks[0] == marks[1]:
        return marked(f"{first}–{last}", marks[0])
    return f"{marked(first, marks[0])}–{marked(last, marks[1])}"


def entry_clock(entry: TimeEntry, home: tzinfo) -> str:
    """Return start and end of ``entry`` with the mark of its zone; the mark alone where it has a day only."""
    span = entry.span
    return start_mark(entry, home) if span is None else span_words(span.start, span.end, entry.zone, home)


def start_mark(entry: TimeEntry, home: tzinfo) -> str:
    """Return the mark of the zone of ``entry`` at its start, or at noon of its day."""
    return zone_mark(entry.start or _noon(entry), entry.zone, home)


def start_clock(recorded: TimeEntry | Timer, home: tzinfo) -> str:
    """Return the start of what was recorded with the mark of its zone, empty where it has none."""
    return "" if recorded.start is None else clock_words(recorded.start, recorded.zone, home)


def day_and_clock(start: datetime, zone: str, home: tzinfo, end: datetime | None = None) -> str:
    """Return ``Wed 14 Oct 19:00–20:00 UTC``: the date there, and the clocks."""
    day = f"{start.astimezone(find_zone(zone)):%a %d %b}"
    return f"{day} {span_words(start, end, zone, home) if end else clock_words(start, zone, home)}"


def bare_clock(moment: datetime, zone: str) -> str:
    """Return what the clocks of ``zone`` show, ``19:00``."""
    return f"{moment.astimezone(find_zone(zone)):%H:%M}"


def marked(words: str, mark: str) -> str:
    """Return ``words`` with a mark behind them, if there is one."""
    return f"{words} {mark}".strip()


def _noon(entry: TimeEntry) -> datetime:
    return datetime.combine(entry.date, time(12), find_zone(entry.zone)).astimezone(UTC)
