"""Periods in words, and the days that date fields mean by them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar
from pmtui.domain.field_dates import coming_day, due_day, past_day, start_day
from pmtui.domain.periods import Lean, read_period
from pmtui.errors import PmtuiError

TODAY = date(2026, 10, 14)
WEDNESDAY = Calendar(TODAY)
IN_NOVEMBER = Calendar(date(2026, 11, 15))
FIRST_SUNDAY = Calendar(date(2027, 1, 3), first_weekday=6)
FISCAL = Calendar(TODAY, quarter_start_month=2)


def words(text: str, calendar: Calendar = WEDNESDAY, lean: Lean = Lean.LATEST) -> str:
    first, last = read_period(text, calendar, lean)
    return first.isoformat() if first == last else f"{first.isoformat()} {last.isoformat()}"


def said(text: str, calendar: Calendar = WEDNESDAY) -> PmtuiError:
    with pytest.raises(PmtuiError) as caught:
        read_period(text, calendar)
    return caught.value


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *[("today", "2026-10-14"), ("yesterday", "2026-10-13"), ("mon", "2026-10-12"), ("wed", "2026-10-07")],
        *[("-2d", "2026-10-12"), ("3 days ago", "2026-10-11"), ("13.10.", "2026-10-13")],
        *[("12 oct", "2026-10-12"), ("31 dec", "2025-12-31"), ("2026-10-12", "2026-10-12")],
        *[("this week", "2026-10-12 2026-10-18"), ("Last  Week,", "2026-10-05 2026-10-11")],
        *[("next week", "2026-10-19 2026-10-25"), ("current month", "2026-10-01 2026-10-31")],
        *[("last month", "2026-09-01 2026-09-30"), ("this quarter", "2026-10-01 2026-12-31")],
        *[("previous quarter", "2026-07-01 2026-09-30"), ("last year", "2025-01-01 2025-12-31")],
        *[("last 4 weeks", "2026-09-17 2026-10-14"), ("last 7 days", "2026-10-08 2026-10-14")],
        *[("the past two weeks", "2026-10-01 2026-10-14"), ("last 3 months", "2026-07-15 2026-10-14")],
        *[("2026-W41", "2026-10-05 2026-10-11"), ("w41 2025", "2025-10-06 2025-10-12")],
        *[("week 43", "2025-10-20 2025-10-26"), ("2026w53", "2026-12-28 2027-01-03")],
        *[("w53", "2020-12-28 2021-01-03"), ("2026-10", "2026-10-01 2026-10-31")],
        *[("10/2026", "2026-10-01 2026-10-31"), ("oct", "2026-10-01 2026-10-31")],
        *[("nov", "2025-11-01 2025-11-30"), ("october 2024", "2024-10-01 2024-10-31")],
        *[("last oct", "2025-10-01 2025-10-31"), ("oct last year", "2025-10-01 2025-10-31")],
        *[("q3", "2026-07-01 2026-09-30"), ("Q3 2025", "2025-07-01 2025-09-30"), ("q4", "2026-10-01 2026-12-31")],
        *[("2027-q1", "2027-01-01 2027-03-31"), ("next q1", "2027-01-01 2027-03-31")],
        *[("2025", "2025-01-01 2025-12-31"), ("start of quarter", "2026-10-01"), ("eoq", "2026-12-31")],
        *[("end of q1", "2026-03-31"), ("start of the last month", "2026-09-01")],
        *[("beginning of 2026", "2026-01-01"), ("end of 2026-W41", "2026-10-11")],
        *[("1 oct..today", "2026-10-01 2026-10-14"), ("2026-10..2026-11", "2026-10-01 2026-11-30")],
        *[("q3 2025 .. q1", "2025-07-01 2026-03-31"), ("oct..mar", "2026-10-01 2027-03-31")],
        *[("mon..wed", "2026-10-12 2026-10-14"), ("wed..mon", "2026-10-07 2026-10-12")],
        *[("mon..fri", "2026-10-12 2026-10-16"), ("1 oct to today", "2026-10-01 2026-10-14")],
        *[("last week..", "2026-10-05 2026-10-14"), ("0001-01-01..9999-12-31", "0001-01-01 9999-12-31")],
    ],
)  # fmt: skip
def test_the_period_of_a_report(text: str, period: str) -> None:
    assert words(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *[("eow", "2027-01-09"), ("this week", "2027-01-03 2027-01-09"), ("sow", "2027-01-03")],
        *[("next week", "2027-01-10 2027-01-16"), ("last week", "2026-12-27 2027-01-02")],
        *[("2027-W01", "2027-01-03 2027-01-09"), ("2026-W53", "2026-12-27 2027-01-02")],
        *[("next fri", "2027-01-15"), ("this sat", "2027-01-09"), ("end of next week", "2027-01-16")],
    ],
)
def test_weeks_are_those_of_the_workspace(text: str, period: str) -> None:
    assert words(text, FIRST_SUNDAY) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *[("this quarter", "2026-08-01 2026-10-31"), ("q1", "2026-02-01 2026-04-30")],
        *[("q4 2026", "2026-11-01 2027-01-31"), ("q4", "2025-11-01 2026-01-31")],
        *[("start of quarter", "2026-08-01"), ("end of last quarter", "2026-07-31")],
    ],
)
def test_quarters_are_those_of_the_workspace(text: str, period: str) -> None:
    assert words(text, FISCAL) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *[("q4", "2026-10-01 2026-12-31"), ("q3", "2027-07-01 2027-09-30"), ("oct", "2027-10-01 2027-10-31")],
        *[("oct..dec", "2026-10-01 2026-12-31"), ("jan..mar", "2027-01-01 2027-03-31")],
        *[("oct..mar", "2026-10-01 2027-03-31"), ("31 dec", "2026-12-31"), ("sun", "2026-11-22")],
    ],
)
def test_the_next_that_has_not_ended(text: str, period: str) -> None:
    assert words(text, IN_NOVEMBER, Lean.COMING) == period


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        *[("1 oct", "2026-10-01", "2027-10-01"), ("q4", "2026-10-01", "2026-12-31")],
        *[("Q1 2027", "2027-01-01", "2027-03-31"), ("end of q1", "2027-03-31", "2027-03-31")],
        *[("start of quarter", "2026-10-01", "2026-10-01"), ("2026-12", "2026-12-01", "2026-12-31")],
        *[("1 mar", "2027-03-01", "2027-03-01"), ("q3", "2026-07-01", "2027-09-30")],
        *[("sun", "2026-11-15", "2026-11-22"), ("fri", "2026-11-13", "2026-11-20")],
        *[("next week", "2026-11-16", "2026-11-16"), ("this month", "2026-11-01", "2026-11-30")],
        *[("29 feb", "2028-02-29", "2028-02-29"), ("in two weeks", "2026-11-29", "2026-11-29")],
    ],
)
def test_a_start_is_the_nearest_and_a_due_date_the_next(text: str, start: str, due: str) -> None:
    assert start_day(text, IN_NOVEMBER).isoformat() == start
    assert due_day(text, IN_NOVEMBER).isoformat() == due


@pytest.mark.parametrize("text", ["q3", "last week", "2026-10", "last 4 weeks", "2025"])
def test_one_day_is_asked_for(text: str) -> None:
    for read in (past_day, coming_day):
        with pytest.raises(PmtuiError) as caught:
            read(text, WEDNESDAY)
        assert caught.value.fix is not None
        for fix in caught.value.fix.split(" or "):
            assert read(fix, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", "lst week", "q5", "2026-13", "2025-W53", "w60", "10000", "0000", "last 0 days", "end of", "a..b..c"),
        *("last 99999999999 weeks", "31 nov", "today..someday", "last weekend", "2026-W41-2027", "x" * 1000),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_forms_that_are(text: str) -> None:
    error = said(text)
    assert error.code == "E_BAD_DATE"
    assert error.fix is not None
    forms = error.fix.removeprefix("type a period such as ").replace(" or ", ", ").split(", ")
    assert len(forms) > 3
    assert all(words(form) for form in forms)


@pytest.mark.parametrize("unit", ["week", "month", "the quarter", "year"])
def test_a_unit_alone_does_not_say_which_one(unit: str) -> None:
    fix = said(unit).fix
    assert fix is not None
    assert all(words(form) for form in fix.split(" or "))


@pytest.mark.parametrize("text", ["today..yesterday", "2026-10-05..2026-10-01", "q3 2026..q3 2025"])
def test_what_goes_backwards_is_refused_with_the_way_round(text: str) -> None:
    error = said(text)
    assert error.code == "E_DATES"
    assert error.fix is not None
    assert read_period(error.fix, WEDNESDAY)


recurring = st.sampled_from(["q1", "q2", "q3", "q4", "jan", "aug", "w1", "w27", "w53", "13 oct", "29 feb"])
calendars = st.builds(
    Calendar, st.dates(date(20, 1, 1), date(9970, 1, 1)), st.sampled_from([0, 5, 6]), st.integers(1, 12)
)


@given(text=recurring, calendar=calendars)
def test_which_one_of_those_that_come_again(text: str, calendar: Calendar) -> None:
    today = calendar.today
    latest, coming, nearest = (read_period(text, calendar, lean) for lean in Lean)
    assert latest.first <= today <= coming.last
    assert latest == coming or latest.last < coming.first
    assert nearest in (latest, read_period(text, calendar._replace(today=latest.last), Lean.COMING), coming)
    assert abs(nearest.first - today) <= min(abs(latest.first - today), abs(coming.first - today))


@given(calendar=calendars, count=st.integers(1, 200))
def test_the_last_weeks_end_today(calendar: Calendar, count: int) -> None:
    first, last = read_period(f"last {count} weeks", calendar)
    assert last == calendar.today
    assert last - first == timedelta(days=7 * count - 1)
