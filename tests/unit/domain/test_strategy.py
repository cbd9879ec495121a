"""Progress and status of an objective from its key results and guards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.progress import Status
from pmtui.domain.strategy import KeyResult, objective_standing
from tests.unit.domain.documents import NOW, made
from tests.unit.domain.measures import day, metric, readings


def kr(number: int, value: int | None, **fields: Any) -> KeyResult:
    taken = () if value is None else readings((50, value))
    found: KeyResult = made(
        f"KR{number}", objective="O1", **({"metric": metric(), "readings": taken} | fields)
    )
    return found


def test_progress_is_the_weighted_mean_of_clamped_progress() -> None:
    found = objective_standing([kr(1, 50, weight="3"), kr(2, 200), kr(3, -80)], day(50))
    assert found.progress == pytest.approx((3 * 0.5 + 1 + 0) / 5)


def test_none_with_a_reading_is_no_data_never_zero() -> None:
    for key_results in ([], [kr(1, None), kr(2, None)], [kr(1, 50, guard=True)]):
        found = objective_standing(key_results, day(50))
        assert (found.progress, found.status) == (None, Status.NO_DATA)


def test_one_without_a_reading_does_not_pull_down() -> None:
    found = objective_standing([kr(1, 50), kr(2, None)], day(50))
    assert (found.progress, found.status) == (0.5, Status.ON_TRACK)


def test_status_is_that_of_the_worst_key_result() -> None:
    assert objective_standing([kr(1, 50), kr(2, 30)], day(50)).status is Status.AT_RISK
    assert objective_standing([kr(1, 50), kr(2, 30), kr(3, 0)], day(50)).status is Status.OFF_TRACK


@pytest.mark.parametrize(
    ("value", "status"), [(50, Status.AT_RISK), (30, Status.AT_RISK), (0, Status.OFF_TRACK)]
)
def test_a_broken_guard_caps_at_risk_and_counts_in_no_progress(value: int, status: Status) -> None:
    broken = kr(9, 10, guard=True, metric=metric("increase", 20, 100))
    found = objective_standing([kr(1, value), broken], day(50))
    assert (found.progress, found.status) == (value / 100, status)


def test_a_guard_that_holds_changes_nothing() -> None:
    holds = kr(9, 20, guard=True, metric=metric("increase", 20, 100))
    assert objective_standing([kr(1, 50), holds], day(50)).status is Status.ON_TRACK


def test_dropped_and_archived_key_results_do_not_count() -> None:
    gone = [kr(2, 0, state="dropped"), kr(3, 0, archived_at=NOW)]
    found = objective_standing([kr(1, 50), *gone], day(50))
    assert (found.progress, found.status) == (0.5, Status.ON_TRACK)


@given(st.lists(st.tuples(st.integers(-50, 150), st.integers(1, 9)), min_size=1, max_size=6))
def test_progress_lies_between_its_key_results(parts: list[tuple[int, int]]) -> None:
    key_results = [kr(n, value, weight=weight) for n, (value, weight) in enumerate(parts, start=1)]
    found = objective_standing(key_results, day(50)).progress
    shares = [min(1, max(0, value / 100)) for value, _ in parts]
    assert found is not None
    assert min(shares) - 1e-9 <= found <= max(shares) + 1e-9
