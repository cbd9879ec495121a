"""Day words for what is over, as the log, reports and date fields read them."""

from __future__ import annotations

from datetime import date

import pytest

from pmtui.domain.calendar import Calendar
from pmtui.domain.dates import is_day_word, read_day
from pmtui.domain.field_dates import due_day
from pmtui.errors import PmtuiError

WEDNESDAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[("3 days ago", "2026-10-11"), ("a day ago", "2026-10-13"), ("two weeks ago", "2026-09-30")],
        *[("5 months ago", "2026-05-14"), ("a year ago", "2025-10-14"), ("2w ago", "2026-09-30")],
        *[("last mon", "2026-10-12"), ("Last Wednesday", "2026-10-07"), ("past fri", "2026-10-09")],
        *[("the day before yesterday", "2026-10-12"), ("day before yesterday", "2026-10-12")],
        *[("13.10.", "2026-10-13"), ("31.12.", "2025-12-31"), ("3. 10. 2026", "2026-10-03")],
        *[("13. oct", "2026-10-13"), ("the 3rd of October", "2026-10-03"), ("October the 3rd", "2026-10-03")],
        *[("oct-12", "2026-10-12"), ("October 12, 2025", "2025-10-12")],
    ],
)
def test_a_past_day(text: str, day: str) -> None:
    assert is_day_word(text)
    assert read_day(text, today=WEDNESDAY).isoformat() == day


@pytest.mark.parametrize("text", ["3 days ago", "last mon", "the day before yesterday", "a month ago"])
def test_a_day_that_is_over_is_the_same_in_a_due_date(text: str) -> None:
    assert due_day(text, Calendar(WEDNESDAY)) == read_day(text, today=WEDNESDAY)


def test_dots_write_the_day_first_in_due_dates_too() -> None:
    assert due_day("31.12.", Calendar(WEDNESDAY)) == date(2026, 12, 31)
    assert due_day("3.10.", Calendar(WEDNESDAY)) == date(2027, 10, 3)


@pytest.mark.parametrize("text", ["31.2.", "99999 years ago", "9999999999 days ago", "100000 months ago"])
def test_a_past_day_that_never_was(text: str) -> None:
    assert is_day_word(text)
    with pytest.raises(PmtuiError) as caught:
        read_day(text, today=WEDNESDAY)
    assert caught.value.code == "E_BAD_DATE"


@pytest.mark.parametrize("text", ["3.45.", "13.13.", "3.11", "ago", "days ago", "last week", "the 13th"])
def test_what_only_looks_like_a_day(text: str) -> None:
    assert not is_day_word(text)
