"""One day of the time log as it is read: entries in order, with the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.spans import Span

MIN_GAP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day: an entry, the running timer, or a gap.

    Attributes:
        entry: The entry, or None.
        timer: The running timer, or None.
        gap: The time nobody logged, or None.
        zone: The zone whose clock the gap is told by: that of what comes before it.
    """

    entry: TimeEntry | None = None
    timer: Timer | None = None
    gap: Span | None = None
    zone: str = ""


def day_lines(entries: Iterable[TimeEntry], timer: Timer | None = None) -> list[DayLine]:
    """Return the lines of a day: anchored entries by start with their gaps, the timer, then unanchored entries."""
    listed = list(entries)
    anchored = sorted((e.span, e.id, e) for e in listed if e.span is not None)
    lines: list[DayLine] = []
    end: datetime | None = None
    zone = ""
    for span, _, entry in anchored:
        lines += _gap(end, span.start, zone)
        lines.append(DayLine(entry=entry))
        if end is None or span.end > end:
            end, zone = span.end, entry.zone
    if timer is not None:
        lines += _gap(end, timer.start, zone)
        lines.append(DayLine(timer=timer))
    return lines + [DayLine(entry=entry) for entry in listed if entry.span is None]


def _gap(end: datetime | None, start: datetime, zone: str) -> list[DayLine]:
    if end is None:
        return []
    span = Span(end, start)
    return [DayLine(gap=span, zone=zone)] if span.minutes >= MIN_GAP_MINUTES else []
