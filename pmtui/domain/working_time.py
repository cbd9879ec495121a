"""The hours of work, and how they should be split: the settings that reports on time need.

Free of pydantic, as all that ``pmtui log`` and the report on time need.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pmtui.domain.calendar import Period, WeekName, week_name, week_of

WEEK_STARTS: Mapping[str, int] = {"monday": 0, "saturday": 5, "sunday": 6}
"""The days on which a week may start, as Python counts weekdays."""

DEFAULT_MINUTES = (480, 480, 480, 480, 480, 0, 0)
DEFAULT_MAX_FIREFIGHT = "0.30"
DEFAULT_MIN_STRATEGIC = "0.40"


class WorkingTime(NamedTuple):
    """A week of work.

    Attributes:
        minutes: Minutes of work on each weekday, Monday first.
        holidays: Days without work.
        first_weekday: The day on which a week starts, Monday 0.
        max_firefight: The most firefighting wanted, share of logged time, 0–1.
        min_strategic: The least strategic work wanted, share of logged time, 0–1.
    """

    minutes: tuple[int, ...] = DEFAULT_MINUTES
    holidays: tuple[date, ...] = ()
    first_weekday: int = 0
    max_firefight: float = float(DEFAULT_MAX_FIREFIGHT)
    min_strategic: float = float(DEFAULT_MIN_STRATEGIC)

    def minutes_on(self, day: date) -> int:
        """Return the working minutes of ``day``, 0 on holidays."""
        return 0 if day in self.holidays else self.minutes[day.weekday()]

    def minutes_between(self, first: date, last: date) -> int:
        """Return the working minutes of the days ``first`` to ``last``, both included."""
        weeks, rest = divmod(max(0, (last - first).days + 1), 7)
        total = weeks * sum(self.minutes) + sum(self.minutes[(first.weekday() + n) % 7] for n in range(rest))
        free = {day for day in self.holidays if first <= day <= last}
        return total - sum(self.minutes[day.weekday()] for day in free)

    def is_working_day(self, day: date) -> bool:
        """Tell whether ``day`` has working minutes."""
        return self.minutes_on(day) > 0

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``; the next day when a year has none."""
        for ahead in range(1, min(366, (date.max - day).days) + 1):
            candidate = day + timedelta(days=ahead)
            if self.is_working_day(candidate):
                return candidate
        return min(day, date.max - timedelta(days=1)) + timedelta(days=1)

    def week_of(self, day: date) -> Period:
        """Return the week that holds ``day``, cut at the ends of the calendar."""
        return week_of(day, self.first_weekday)

    def week_name(self, day: date) -> WeekName:
        """Return what the week that holds ``day`` is called: in the header, in reports, and by who asks for it."""
        return week_name(day, self.first_weekday)
