"""A bare clock that stops a timer is the first such time from its start on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.quick_entry import parse_quick_entry
from pmtui.errors import PmtuiError
from tests.unit.domain.test_quick_entry import Shelf

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
MINUTE = timedelta(minutes=1)


def ended(line: str, since: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    entry = parse_quick_entry(line, now=now, zone=zone, vocabulary=Shelf(), since=since)
    found = entry.end if entry.verb == "stop" else entry.start
    assert found is not None
    return found.astimezone(UTC)


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    minutes=st.integers(0, 11 * 60),
    slept=st.integers(0, 12 * 60),
    zone=st.sampled_from(ZONES),
    verb=st.sampled_from(["stop", "switch"]),
)
def test_the_clock_of_any_later_moment_within_half_a_day_is_that_moment(
    start: datetime, minutes: int, slept: int, zone: str, verb: str
) -> None:
    """However late it is now; where the clock shows a time twice, the first that lies after the start is meant."""
    since = start.replace(second=0, microsecond=0, tzinfo=UTC)
    end = since + minutes * MINUTE
    local = end.astimezone(ZoneInfo(zone))
    earlier = local.replace(fold=0).astimezone(UTC)
    end = earlier if earlier >= since else end
    now = end + (slept if verb == "stop" else min(slept, 60)) * MINUTE
    assert ended(f"{verb} {local:%H:%M}", since, now, ZoneInfo(zone)) == end


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("stop 17:30", "2026-10-14T17:30"),
        ("stop 5:30pm", "2026-10-14T17:30"),
        ("stop until 17:30", "2026-10-14T17:30"),
        ("stop 0:00", "2026-10-15T00:00"),
        ("stop until 24:00", "2026-10-15T00:00"),
        ("stop 24:00", "2026-10-15T00:00"),
        ("stop yesterday 24:00", "2026-10-15T00:00"),
        ("stop 2:15", "2026-10-15T02:15"),
        ("stop 19:30+02:00", "2026-10-14T17:30"),
        ("stop yesterday 17:30", "2026-10-14T17:30"),
        ("stop 17:00", "2026-10-14T17:00"),
        ("stop noon yesterday", "2026-10-14T12:00"),
        ("stop 9:00", "2026-10-15T09:00"),
        ("stop", "2026-10-15T09:00"),
        ("stop now", "2026-10-15T09:00"),
        ("switch 8:30 fire x", "2026-10-15T08:30"),
    ],
)
def test_a_timer_of_yesterday_at_five(line: str, end: str) -> None:
    since, now = datetime(2026, 10, 14, 17, tzinfo=UTC), datetime(2026, 10, 15, 9, tzinfo=UTC)
    assert ended(line, since, now, ZoneInfo("UTC")) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "line", "fix"),
    [
        ("2026-10-15T08:00+00:00", "stop 7:30", "now"),
        ("2026-10-15T08:00+00:00", "stop 9:01", "now"),
        ("2026-10-15T08:00+00:00", "switch 7:30 x", "now"),
        ("2026-10-14T17:00+00:00", "stop 16:00", None),
        ("2026-10-15T09:30+00:00", "stop 9:40", "now"),
    ],
)
def test_what_has_not_come_since_its_start_is_the_future(since: str, line: str, fix: str | None) -> None:
    with pytest.raises(PmtuiError) as caught:
        ended(line, datetime.fromisoformat(since), datetime(2026, 10, 15, 9, tzinfo=UTC), ZoneInfo("UTC"))
    assert (caught.value.code, caught.value.fix) == ("E_FUTURE", fix)


def test_a_start_in_the_second_of_two_equal_hours_ends_in_it() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    since = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 2:10 for the second time
    assert ended("stop 2:05", since, since + timedelta(days=2), berlin) == datetime(
        2026, 10, 26, 1, 5, tzinfo=UTC
    )
    assert ended("stop 2:40", since, since + timedelta(hours=3), berlin) == since + 30 * MINUTE


def test_a_time_that_the_clocks_skipped_is_refused_with_the_next_one() -> None:
    since = datetime(2026, 3, 28, 22, tzinfo=UTC)
    with pytest.raises(PmtuiError) as caught:
        ended("stop 2:30", since, since + timedelta(hours=9), ZoneInfo("Europe/Berlin"))
    assert (caught.value.code, caught.value.fix) == ("E_DST_GAP", "03:30")


@pytest.mark.parametrize(
    ("words", "code", "fix"),
    [
        ("17h30", "E_BAD_DURATION", "17:30"),
        ("17:30h", "E_BAD_DURATION", "17:30"),
        ("1 hour", "E_BAD_DURATION", None),
        ("1730", "E_BARE_NUMBER", "17:30"),
        ("17.30", "E_BARE_NUMBER", "17:30"),
        ("5", "E_BARE_NUMBER", "17:00"),
        ("at 5", "E_BAD_CLOCK", "17:00"),
        ("~17:30", "E_BAD_CLOCK", "17:30"),
        ("an hour ago", "E_BAD_CLOCK", "17:00"),
        ("half an hour ago", "E_BAD_CLOCK", "17:30"),
        ("10m ago", "E_BAD_CLOCK", "17:50"),
        ("10 hours ago", "E_BAD_CLOCK", None),
        ("midnight", "E_BAD_CLOCK", None),
        ("last night", "E_BAD_CLOCK", None),
        ("this afternoon", "E_BAD_CLOCK", None),
        ("17:3018:30", "E_BAD_CLOCK", None),
    ],
)
def test_what_looks_like_its_end_and_is_no_clock_does_not_end_it_now(
    words: str, code: str, fix: str | None
) -> None:
    """The fix is the only clock that can be meant while the timer ran, and is one that stops it."""
    since, now = datetime(2026, 10, 14, 9, tzinfo=UTC), datetime(2026, 10, 14, 18, tzinfo=UTC)
    with pytest.raises(PmtuiError) as caught:
        ended(f"stop {words}", since, now, ZoneInfo("UTC"))
    assert (caught.value.code, caught.value.fix) == (code, fix)
    if fix:
        assert since < ended(f"stop {fix}", since, now, ZoneInfo("UTC")) <= now


@pytest.mark.parametrize("words", ["fixed it", "5 bugs fixed", "talked to 90", "-- at 5", '"midnight"'])
def test_what_is_plainly_text_stops_it_now(words: str) -> None:
    since, now = datetime(2026, 10, 14, 9, tzinfo=UTC), datetime(2026, 10, 14, 18, tzinfo=UTC)
    assert ended(f"stop {words}", since, now, ZoneInfo("UTC")) == now


@pytest.mark.parametrize("verb", ["start", "switch"])
@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ("at 5 call", "17:00"),
        ("5 fire call", "17:00"),
        ("17h30 call", "17:30"),
        ("1730 fire call", "17:30"),
        ("an hour ago call", "17:00"),
        ("10m ago fire call", "17:50"),
        ("~17:30 call", "17:30"),
        ("midnight call", None),
    ],
)
def test_what_looks_like_its_beginning_and_is_no_clock_does_not_begin_it_now(
    verb: str, words: str, fix: str | None
) -> None:
    since, now = datetime(2026, 10, 14, 9, tzinfo=UTC), datetime(2026, 10, 14, 18, tzinfo=UTC)
    running = since if verb == "switch" else None
    with pytest.raises(PmtuiError) as caught:
        parse_quick_entry(f"{verb} {words}", now=now, zone=ZoneInfo("UTC"), vocabulary=Shelf(), since=running)
    assert caught.value.fix == fix


@pytest.mark.parametrize("words", ["last week review", "3 interviews", "lunch", "next week planning"])
def test_a_timer_may_be_about_a_day(words: str) -> None:
    since, now = datetime(2026, 10, 14, 9, tzinfo=UTC), datetime(2026, 10, 14, 18, tzinfo=UTC)
    assert ended(f"switch {words}", since, now, ZoneInfo("UTC")) == now
