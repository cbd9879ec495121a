"""Weeks, months, quarters and years as periods: the one rule for where they begin and what they are called.

A week begins on the weekday that the workspace says, and is named by the ISO week of its fourth day. A quarter begins
in the month that the workspace says, and is named after the year that it begins in.

Periods are cut at the ends of the calendar, 1 January of year 1 and 31 December 9999.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmtui.domain.numbers import DecimalMark

UNITS = ("week", "month", "quarter", "year")
"""What a calendar is divided into."""

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_FIRST, _AFTER = 12, 12 * 10_000  # months since year 0, of year 1 and after year 9999
_FOURTH = 3


class Period(NamedTuple):
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date


class WeekName(NamedTuple):
    """The ISO year and week, 1–53, that a week is called by."""

    year: int
    week: int

    def __str__(self) -> str:
        """Return ``2026-W41``."""
        return f"{self.year}-W{self.week:02}"


class Calendar(NamedTuple):
    """What reading a date, a period or a number depends on.

    Attributes:
        today: The local date.
        first_weekday: The day on which a week starts, Monday 0.
        quarter_start_month: Month, 1–12, in which the first quarter starts.
        decimal_mark: What stands before the decimals of a number that is typed; None: not said.
    """

    today: date
    first_weekday: int = 0
    quarter_start_month: int = 1
    decimal_mark: DecimalMark | None = None

    def unit(self, name: str, ahead: int = 0) -> Period:
        """Return the week, month, quarter or year that is ``ahead`` of today's.

        Raises:
            OverflowError: It lies outside the calendar.
        """
        if name == "week":
            return week_of(self.today + timedelta(weeks=ahead), self.first_weekday)
        length = _MONTHS[name]
        month = self.today.year * 12 + self.today.month - 1
        into = (month - (self.quarter_start_month - 1 if name == "quarter" else 0)) % length
        return _months(month - into + ahead * length, length)

    def quarter(self, year: int, number: int) -> Period:
        """Return the quarter ``number``, 1–4, that begins in ``year``.

        Raises:
            OverflowError: It lies outside the calendar.
        """
        return _months(year * 12 + (self.quarter_start_month - 1 + 3 * (number - 1)) % 12, 3)


def week_of(day: date, first_weekday: int = 0) -> Period:
    """Return the week that holds ``day``, seven days but at the ends of the calendar."""
    into = (day.weekday() - first_weekday) % 7
    first = max(date.min.toordinal(), day.toordinal() - into)
    last = min(date.max.toordinal(), day.toordinal() - into + 6)
    return Period(date.fromordinal(first), date.fromordinal(last))


def week_name(day: date, first_weekday: int = 0) -> WeekName:
    """Return what the week that holds ``day`` is called, by its fourth day."""
    into = (day.weekday() - first_weekday) % 7
    fourth = min(max(date.min.toordinal(), day.toordinal() - into + _FOURTH), date.max.toordinal())
    return WeekName(*date.fromordinal(fourth).isocalendar()[:2])


def week_named(name: WeekName, first_weekday: int = 0) -> Period:
    """Return the week that :func:`week_name` calls so.

    Raises:
        ValueError: There is no such week.
    """
    fourth = (first_weekday + _FOURTH) % 7
    return week_of(date.fromisocalendar(name.year, name.week, fourth + 1), first_weekday)


def month_of(year: int, month: int) -> Period:
    """Return ``month``, 1–12, of ``year``.

    Raises:
        OverflowError: It lies outside the calendar.
    """
    return _months(year * 12 + month - 1, 1)


def year_of(year: int) -> Period:
    """Return the calendar year.

    Raises:
        OverflowError: It lies outside the calendar.
    """
    return _months(year * 12, 12)


def plus_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of that month when it has no such day.

    Raises:
        OverflowError: It lies outside the calendar.
    """
    from dateutil.relativedelta import relativedelta

    if not _FIRST <= day.year * 12 + day.month - 1 + months < _AFTER:
        raise OverflowError("outside the calendar")
    return day + relativedelta(months=months)


def _months(first: int, length: int) -> Period:
    """Return ``length`` months from the month ``first`` since year 0."""
    after = first + length
    if after <= _FIRST or first >= _AFTER:
        raise OverflowError("outside the calendar")
    begin = date(first // 12, first % 12 + 1, 1) if first >= _FIRST else date.min
    if after >= _AFTER:
        return Period(begin, date.max)
    return Period(begin, date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
