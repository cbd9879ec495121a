"""The running timer among logged time: it counts, up to now, wherever minutes are summed, and is named as running."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.timelog import minutes_by_day
from pmtui.domain.zones import find_zone

_MINUTE = timedelta(minutes=1)


class Running(NamedTuple):
    """What of the running timer lies within a period.

    Attributes:
        timer: The timer.
        minutes: Whole minutes of it within the period, above 0.
    """

    timer: Timer
    minutes: int


def running_entry(timer: Timer | None, now: datetime) -> TimeEntry | None:
    """Return the entry that ``timer`` would be if it could be stopped ``now``; None when it has not run a minute.

    It is never stored, and may be longer than an entry that is.
    """
    minutes = timer.minutes_at(now) if timer is not None else 0
    if timer is None or not minutes:
        return None
    end = (timer.start + minutes * _MINUTE).isoformat()
    day = timer.start.astimezone(find_zone(timer.zone)).date().isoformat()
    return TimeEntry({**timer.to_store(), "end": end, "date": day, "minutes": minutes})


def running_within(entry: TimeEntry | None, timer: Timer | None, first: date, last: date) -> Running | None:
    """Return what of ``timer``, whose entry up to now is ``entry``, lies on the days ``first`` to ``last``."""
    if entry is None or timer is None:
        return None
    minutes = sum(spent for day, spent in minutes_by_day(entry).items() if first <= day <= last)
    return Running(timer, minutes) if minutes else None


def with_running(entries: Iterable[TimeEntry], entry: TimeEntry | None) -> tuple[TimeEntry, ...]:
    """Return ``entries`` and, where a timer runs, its entry up to now."""
    return (*entries, entry) if entry is not None else tuple(entries)
