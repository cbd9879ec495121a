"""The calendar of the demo story: every date in it is a number of working days away from today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

_FRIDAY = 4
_UNITS = {"day": 1, "days": 1, "week": 5, "weeks": 5}


class Day(int):
    """A day of the story: ``Day(-1)`` is the last working day before today, ``Day(1)`` the next one after it.

    Working days are Monday to Friday here, whatever the holidays, so that ``Day(-1)`` and ``Day(-6)`` are always
    one week apart.
    """

    @classmethod
    def read(cls, words: str) -> Self:
        """Return the day that ``3 days ago``, ``in 2 weeks`` or ``today`` means; a week has five days.

        Raises:
            ValueError: It is none of these.
        """
        match words.split(" "):
            case [count, unit, "ago"] if count.isdecimal() and unit in _UNITS:
                return cls(-int(count) * _UNITS[unit])
            case ["in", count, unit] if count.isdecimal() and unit in _UNITS:
                return cls(int(count) * _UNITS[unit])
            case ["today"]:
                return cls(0)
        raise ValueError(f"'{words}' is no day; write '3 days ago', 'in 2 weeks' or 'today'")


class StoryCalendar:
    """Turns days of the story into dates and instants."""

    def __init__(self, today: date, zone: ZoneInfo) -> None:
        """Count from ``today``; clock times are local times of ``zone``."""
        self.today = today
        self._zone = zone
        self._dates = {0: today}

    @property
    def is_working_day(self) -> bool:
        """Whether today is one."""
        return self.today.weekday() <= _FRIDAY

    def on(self, day: int) -> date:
        """Return the date of a day of the story; 0 is today, be it a working day or not."""
        if day not in self._dates:
            self._dates[day] = self._counted(day)
        return self._dates[day]

    def _counted(self, day: int) -> date:
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
