"""Where the hours went: shares, coverage, alignment, drift and groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.domain.plan import Plan
from pmtui.domain.shares import (
    GROUPINGS,
    TimeSummary,
    day_parts,
    drift,
    grouped,
    objective_minutes,
    summarise,
    tally_of,
)
from pmtui.domain.spans import Span
from tests.unit.domain.documents import made, plan
from tests.unit.domain.logged import anchored, unanchored
from tests.unit.domain.measures import metric

MON = date(2026, 10, 12)
SUN = MON + timedelta(days=6)


def summary(entries: Sequence[TimeEntry], of: Plan | None = None, today: date = SUN) -> TimeSummary:
    return summarise(tally_of(day_parts(entries, MON, SUN)), of or plan(), MON, SUN, today)


def week(**minutes: int) -> list[TimeEntry]:
    return [
        unanchored(MON + timedelta(days=n), m, mode=Mode(mode)) for n, (mode, m) in enumerate(minutes.items())
    ]


def lockup(**fields: Any) -> Plan:
    """Three objectives, a key result each, and a target condition that works towards the second."""
    krs = [made(f"KR{n}", objective=f"O{n}", metric=metric(), state="active") for n in (1, 2, 3)]
    shares = ("0.50", "0.30", "0.20")
    objectives = [made(f"O{n}", intended_share=s, state="active") for n, s in enumerate(shares, start=1)]
    target = made("TC1", challenge="C1", metric=metric(), key_result="KR2", state="active")
    return plan(*objectives, *krs, made("C1"), target, made("OB1", target="TC1"), **fields)


class TestShares:
    def test_of_the_worked_week(self) -> None:
        found = summary(week(firefight=1080, strategic=480, planned=600, admin=180, unsorted=60))
        assert found.total == 2400
        assert found.shares[Mode.FIREFIGHT] == pytest.approx(0.45, abs=5e-5)
        assert found.shares[Mode.STRATEGIC] == pytest.approx(0.20, abs=5e-5)
        assert found.shares[Mode.UNSORTED] == pytest.approx(0.025)
        assert (found.coverage, found.thin_data) == (1.0, False)

    def test_are_shown_from_five_logged_hours_on(self) -> None:
        assert set(summary(week(firefight=299)).shares.values()) == {None}
        assert summary(week(firefight=300)).shares[Mode.FIREFIGHT] == 1.0
        assert summary(week(firefight=300)).shares[Mode.STRATEGIC] == 0.0

    @pytest.mark.parametrize(("logged", "thin"), [(1439, True), (1440, False)])
    def test_under_sixty_percent_coverage_the_data_are_thin(self, logged: int, thin: bool) -> None:
        entries = [unanchored(MON + timedelta(days=n), part) for n, part in enumerate([720, logged - 720])]
        assert summary(entries).thin_data is thin

    def test_coverage_asks_for_working_time_up_to_today_without_holidays(self) -> None:
        assert summary(week(planned=480), today=MON).coverage == 1.0
        holidays = plan(holidays=tuple(MON + timedelta(days=n) for n in range(1, 5)))
        assert summary(week(planned=240), holidays).coverage == 0.5

    def test_without_working_time_there_is_no_coverage(self) -> None:
        found = summary(week(planned=240), plan(working_minutes=(0,) * 7))
        assert (found.coverage, found.thin_data) == (None, False)

    def test_nothing_logged_is_no_data(self) -> None:
        found = summary([])
        assert (found.total, found.alignment, found.drift) == (0, None, None)
        assert set(found.shares.values()) == {None}

    def test_time_over_local_midnight_counts_on_both_sides(self) -> None:
        """Sunday 23:00 to Monday 01:00: an hour belongs to this week."""
        start = datetime(2026, 10, 11, 23, 0, tzinfo=UTC)
        assert summary([anchored(Span(start, start + timedelta(hours=2)))]).total == 60


class TestAlignment:
    def test_is_the_share_linked_to_active_items_by_any_link(self) -> None:
        entries = [
            unanchored(MON, 100, links=("KR1",)),
            unanchored(MON, 50, links=("C1", "OB1")),
            unanchored(MON, 150),
        ]
        assert summary(entries, lockup()).alignment == pytest.approx(0.5)

    @pytest.mark.parametrize("state", ["draft", "paused", "achieved", "dropped"])
    def test_counts_only_what_is_active(self, state: str) -> None:
        found = summary([unanchored(MON, 60, links=("O1",))], plan(made("O1", state=state)))
        assert found.alignment == 0.0


class TestDrift:
    def test_of_the_worked_shares(self) -> None:
        assert drift({"O1": 25, "O2": 35, "O3": 40}, lockup()) == pytest.approx(0.25, abs=5e-5)

    def test_is_nothing_when_time_goes_where_it_should_and_all_when_nowhere_near(self) -> None:
        assert drift({"O1": 50, "O2": 30, "O3": 20}, lockup()) == pytest.approx(0)
        assert drift({"O9": 10}, lockup()) == pytest.approx(1)

    def test_needs_intentions_and_time(self) -> None:
        assert drift({"O1": 10}, plan(made("O1"))) is None
        assert drift({}, lockup()) is None

    def test_time_counts_for_the_objective_above_the_first_link(self) -> None:
        entries = [
            unanchored(MON, 10, links=("KR1", "O3")),
            unanchored(MON, 20, links=("OB1",)),
            unanchored(MON, 40, links=("C1",)),
        ]
        assert objective_minutes(tally_of(day_parts(entries, MON, SUN)), lockup()) == {"O1": 10, "O2": 20}


class TestGroups:
    @pytest.mark.parametrize(
        ("by", "keys"),
        [
            ("mode", ["firefight", "strategic"]),
            ("cause", ["outage", "none"]),
            ("party", ["acme", "none", "globex"]),
            ("activity", ["none", "pricing"]),
            ("objective", ["none", "O1"]),
            ("day", ["2026-10-12", "2026-10-13"]),
            ("week", ["2026-W42"]),
        ],
    )
    def test_put_the_most_minutes_first_and_days_in_order(self, by: str, keys: list[str]) -> None:
        entries = [
            unanchored(MON, 90, mode="firefight", cause="outage", parties=("acme", "globex")),
            unanchored(MON + timedelta(days=1), 30, mode="strategic", links=("KR1",), activity="pricing"),
            unanchored(MON, 5, mode="firefight", parties=("acme",), cause="outage"),
        ]
        groups = grouped(list(day_parts(entries, MON, SUN)), by, lockup())
        found = [group.key for group in groups]
        assert sorted(found) == sorted(keys)
        if by not in ("day", "week"):
            assert [g.minutes for g in groups] == sorted((g.minutes for g in groups), reverse=True)
        if by != "party":
            assert sum(group.minutes for group in groups) == 125
            assert sum(group.share for group in groups) == pytest.approx(1)

    def test_there_is_one_for_every_word_of_the_report(self) -> None:
        assert set(GROUPINGS) == {"mode", "cause", "party", "activity", "objective", "day", "week"}

    @pytest.mark.parametrize(
        ("start", "day", "key"),
        [
            ("monday", date(2027, 1, 3), "2026-W53"),
            ("sunday", date(2027, 1, 3), "2027-W01"),
            ("saturday", date(2026, 10, 10), "2026-W42"),
        ],
    )
    def test_a_week_is_numbered_by_its_middle(self, start: str, day: date, key: str) -> None:
        parts = list(day_parts([unanchored(day, 60)], day, day))
        assert [group.key for group in grouped(parts, "week", plan(week_start=start))] == [key]


@given(
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.integers(-3, 40),
    st.lists(st.integers(0, 1440), min_size=7, max_size=7),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=5),
)
def test_working_minutes_are_those_of_each_day(
    first: date, days: int, week: list[int], holidays: list[date]
) -> None:
    settings = plan(working_minutes=tuple(week), holidays=tuple(holidays)).workspace
    each = [settings.working_time.minutes_on(first + timedelta(days=n)) for n in range(days)]
    assert settings.working_time.minutes_between(first, first + timedelta(days=days - 1)) == sum(each)
