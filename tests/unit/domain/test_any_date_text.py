"""Whatever is typed where a date is asked for is read or refused, on every day there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar, Period
from pmtui.domain.date_words import echo_date
from pmtui.domain.dates import read_day
from pmtui.domain.field_dates import coming_day, due_day, past_day, start_day
from pmtui.domain.periods import Lean, read_end, read_period
from pmtui.domain.working_time import WorkingTime
from pmtui.errors import PmtuiError
from tests.unit.date_texts import date_texts, edge_calendars, edge_days

READERS: dict[str, Callable[[str, Calendar], date | Period]] = {
    "a day that is logged": lambda text, calendar: read_day(text, today=calendar.today),
    "a due date": due_day,
    "a start date": start_day,
    "a day that is over": past_day,
    "a holiday": coming_day,
    "the end of a report": lambda text, calendar: read_end(text, calendar.today, calendar),
    **{lean.value: partial(read_period, lean=lean) for lean in Lean},
}


@pytest.mark.parametrize("name", READERS)
@given(text=date_texts, calendar=edge_calendars)
def test_it_is_read_or_refused(name: str, text: str, calendar: Calendar) -> None:
    found: date | Period | PmtuiError
    try:
        found = READERS[name](text, calendar)
    except PmtuiError as error:
        found = error
    if isinstance(found, PmtuiError):
        assert found.code in {"E_BAD_DATE", "E_AMBIG_DATE", "E_DATES"}
        assert len(found.message) < 250
        assert found.fix or found.code == "E_AMBIG_DATE" or name == "a day that is logged"
    else:
        first, last = (found, found) if isinstance(found, date) else found
        assert first <= last
        assert echo_date(first, calendar.today)


@given(day=edge_days, first_weekday=st.sampled_from([0, 5, 6]), holiday=edge_days)
def test_working_time_knows_no_end_of_the_calendar(day: date, first_weekday: int, holiday: date) -> None:
    working = WorkingTime((0,) * 7, (holiday,), first_weekday)
    assert working.week_of(day).first <= day <= working.week_of(day).last
    assert working.week_name(day).week > 0
    assert working.next_working_day(day) >= day
    assert working.minutes_between(date.min, day) == 0
