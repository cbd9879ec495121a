"""Progress, pace, forecast and status: the formulas of the method and its worked numbers."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.progress import (
    Forecast,
    Status,
    expected_of,
    forecast_of,
    is_worse_than_baseline,
    pace_status,
    progress_of,
    reading_age,
    required_slope,
    standing_of,
)
from tests.unit.domain.measures import DAY0, day, metric, readings

BUYING = Metric(
    unit="days",
    direction=Direction.DECREASE,
    baseline=Decimal(21),
    target=Decimal(2),
    start=date(2017, 4, 1),
    due=date(2017, 6, 30),
)
BUYING_READINGS = tuple(
    Reading(on=date(2017, month, dom), value=Decimal(value))
    for month, dom, value in [(4, 7, 20), (4, 21, 17), (5, 5, 15), (5, 19, 12)]
)


class TestWorkedNumbers:
    """The table at the end of the method's formulas, to four digits."""

    def test_time_to_buy_a_plan(self) -> None:
        standing = standing_of(BUYING, BUYING_READINGS, date(2017, 5, 19))
        assert standing.progress == pytest.approx(0.4737, abs=5e-5)
        assert standing.expected == pytest.approx(0.5333, abs=5e-5)
        assert standing.gap == pytest.approx(-0.0596, abs=5e-5)
        assert standing.forecast is not None
        assert standing.forecast.slope_per_day == pytest.approx(-0.1845, abs=5e-5)
        assert standing.forecast.eta == date(2017, 7, 13)
        assert standing.forecast.eta_early == date(2017, 7, 6)
        assert standing.forecast.eta_late == date(2017, 7, 29)
        assert standing.forecast.verdict is Status.OFF_TRACK
        assert standing.status is Status.AT_RISK

    def test_share_of_time_in_bounds(self) -> None:
        satisfaction = metric("at_least", None, 9, cadence_days=10)
        found = progress_of(satisfaction, readings((0, "9.2"), (10, "8.7"), (14, "9.1")), day(20))
        assert found == pytest.approx(0.80, abs=5e-5)


class TestProgress:
    @pytest.mark.parametrize(
        ("direction", "baseline", "target", "value", "share"),
        [
            ("increase", 0, 100, 25, 0.25),
            ("increase", 0, 100, -50, -0.5),
            ("increase", 0, 100, 140, 1.4),
            ("decrease", 21, 2, 21, 0.0),
            ("decrease", 21, 2, 2, 1.0),
            ("decrease", 21, 2, 40, -1.0),
            ("decrease", 1, -1, 0, 0.5),
        ],
    )
    def test_is_the_share_of_the_way_and_kept_raw(
        self, direction: str, baseline: int, target: int, value: int, share: float
    ) -> None:
        found = progress_of(metric(direction, baseline, target), readings((5, value)), day(5))
        assert found == pytest.approx(share)

    @pytest.mark.parametrize("direction", ["increase", "at_least", "binary"])
    def test_without_a_reading_there_is_none_never_zero(self, direction: str) -> None:
        assert progress_of(metric(direction), (), day(50)) is None
        assert progress_of(metric(direction), readings((60, 1)), day(50)) is None
        assert standing_of(metric(direction), (), day(50)).status is Status.NO_DATA

    def test_only_the_latest_reading_up_to_the_day_counts(self) -> None:
        taken = readings((1, 10), (5, 50), (9, 90))
        assert progress_of(metric(), taken, day(5)) == pytest.approx(0.5)

    @pytest.mark.parametrize(("value", "share"), [("0", 0.0), ("1", 1.0)])
    def test_of_yes_or_no_is_nothing_or_all(self, value: str, share: float) -> None:
        assert progress_of(metric("binary", None, None), readings((1, value)), day(9)) == share

    @pytest.mark.parametrize(
        ("direction", "bounds", "share"),
        [
            ("at_least", {"target": 5}, 0.5),
            ("at_most", {"target": 5}, 0.5),
            ("range", {"target": None, "low": 4, "high": 5}, 0.5),
            ("range", {"target": None, "low": 4, "high": 6}, 1.0),
        ],
    )
    def test_in_bounds_counts_days_and_bounds_belong_to_it(
        self, direction: str, bounds: dict[str, int], share: float
    ) -> None:
        other = 6 if direction != "at_least" else 4
        taken = readings((0, 5), (10, other))
        assert progress_of(metric(direction, **({"target": None} | bounds)), taken, day(20)) == share

    def test_a_reading_speaks_for_twice_the_cadence_at_most(self) -> None:
        """10 good days, then 20 bad ones that stand for 14: what nobody measured does not count."""
        taken = readings((0, 9), (10, 1))
        found = progress_of(metric("at_least", None, 9, cadence_days=7), taken, day(30))
        assert found == pytest.approx(10 / 24)

    def test_a_first_reading_of_today_counts_by_itself(self) -> None:
        assert progress_of(metric("at_least", None, 9), readings((3, 9)), day(3)) == 1.0
        assert progress_of(metric("at_least", None, 9), readings((3, 8)), day(3)) == 0.0

    @given(
        values=st.lists(st.integers(0, 10), min_size=1, max_size=8),
        gaps=st.lists(st.integers(1, 30), min_size=8, max_size=8),
        rest=st.integers(1, 40),
        cadence=st.integers(1, 15),
    )
    def test_in_bounds_equals_counting_day_by_day(
        self, values: list[int], gaps: list[int], rest: int, cadence: int
    ) -> None:
        on = [sum(gaps[:i]) for i in range(len(values))]
        today = on[-1] + rest
        known = inside = 0
        for number in range(on[0], today):
            last = max(i for i, start in enumerate(on) if start <= number)
            if number - on[last] < 2 * cadence:
                known += 1
                inside += values[last] >= 5
        goal = metric("at_least", None, 5, cadence_days=cadence)
        found = progress_of(goal, readings(*zip(on, values, strict=True)), day(today))
        assert found == pytest.approx(inside / known)


class TestPace:
    @pytest.mark.parametrize(
        ("gap", "status"),
        [
            (0.3, Status.ON_TRACK),
            (-0.10, Status.ON_TRACK),
            (-0.1001, Status.AT_RISK),
            (-0.25, Status.AT_RISK),
            (-0.2501, Status.OFF_TRACK),
        ],
    )
    def test_thresholds_belong_to_the_better_side(self, gap: float, status: Status) -> None:
        assert pace_status(gap) is status

    def test_thresholds_hold_for_shares_that_binary_numbers_cannot_write(self) -> None:
        assert standing_of(metric(), readings((40, 30)), day(40)).status is Status.ON_TRACK
        assert standing_of(metric(), readings((80, 55)), day(80)).status is Status.AT_RISK

    def test_expected_goes_from_start_to_due_and_on(self) -> None:
        assert [expected_of(metric(), day(n)) for n in (-10, 0, 25, 100, 110)] == [-0.1, 0, 0.25, 1, 1.1]

    @pytest.mark.parametrize("goal", [metric(start=None), metric(due=None)], ids=["start", "due"])
    def test_without_dates_there_is_no_verdict(self, goal: Metric) -> None:
        standing = standing_of(goal, readings((50, 50)), day(50))
        assert (standing.expected, standing.gap, standing.status) == (None, None, Status.NO_DATA)
        assert standing.progress == 0.5

    @pytest.mark.parametrize("value", [0, 100])
    def test_no_verdict_in_the_first_tenth(self, value: int) -> None:
        assert standing_of(metric(), readings((0, value)), day(9)).status is Status.NO_DATA
        assert standing_of(metric(), readings((0, value)), day(10)).status is not Status.NO_DATA

    def test_late_and_not_there_falls_behind_further(self) -> None:
        assert standing_of(metric(), readings((95, 95)), day(100)).status is Status.ON_TRACK
        assert standing_of(metric(), readings((95, 95)), day(110)).status is Status.AT_RISK

    @pytest.mark.parametrize(
        "goal", [metric(), metric("binary", None, None), metric("at_least", None, 1)], ids=str
    )
    def test_what_is_reached_stays_on_track_after_the_due_date(self, goal: Metric) -> None:
        value = 100 if goal.direction is Direction.INCREASE else 1
        assert standing_of(goal, readings((50, value)), day(150)).status is Status.ON_TRACK


def naive_interval(points: list[tuple[int, Fraction]]) -> tuple[Fraction, Fraction, Fraction]:
    """Median slope and its 80 % bounds, straight from the method with exact numbers."""
    slopes = sorted((v2 - v1) / (d2 - d1) for i, (d1, v1) in enumerate(points) for d2, v2 in points[i + 1 :])
    n, count = len(points), len(slopes)
    c = 1.2816 * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    lower = min(max(math.floor((count - c) / 2 + 0.5) - 1, 0), count - 1)
    upper = min(max(math.floor((count + c) / 2 + 0.5), 0), count - 1)
    half = count // 2
    middle = slopes[half] if count % 2 else (slopes[half - 1] + slopes[half]) / 2
    return middle, slopes[lower], slopes[upper]


class TestForecast:
    @given(
        points=st.dictionaries(st.integers(0, 200), st.integers(-500, 500), min_size=4, max_size=12),
        direction=st.sampled_from(["increase", "decrease"]),
    )
    def test_equals_a_naive_theil_sen_in_exact_numbers(self, points: dict[int, int], direction: str) -> None:
        goal = metric(direction, *((0, 1000) if direction == "increase" else (0, -1000)), due=day(400))
        ordered = [(on, Fraction(value)) for on, value in sorted(points.items())]
        found = forecast_of(goal, readings(*sorted(points.items())), day(200))
        assert found is not None
        middle, low, high = naive_interval(ordered)
        intercepts = sorted(value - middle * on for on, value in ordered)
        half = len(intercepts) // 2
        intercept = intercepts[half] if len(intercepts) % 2 else (intercepts[half - 1] + intercepts[half]) / 2
        fit = intercept + middle * ordered[-1][0]
        assert found.slope_per_day == pytest.approx(float(middle))
        assert found.fit == pytest.approx(float(fit), abs=1e-9)
        assert goal.target is not None
        fast, slow = (high, low) if direction == "increase" else (low, high)
        for slope, eta in ((middle, found.eta), (fast, found.eta_early), (slow, found.eta_late)):
            right_way = slope > 0 if direction == "increase" else slope < 0
            assert (eta is not None) == right_way
            if eta is not None:
                days = math.ceil((Fraction(goal.target) - fit) / slope)
                assert eta == day(ordered[-1][0]) + timedelta(days=days)

    @pytest.mark.parametrize("count", [0, 3])
    def test_needs_four_readings(self, count: int) -> None:
        taken = readings(*((n, n) for n in range(4)))
        assert forecast_of(metric(), taken[:count], day(9)) is None
        assert forecast_of(metric(), taken, day(9)) is not None

    def test_counts_only_readings_up_to_the_day(self) -> None:
        assert forecast_of(metric(), readings(*((n, n) for n in range(4))), day(2)) is None

    @pytest.mark.parametrize("direction", ["at_least", "at_most", "binary"])
    def test_is_for_journeys_only(self, direction: str) -> None:
        assert forecast_of(metric(direction), readings(*((n, 1) for n in range(6))), day(9)) is None

    @pytest.mark.parametrize(("direction", "target"), [("increase", 100), ("decrease", -100)])
    def test_the_wrong_way_or_standing_still_is_not_at_this_pace(self, direction: str, target: int) -> None:
        away = -1 if direction == "increase" else 1
        for step in (away, 0):
            taken = readings(*((10 * n, step * n) for n in range(8)))
            found = forecast_of(metric(direction, 0, target), taken, day(80))
            assert found is not None
            assert (found.eta, found.verdict) == (None, Status.OFF_TRACK)

    def test_a_date_outside_the_calendar_is_not_at_this_pace(self) -> None:
        taken = readings(*((n, Decimal(n) / 10**9) for n in range(6)))
        found = forecast_of(metric(), taken, day(9))
        assert found is not None
        assert found.eta is None

    @given(
        values=st.lists(st.decimals(-(10**15), 10**15, places=9), min_size=4, max_size=8),
        target=st.decimals(1, 10**15, places=9),
    )
    def test_no_readings_whatever_break_it(self, values: list[Decimal], target: Decimal) -> None:
        standing = standing_of(metric(target=target), readings(*enumerate(values)), day(50))
        assert standing.status in Status

    def test_verdict_asks_whether_the_eta_or_only_the_fast_one_is_in_time(self) -> None:
        taken = readings((0, 0), (10, 15), (20, 18), (30, 40), (40, 41), (50, 60))
        free = forecast_of(metric(due=None), taken, day(50))
        assert free is not None
        assert free.eta is not None
        assert free.eta_early is not None
        assert free.eta_late is not None
        assert free.eta_early < free.eta < free.eta_late
        one = timedelta(days=1)
        for due, verdict in (
            (free.eta, Status.ON_TRACK),
            (free.eta - one, Status.AT_RISK),
            (free.eta_early, Status.AT_RISK),
            (free.eta_early - one, Status.OFF_TRACK),
        ):
            found = forecast_of(metric(due=due), taken, day(50))
            assert found is not None
            assert found.verdict is verdict

    def test_without_a_due_date_it_has_no_verdict(self) -> None:
        found = forecast_of(metric(due=None), readings(*((n, n) for n in range(4))), day(5))
        assert isinstance(found, Forecast)
        assert found.verdict is None


class TestStatus:
    """The worse of pace and forecast, by one step at most while there are under six readings."""

    def stalled(self, count: int, value: int) -> Status:
        """Readings that jumped to ``value`` at once and have not moved since."""
        taken = readings(*((10 + n, value) for n in range(count)))
        return standing_of(metric(), taken, day(40)).status

    def test_under_six_readings_the_forecast_lowers_by_one_step(self) -> None:
        assert self.stalled(3, 45) is Status.ON_TRACK
        assert self.stalled(4, 45) is Status.AT_RISK
        assert self.stalled(5, 45) is Status.AT_RISK
        assert self.stalled(4, 20) is Status.OFF_TRACK

    def test_from_six_readings_on_the_worse_one_counts(self) -> None:
        assert self.stalled(6, 45) is Status.OFF_TRACK

    def test_a_good_forecast_never_lifts_a_bad_pace(self) -> None:
        taken = readings(*((10 + n, n * 2) for n in range(6)))
        standing = standing_of(metric(due=day(100)), taken, day(60))
        assert standing.forecast is not None
        assert standing.forecast.verdict is Status.ON_TRACK
        assert standing.status is Status.OFF_TRACK


class TestGuard:
    @pytest.mark.parametrize(
        ("goal", "value", "broken"),
        [
            (metric("increase", 50, 60), 49, True),
            (metric("increase", 50, 60), 50, False),
            (metric("decrease", 50, 40), 51, True),
            (metric("decrease", 50, 40), 50, False),
            (metric("at_least", None, 9), 8, True),
            (metric("at_least", None, 9), 9, False),
            (metric("at_most", None, 9), 10, True),
            (metric("range", None, None, low=1, high=2), 3, True),
            (metric("binary", None, None), 0, True),
        ],
    )
    def test_is_broken_when_worse_than_its_baseline_or_out_of_bounds(
        self, goal: Metric, value: int, broken: bool
    ) -> None:
        assert is_worse_than_baseline(goal, readings((1, value)), day(2)) is broken
        assert is_worse_than_baseline(goal, (), day(2)) is False


class TestRequiredSlope:
    def test_is_what_is_left_by_the_days_left(self) -> None:
        assert required_slope(BUYING, BUYING_READINGS, date(2017, 5, 19)) == pytest.approx(-10 / 42)

    @pytest.mark.parametrize(
        ("value", "today"),
        [(100, 50), (120, 50), (10, 100), (10, 150)],
        ids=["reached", "passed", "due", "late"],
    )
    def test_is_none_when_reached_or_out_of_time(self, value: int, today: int) -> None:
        assert required_slope(metric(), readings((10, value)), day(today)) is None


def test_the_age_of_a_reading_counts_from_the_start_when_there_is_none() -> None:
    assert reading_age(readings((3, 1), (20, 1)), metric(), day(10)) == 7
    assert reading_age((), metric(), day(10)) == 10
    assert reading_age((), metric(start=None), day(10)) is None
    assert reading_age((), metric(), DAY0 - timedelta(days=1)) is None
