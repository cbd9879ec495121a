"""Start and end of a stored entry read the clocks that a line of quick entry reads, with the same errors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.quick_entry.clock_fields import FieldMoment, place_field
from pmtui.domain.quick_entry.time_words import Here
from pmtui.errors import PmtuiError
from tests.unit.domain.test_quick_entry_properties import MOMENTS, clocks, read

LONDON = ZoneInfo("Europe/London")
HERE = Here.at(datetime(2026, 10, 14, 14, 20, tzinfo=UTC), LONDON)
TODAY = date(2026, 10, 14)


def placed(text: str, day: date = TODAY, here: Here = HERE, *, ends: bool = False) -> str:
    return f"{place_field(text, day, here, ends=ends).instant:%d %H:%M}"


def tried(text: str, day: date, here: Here, *, ends: bool = False) -> FieldMoment | PmtuiError:
    try:
        return place_field(text, day, here, ends=ends)
    except PmtuiError as error:
        return error


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        *[("9:00", "14 08:00"), ("2pm", "14 13:00"), ("2:30 PM", "14 13:30"), ("noon", "14 11:00")],
        *[("now", "14 14:20"), ("9:00+02:00", "14 07:00"), ("9:00,", "14 08:00"), ("9 a.m.", "14 08:00")],
        *[("2026-10-13T09:00", "13 08:00"), ("2026-10-13 9am", "13 08:00"), ("yesterday 9:00", "13 08:00")],
        *[("9:00 mon", "12 08:00"), ("mon, 9:00", "12 08:00"), ("13.10. 9:00", "13 08:00")],
        *[("2026-10-13T09:00:00+02:00", "13 07:00"), ("2026-10-13T09:00+02:00", "13 07:00")],
        *[("2026-10-13T09:00:30Z", "13 09:00"), ("2026-10-13T09:00:00", "13 08:00")],
    ],
)
def test_a_start(text: str, instant: str) -> None:
    assert placed(text) == instant


def test_an_end_may_be_midnight_and_lie_on_the_next_day() -> None:
    after = datetime(2026, 10, 13, 21, tzinfo=UTC)
    midnight = place_field("24:00", date(2026, 10, 13), HERE, ends=True, after=after)
    assert (f"{midnight.instant:%d %H:%M}", midnight.notices) == ("13 23:00", frozenset())
    later = place_field("0:30", date(2026, 10, 13), HERE, ends=True, after=after)
    assert (f"{later.instant:%d %H:%M}", later.notices) == ("13 23:30", frozenset({"W_OVERNIGHT"}))


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        *[
            ("24:00", "E_BAD_CLOCK", "0:00"),
            ("13pm", "E_BAD_CLOCK", "13:00"),
            ("9:00:30", "E_BAD_CLOCK", "9:00"),
        ],
        *[("9", "E_BAD_CLOCK", "9:00"), ("0930", "E_BAD_CLOCK", "9:30"), ("9.30", "E_BAD_CLOCK", "9:30")],
        *[("1:30 10/12", "E_AMBIG_DATE", None), ("31 nov 9:00", "E_BAD_DATE", None)],
    ],
)
def test_refusals(text: str, code: str, fix: str | None) -> None:
    with pytest.raises(PmtuiError) as caught:
        placed(text)
    assert (caught.value.code, caught.value.fix) == (code, fix)


@given(clock=clocks, moment=st.sampled_from(MOMENTS))
def test_a_field_means_what_a_line_of_that_day_means(clock: str, moment: tuple[str, ZoneInfo]) -> None:
    now, zone = datetime.fromisoformat(moment[0]), moment[1]
    here = Here.at(now, zone)
    line = read(f"{here.today} {clock} 1m x", moment, None)
    field = tried(clock, here.today, here)
    if isinstance(field, PmtuiError):
        assert isinstance(line, PmtuiError)
        assert field.code == line.code
    elif isinstance(line, PmtuiError):
        assert line.code in ("E_FUTURE", "E_RANGE_AND_DURATION")  # 0:00-05:00 is a range in a line
    else:
        assert line.start is not None
        assert line.start.astimezone(UTC) == field.instant
        assert ("W_DST_AMBIGUOUS" in line.notices) == ("W_DST_AMBIGUOUS" in field.notices)


@given(
    text=st.text(st.characters(), max_size=30) | st.text("0123456789:-+T apmnow.", max_size=20),
    ends=st.booleans(),
)
def test_any_text_is_a_time_or_refused(text: str, ends: bool) -> None:
    found = tried(text, TODAY, HERE, ends=ends)
    assert not isinstance(found, PmtuiError) or found.message
