"""Spans, days and what an entry may be; days of 23 and 25 hours included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.spans import Span, check_minutes, check_span
from pmtui.domain.timelog import (
    check_day,
    check_not_future,
    day_bounds,
    minutes_by_day,
    minutes_on,
    overlapping,
)
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError
from tests.unit.domain.logged import anchored, at, span, unanchored

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
]
LONDON = "Europe/London"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

minutes = st.integers(0, 200)
spans = st.builds(lambda start, length: span(start, start + length), minutes, st.integers(1, 60))


def covered(pieces: list[Span]) -> set[datetime]:
    return {piece.start + timedelta(minutes=n) for piece in pieces for n in range(piece.minutes)}


class TestSpan:
    @given(spans, st.lists(spans, max_size=8))
    def test_without_and_the_rest_partition_it(self, whole: Span, others: list[Span]) -> None:
        left = whole.without(others)
        assert covered(left) == covered([whole]) - covered(others)
        assert left == sorted(left)
        for piece in left:
            assert piece.minutes >= 1
            assert not any(piece.overlaps(other) for other in [*others, *(p for p in left if p is not piece)])

    @given(spans, spans)
    def test_overlapping_is_mutual_and_means_shared_minutes(self, one: Span, other: Span) -> None:
        assert one.overlaps(other) == other.overlaps(one) == bool(covered([one]) & covered([other]))

    def test_the_end_does_not_belong_to_it(self) -> None:
        assert not span(0, 10).overlaps(span(10, 20))

    @pytest.mark.parametrize("length", [0, -1, -600])
    def test_ends_after_it_starts(self, length: int) -> None:
        with pytest.raises(PmtuiError) as caught:
            check_span(span(0, length))
        assert (caught.value.code, caught.value.field) == ("E_ZERO", "end")
        assert caught.value.fix

    def test_lasts_twelve_hours_at_most(self) -> None:
        assert check_span(span(0, 720)).minutes == 720
        for too_long in (span(0, 721), Span(at(0), at(720) + timedelta(seconds=1))):
            with pytest.raises(PmtuiError) as caught:
                check_span(too_long)
            assert caught.value.code == "E_TOO_LONG"
            assert caught.value.fix
        with pytest.raises(PmtuiError, match="12 h 01"):
            check_minutes(721)


class TestDays:
    @pytest.mark.parametrize(
        ("day", "zone", "length"),
        [
            (SPRING, LONDON, 1380),
            (AUTUMN, LONDON, 1500),
            (date(2026, 6, 1), LONDON, 1440),
            (date(2026, 4, 5), "Australia/Lord_Howe", 1470),
            (date(2018, 11, 4), "America/Sao_Paulo", 1380),
            (date(2011, 12, 30), "Pacific/Apia", 0),
        ],
    )
    def test_have_the_minutes_the_zone_gives_them(self, day: date, zone: str, length: int) -> None:
        assert day_bounds(day, find_zone(zone)).minutes == length

    @given(
        st.integers(0, 60 * 24 * 365 * 3).map(
            lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
        ),
        st.integers(1, 720),
        st.sampled_from(ZONES),
    )
    def test_the_minutes_by_day_add_up_and_lie_on_their_day(
        self, start: datetime, length: int, zone: str
    ) -> None:
        entry = anchored(Span(start, start + timedelta(minutes=length)), zone)
        days = minutes_by_day(entry)
        assert sum(days.values()) == entry.minutes == length
        assert min(days) == entry.date
        for day, part in days.items():
            assert 0 < part <= day_bounds(day, find_zone(zone)).minutes

    def test_an_entry_over_midnight_is_split_where_it_was_recorded(self) -> None:
        start = datetime(2026, 6, 1, 22, 0, tzinfo=UTC)
        entry = anchored(Span(start, start + timedelta(hours=3)), LONDON)
        assert minutes_by_day(entry) == {date(2026, 6, 1): 60, date(2026, 6, 2): 120}
        assert entry.date == date(2026, 6, 1)

    @pytest.mark.parametrize(("day", "room"), [(SPRING, 1380), (AUTUMN, 1500), (date(2026, 6, 1), 1440)])
    def test_hold_what_they_have_and_not_a_minute_more(self, day: date, room: int) -> None:
        logged = [unanchored(day, 690, LONDON), unanchored(day, room - 690 - 10, LONDON)]
        check_day(unanchored(day, 10, LONDON), logged)
        with pytest.raises(PmtuiError) as caught:
            check_day(unanchored(day, 11, LONDON), logged)
        assert (caught.value.code, caught.value.field) == ("E_DAY_FULL", "minutes")
        assert "10 minutes" in str(caught.value.fix)

    def test_the_day_after_can_be_the_full_one(self) -> None:
        start = datetime(2026, 6, 1, 22, 0, tzinfo=UTC)
        tomorrow = [unanchored(date(2026, 6, 2), 720, LONDON), unanchored(date(2026, 6, 2), 700, LONDON)]
        with pytest.raises(PmtuiError, match="2026-06-02"):
            check_day(anchored(Span(start, start + timedelta(hours=3)), LONDON), tomorrow)

    def test_minutes_on_a_day_add_up(self) -> None:
        assert (
            minutes_on([unanchored(SPRING, 5), unanchored(AUTUMN, 7), unanchored(SPRING, 11)], SPRING) == 16
        )


class TestFuture:
    def test_nothing_ends_after_now(self) -> None:
        check_not_future(anchored(span(0, 60)), at(60))
        with pytest.raises(PmtuiError) as caught:
            check_not_future(anchored(span(0, 61)), at(60))
        assert (caught.value.code, caught.value.field) == ("E_FUTURE", "end")
        assert caught.value.fix

    def test_no_day_after_today_where_the_entry_was_recorded(self) -> None:
        """At 23:00 UTC it is tomorrow in Kolkata already."""
        now = datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
        check_not_future(unanchored(date(2026, 6, 2), 10, "Asia/Kolkata"), now)
        with pytest.raises(PmtuiError):
            check_not_future(unanchored(date(2026, 6, 2), 10, "UTC"), now)

    def test_days_before_anybody_logged_are_a_slip(self) -> None:
        with pytest.raises(PmtuiError) as caught:
            check_not_future(unanchored(date(1979, 12, 31), 10), at(0))
        assert caught.value.code == "E_BAD_DATE"
        assert caught.value.fix


def test_only_anchored_entries_overlap_and_never_themselves() -> None:
    one, other, loose = anchored(span(0, 60)), anchored(span(30, 90)), unanchored(date(2026, 1, 1), 60)
    earlier = anchored(span(-10, 5))
    assert overlapping(one, [one, other, loose, earlier]) == [earlier, other]
    assert overlapping(loose, [one, other]) == []
