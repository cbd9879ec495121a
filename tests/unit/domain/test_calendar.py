"""Weeks and quarters: where they begin and what they are called."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar, WeekName, month_of, week_name, week_named, week_of, year_of

weekdays = st.integers(0, 6)


@pytest.mark.parametrize(
    ("first_weekday", "first", "last", "name"),
    [
        (0, "2026-12-28", "2027-01-03", "2026-W53"),
        (6, "2027-01-03", "2027-01-09", "2027-W01"),
        (5, "2027-01-02", "2027-01-08", "2027-W01"),
    ],
)
def test_the_week_of_the_third_of_january(first_weekday: int, first: str, last: str, name: str) -> None:
    day = date(2027, 1, 3)
    week = week_of(day, first_weekday)
    assert (week.first.isoformat(), week.last.isoformat()) == (first, last)
    assert str(week_name(day, first_weekday)) == name


@given(day=st.dates(), first_weekday=weekdays)
def test_a_week_holds_its_days_and_all_of_them_share_its_name(day: date, first_weekday: int) -> None:
    week = week_of(day, first_weekday)
    assert week.first <= day <= week.last
    names = {
        week_name(week.first + timedelta(days=n), first_weekday)
        for n in range((week.last - week.first).days + 1)
    }
    if date.min < week.first and week.last < date.max:
        assert len(names) == 1
        assert week.first.weekday() == first_weekday
        assert (week.last - week.first).days == 6
        assert week_named(names.pop(), first_weekday) == week


@given(day=st.dates(date(2, 1, 1), date(9998, 12, 1)), first_weekday=weekdays)
def test_the_week_after_has_another_name(day: date, first_weekday: int) -> None:
    assert week_name(day + timedelta(weeks=1), first_weekday) > week_name(day, first_weekday)


@pytest.mark.parametrize("name", [WeekName(2025, 53), WeekName(2026, 0), WeekName(0, 1), WeekName(9999, 99)])
def test_there_is_no_such_week(name: WeekName) -> None:
    with pytest.raises(ValueError, match=r"Invalid week|ut of range"):
        week_named(name)


@given(day=st.dates(date(1, 6, 1), date(9999, 6, 1)), start=st.integers(1, 12), ahead=st.integers(-1, 1))
def test_quarters_follow_each_other_and_are_named_after_the_year_they_begin_in(
    day: date, start: int, ahead: int
) -> None:
    calendar = Calendar(day, quarter_start_month=start)
    quarter = calendar.unit("quarter", ahead)
    assert (quarter.first.month - start) % 3 == 0
    assert calendar._replace(today=quarter.first).unit("quarter") == quarter
    number = (quarter.first.month - start) % 12 // 3 + 1
    assert calendar.quarter(quarter.first.year, number) == quarter
    assert calendar.unit("quarter", ahead + 1).first == quarter.last + timedelta(days=1)


@given(day=st.dates(), unit=st.sampled_from(["week", "month", "quarter", "year"]), start=st.integers(1, 12))
def test_every_day_lies_in_its_units(day: date, unit: str, start: int) -> None:
    found = Calendar(day, 6, start).unit(unit)
    assert found.first <= day <= found.last


def test_periods_are_cut_at_the_ends_of_the_calendar() -> None:
    assert Calendar(date.min, 6, 2).unit("quarter") == (date.min, date(1, 1, 31))
    assert Calendar(date.max, 6, 2).unit("quarter") == (date(9999, 11, 1), date.max)
    assert month_of(9999, 12).last == date.max
    for outside in (0, 10_000):
        with pytest.raises(OverflowError):
            year_of(outside)
