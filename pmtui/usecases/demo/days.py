"""The calendar of the demo story: every date in it is a number of working days away from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_FRIDAY = 4


class Day(int):
    """A day of the story: ``Day(-1)`` is the last working day before today, ``Day(1)`` the next one after it.

    Working days are Monday to Friday here, whatever the holidays, so that ``Day(-1)`` and ``Day(-6)`` are always
    one week apart.
    """


class StoryCalendar:
    """Turns days of the story into dates and instants."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        """Count from ``today``; clock times are local times of ``zone``."""
        self.today = today
        self._zone = zone

    @property
    def is_working_day(self) -> bool:
        """Whether today is one."""
        return self.today.weekday() <= _FRIDAY

    def on(self, day: int) -> date:
        """Return the date of a day of the story; 0 is today, be it a working day or not."""
        if day == 0:
            return self.today
        step = 1 if day > 0 else -1
        found = self.today + timedelta(days=step)
        while found.weekday() > _FRIDAY:
            found += timedelta(days=step)
        weeks, rest = divmod(abs(day) - 1, 5)
        for _ in range(rest):
            found += timedelta(days=step)
            while found.weekday() > _FRIDAY:
                found += timedelta(days=step)
        return found + timedelta(weeks=step * weeks)

    def instant(self, day: date, clock: time) -> datetime:
        """Return the UTC instant at which ``clock`` shows on ``day``."""
        return datetime.combine(day, clock, self._zone).astimezone(UTC)

    def dated(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``row`` with every :class:`Day` in it as a date, however deep it lies."""
        return {name: self._dated(value) for name, value in row.items()}

    def _dated(self, value: Any) -> Any:
        if isinstance(value, Day):
            return self.on(value)
        if isinstance(value, Mapping):
            return self.dated(value)
        if isinstance(value, tuple):
            return tuple(self._dated(part) for part in value)
        return value
