"""What a metric may be, which readings it takes, and what stays fixed once it was read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.metrics import Direction, Metric, Reading, changed_metric, with_reading
from pmtui.errors import PmtuiError
from tests.unit.domain.documents import made
from tests.unit.domain.measures import day, metric, readings


def refused(metric: Metric) -> PmtuiError:
    with pytest.raises(PmtuiError) as caught:
        metric.checked()
    assert caught.value.message
    assert caught.value.fix
    assert caught.value.field
    return caught.value


@pytest.mark.parametrize(
    ("direction", "baseline", "target"),
    [("increase", 5, 5), ("increase", 6, 5), ("decrease", 5, 5), ("decrease", 4, 5)],
)
def test_a_journey_goes_from_the_baseline_towards_the_target(
    direction: str, baseline: int, target: int
) -> None:
    assert refused(metric(direction, baseline, target)).code == "E_METRIC"
    if baseline != target:
        metric(direction, target, baseline).checked()


def test_equal_is_equal_however_it_is_written() -> None:
    assert refused(metric("increase", "5", "5.00")).code == "E_METRIC"


@pytest.mark.parametrize(
    ("goal", "field"),
    [
        (metric("increase", None, 5), "baseline"),
        (metric("decrease", 5, None), "target"),
        (metric("at_least", None, None), "target"),
        (metric("at_most", None, None), "target"),
        (metric("range", None, None, high=2), "low"),
        (metric("range", None, None, low=2), "high"),
        (metric("range", None, None, low=2, high=2), "high"),
        (metric("range", None, None, low=3, high=2), "high"),
    ],
)
def test_what_is_missing_or_the_wrong_way_round_is_named(goal: Metric, field: str) -> None:
    error = refused(goal)
    assert (error.code, error.field) == ("E_METRIC", field)


@pytest.mark.parametrize(
    "goal",
    [
        metric("range", None, None, low="-0.5", high=0),
        metric("at_least", None, 0),
        metric("at_most", 9, 9),
        metric("binary", None, None),
    ],
)
def test_bounds_and_yes_or_no_need_no_baseline(goal: Metric) -> None:
    assert goal.checked() is goal


@pytest.mark.parametrize("due", [0, -1])
def test_the_start_is_before_the_due_date(due: int) -> None:
    assert refused(metric(due=day(due))).code == "E_DATES"
    metric(due=day(1)).checked()


def test_no_reading_in_the_future() -> None:
    with pytest.raises(PmtuiError) as caught:
        with_reading((), Reading(on=day(6), value=Decimal(1)), metric(), day(5))
    assert (caught.value.code, caught.value.field) == ("E_FUTURE", "on")
    assert caught.value.fix
    assert len(with_reading((), Reading(on=day(5), value=Decimal(1)), metric(), day(5))) == 1


@pytest.mark.parametrize("value", ["2", "-1", "0.5"])
def test_yes_or_no_is_read_as_one_or_zero(value: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        with_reading((), Reading(on=day(1), value=Decimal(value)), metric("binary", None, None), day(5))
    assert caught.value.code == "E_BAD_NUMBER"
    assert caught.value.fix


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=20))
def test_readings_are_kept_in_order_one_a_day_the_last_typed_counting(typed: list[tuple[int, int]]) -> None:
    kept: tuple[Reading, ...] = ()
    for on, value in typed:
        kept = with_reading(kept, Reading(on=day(on), value=Decimal(value)), metric(), day(9))
    assert kept == readings(*sorted(dict(typed).items()))


@pytest.mark.parametrize(
    ("change", "fixed"),
    [
        ({"direction": Direction.DECREASE, "baseline": 200}, "direction"),
        ({"baseline": 1}, "baseline"),
        ({"baseline": None}, "baseline"),
    ],
)
def test_direction_and_baseline_are_fixed_after_the_first_reading(change: dict[str, Any], fixed: str) -> None:
    before = metric()
    after = before.replace(**change)
    assert changed_metric(before, after, False, day(3)) is None
    with pytest.raises(PmtuiError) as caught:
        changed_metric(before, after, True, day(3))
    assert (caught.value.code, caught.value.field) == ("E_FIXED", fixed)
    assert caught.value.fix


def test_another_target_after_a_reading_is_a_retarget_that_keeps_the_old_one() -> None:
    before = metric("range", None, None, low=1, high=2)
    found = changed_metric(before, before.replace(high=3), True, day(3))
    assert found is not None
    assert (found.on, found.low, found.high) == (day(3), Decimal(1), Decimal(2))
    assert changed_metric(metric(), metric(target=90), False, day(3)) is None
    assert changed_metric(metric(), metric(due=day(50)), True, day(3)) is None


@pytest.mark.parametrize("days", [(3, 3), (3, 2)])
def test_readings_out_of_order_are_no_key_result(days: tuple[int, int]) -> None:
    """Only a file edited by hand can hold them, and no formula could be trusted."""
    taken = readings(*((number, 1) for number in days))
    with pytest.raises(PmtuiError) as caught:
        made("KR1", objective="O1", metric=metric(), readings=taken)
    assert caught.value.code == "E_READINGS"
    assert caught.value.fix
