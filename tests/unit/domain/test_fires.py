"""Fires that come back within four weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.fires import RecurringFire, recurring_fire
from pmtui.domain.modes import Cause, Mode
from tests.unit.domain.logged import unanchored

TODAY = date(2026, 10, 14)


def _fire(days_ago: int, *parties: str, cause: Cause | None = Cause.OUTAGE, **fields: Any) -> TimeEntry:
    mode = fields.pop("mode", Mode.FIREFIGHT)
    return unanchored(TODAY - timedelta(days=days_ago), 30, mode=mode, cause=cause, parties=parties, **fields)


def test_three_days_of_the_same_cause_and_party_are_a_pattern() -> None:
    fires = [_fire(0, "acme"), _fire(9, "acme", "initech"), _fire(27, "acme"), _fire(1, "globex")]
    assert recurring_fire(fires, TODAY) == RecurringFire(Cause.OUTAGE, "acme", 3)


def test_several_fires_of_one_day_are_one_day() -> None:
    assert recurring_fire([_fire(1, "acme"), _fire(1, "acme"), _fire(2, "acme")], TODAY) is None


def test_what_is_older_than_four_weeks_or_still_to_come_does_not_count() -> None:
    assert (
        recurring_fire([_fire(-1, "acme"), _fire(0, "acme"), _fire(1, "acme"), _fire(28, "acme")], TODAY)
        is None
    )


def test_only_fires_with_a_cause_and_a_party_count() -> None:
    planned = [_fire(n, "acme", mode=Mode.PLANNED) for n in range(3)]
    causeless = [_fire(n, "acme", cause=None) for n in range(3)]
    nobody = [_fire(n) for n in range(3)]
    assert recurring_fire([*planned, *causeless, *nobody], TODAY) is None


def test_a_party_is_the_same_in_capitals_and_shown_as_written_last() -> None:
    fire = recurring_fire([_fire(0, "Acme"), _fire(1, "acme"), _fire(2, "ACME")], TODAY)
    assert fire is not None
    assert fire.words == "outage × Acme"


def test_of_two_equally_frequent_ones_the_latest_is_told() -> None:
    fires = [_fire(n, "acme") for n in (3, 4, 5)] + [_fire(n, "globex") for n in (2, 6, 7)]
    fire = recurring_fire(fires, TODAY)
    assert fire is not None
    assert fire.party == "globex"


@given(st.permutations([(0, "a"), (1, "a"), (2, "a"), (2, "b"), (3, "b"), (4, "b"), (5, "b")]))
def test_the_order_of_entries_does_not_matter(days: list[tuple[int, str]]) -> None:
    assert recurring_fire([_fire(ago, party) for ago, party in days], TODAY) == RecurringFire(
        Cause.OUTAGE, "b", 4
    )
