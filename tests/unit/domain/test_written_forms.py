"""How durations, shares and dates are written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.date_words import dated, echo_date, left_text, near_date, plain_date, short_date, tight_date
from pmtui.domain.dates import read_day
from pmtui.domain.duration_words import (
    duration_text,
    duration_words,
    measured_duration,
    so_far_text,
    typed_duration,
)
from pmtui.domain.quick_entry.durations import parse_duration
from pmtui.domain.share_words import exact_share_text, share_text, unbroken_share

TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("minutes", "table", "words", "measured", "typed"),
    [
        (0, "0:00", "0 min", "0 min", "0m"),
        (5, "0:05", "5 min", "5 min", "5m"),
        (60, "1:00", "1 h", "1 h 00", "1h"),
        (65, "1:05", "1 h 05", "1 h 05", "1h5m"),
        (600, "10:00", "10 h", "10 h 00", "10h"),
        (60_000, "1000:00", "1,000 h", "1,000 h 00", "1000h"),
    ],
)
def test_a_duration_in_each_form(minutes: int, table: str, words: str, measured: str, typed: str) -> None:
    assert duration_text(minutes) == table
    assert duration_words(minutes) == words
    assert measured_duration(minutes) == measured
    assert typed_duration(minutes) == typed


@given(st.integers(1, 720))
def test_a_duration_is_read_as_it_is_written(minutes: int) -> None:
    assert parse_duration(typed_duration(minutes)) == minutes


def test_what_runs_is_told_of_a_total() -> None:
    assert so_far_text(130, 0) == "2:10"
    assert so_far_text(130, 24) == "2:10, 0:24 of it running"


def test_a_share_in_each_form() -> None:
    assert share_text(0.4149) == "41 %"
    assert share_text(None) == "–"
    assert unbroken_share(0.4149) == "41\u00a0%"
    assert exact_share_text(Decimal("0.4149")) == "41.49 %"
    assert exact_share_text(Decimal("0.40")) == "40 %"


def test_a_date_in_each_form() -> None:
    near, far = date(2026, 10, 15), date(2027, 1, 1)
    assert [short_date(near), short_date(far)] == ["Thu 15 Oct", "Fri 1 Jan"]
    assert [dated(near), dated(far)] == ["Thu 15 Oct 2026", "Fri 1 Jan 2027"]
    assert [plain_date(near, TODAY), plain_date(far, TODAY)] == ["15 Oct", "1 Jan 2027"]
    assert [tight_date(near, TODAY), tight_date(far, TODAY)] == ["15 Oct", "1 Jan ’27"]
    assert [echo_date(near, TODAY), echo_date(far, TODAY)] == ["Thu 15 Oct 2026 (tomorrow)", "Fri 1 Jan 2027"]
    assert [near_date(near, TODAY), near_date(far, TODAY)] == [
        "Thu 15 Oct, tomorrow",
        "Fri 1 Jan 2027, in 79 days",
    ]
    assert [left_text(days) for days in (0, 1, -3)] == ["0 days left", "1 day left", "3 days over"]


@given(st.integers(-3000, 3000))
def test_a_date_with_its_year_is_read_as_it_is_written(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert read_day(f"{day.day} {dated(day).split(' ', 2)[2]}", today=TODAY) == day
