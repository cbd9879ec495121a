"""Day words of due dates and of quick entry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar
from pmtui.domain.date_words import echo_date, short_date
from pmtui.domain.dates import is_day_word, read_day
from pmtui.domain.field_dates import due_day
from pmtui.errors import PmtuiError

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        *[("today", "Wed 18 Nov 2026 (today)"), (" Tomorrow ", "Thu 19 Nov 2026 (tomorrow)")],
        *[
            ("yesterday", "Tue 17 Nov 2026 (yesterday)"),
            ("fri", "Fri 20 Nov 2026"),
            ("next fri", "Fri 27 Nov 2026"),
        ],
        *[("wed", "Wed 25 Nov 2026"), ("next wed", "Wed 25 Nov 2026"), ("next  Monday", "Mon 23 Nov 2026")],
        *[("this fri", "Fri 20 Nov 2026"), ("last fri", "Fri 13 Nov 2026"), ("last wed", "Wed 11 Nov 2026")],
        *[
            ("+3d", "Sat 21 Nov 2026"),
            ("+2w", "Wed 2 Dec 2026"),
            ("+1m", "Fri 18 Dec 2026"),
            ("-2d", "Mon 16 Nov 2026"),
        ],
        *[
            ("in 2 weeks", "Wed 2 Dec 2026"),
            ("in a month", "Fri 18 Dec 2026"),
            ("in 1 year", "Thu 18 Nov 2027"),
        ],
        *[
            ("end of week", "Sun 22 Nov 2026"),
            ("end of month", "Mon 30 Nov 2026"),
            ("eom", "Mon 30 Nov 2026"),
        ],
        *[("end of the quarter", "Thu 31 Dec 2026"), ("end of next quarter", "Wed 31 Mar 2027")],
        *[
            ("end of year", "Thu 31 Dec 2026"),
            ("next week", "Mon 23 Nov 2026"),
            ("next month", "Tue 1 Dec 2026"),
        ],
        *[("2026-12-31", "Thu 31 Dec 2026"), ("31 dec", "Thu 31 Dec 2026"), ("Dec 31", "Thu 31 Dec 2026")],
        *[
            ("31st December, 2027", "Fri 31 Dec 2027"),
            ("17 nov", "Wed 17 Nov 2027"),
            ("29 feb", "Tue 29 Feb 2028"),
        ],
        *[
            ("18 nov", "Wed 18 Nov 2026 (today)"),
            ("31/12", "Thu 31 Dec 2026"),
            ("1.12.2026", "Tue 1 Dec 2026"),
        ],
        *[("9999-12-31", "Fri 31 Dec 9999"), ("12/12", "Sat 12 Dec 2026")],
    ],
)
def test_due_words(text: str, echo: str) -> None:
    assert echo_date(due_day(text, Calendar(WEDNESDAY)), WEDNESDAY) == echo


@pytest.mark.parametrize(
    ("first_month", "end"),
    [(1, "2026-12-31"), (2, "2027-01-31"), (3, "2026-11-30"), (4, "2026-12-31"), (12, "2026-11-30")],
)
def test_quarters_follow_the_workspace(first_month: int, end: str) -> None:
    assert due_day("end of quarter", Calendar(WEDNESDAY, quarter_start_month=first_month)).isoformat() == end


def test_months_keep_the_day_where_they_can() -> None:
    assert due_day("+1m", Calendar(date(2027, 1, 31))) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "in 3",
            "31 nov",
            "2026-02-30",
            "0000-00-00",
            "+999999999999d",
            "+99999m",
            "in 9999 years",
        ),
        *("next", "end of", "next blue moon", "\u0663\u0661 dec", "1" * 100_000, "30/2", "week", "the week"),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        due_day(text, Calendar(WEDNESDAY))
    assert caught.value.code == "E_BAD_DATE"
    assert len(caught.value.message) < 200


def test_two_readings_are_named_and_one_is_offered() -> None:
    with pytest.raises(PmtuiError) as caught:
        due_day("1/12", Calendar(WEDNESDAY))
    assert caught.value.code == "E_AMBIG_DATE"
    assert "1 Dec 2026 or 12 Jan 2027" in caught.value.message
    assert caught.value.fix is not None
    assert due_day(caught.value.fix, Calendar(WEDNESDAY)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "text", ["24/7", "50/50", "0/5", "1.2", "9-10", "fire", "oct", "may 2026", "1/2/3/4", ""]
)
def test_what_quick_entry_leaves_as_text(text: str) -> None:
    assert not is_day_word(text)


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_weekdays_look_back_in_the_log_and_ahead_in_due_dates(today: date, weekday: int) -> None:
    word = short_date(date(2026, 11, 16) + timedelta(days=weekday)).split()[0]
    past, due, following = (
        read_day(word, today=today),
        due_day(word, Calendar(today)),
        due_day(f"next {word}", Calendar(today)),
    )
    assert past.weekday() == due.weekday() == following.weekday() == weekday
    assert 1 <= (today - past).days <= 7
    assert 1 <= (due - today).days <= 7
    assert following.isocalendar().week == (today + timedelta(weeks=1)).isocalendar().week


@given(today=st.dates(date(1970, 1, 1), date(9990, 1, 1)), day=st.dates())
def test_dates_read_back_from_their_echo(today: date, day: date) -> None:
    assert due_day(day.isoformat(), Calendar(today)) == day
    if day.year >= 1000:
        assert due_day(echo_date(day, today).split(" (")[0].split(" ", 1)[1], Calendar(today)) == day


@given(
    text=st.text(max_size=30) | st.from_regex(r"(in |\+|-|next |end of )?[0-9]{0,12} ?[dwmy/.-]?[0-9]{0,4}"),
    today=st.dates(),
)
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        found = due_day(text, Calendar(today, quarter_start_month=2)).isoformat()
    except PmtuiError as error:
        found = error.code
    assert found in {"E_BAD_DATE", "E_AMBIG_DATE"} or date.fromisoformat(found)
