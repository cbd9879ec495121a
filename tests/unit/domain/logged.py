"""Time entries in few words, without a store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from pmtui.domain.entries import TimeEntry
from pmtui.domain.spans import Span
from pmtui.domain.zones import find_zone
from tests.unit.domain.documents import NOW

_numbers = count(1)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def at(minute: int) -> datetime:
    """The UTC instant so many minutes after the beginning of 2026."""
    return EPOCH + timedelta(minutes=minute)


def span(first: int, last: int) -> Span:
    return Span(at(first), at(last))


def anchored(when: Span, zone: str = "UTC", **fields: Any) -> TimeEntry:
    """An entry with start and end."""
    day = when.start.astimezone(find_zone(zone)).date()
    return _entry(start=when.start, end=when.end, date=day, minutes=when.minutes, zone=zone, **fields)


def unanchored(day: date, minutes: int, zone: str = "UTC", **fields: Any) -> TimeEntry:
    """An entry with a day and minutes only."""
    return _entry(date=day, minutes=minutes, zone=zone, **fields)


def _entry(**fields: Any) -> TimeEntry:
    name = f"t{next(_numbers)}"
    return TimeEntry.read({"id": name, "ref": name, "created_at": NOW, "updated_at": NOW} | fields)
