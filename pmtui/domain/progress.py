"""How far, how fast, and whether that is enough: progress, pace, forecast and status.

All functions are pure; dates are local dates. Source: method, formulas.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median

from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.own_clock import DAYS_AHEAD

EARLY = 0.10
ON_TRACK_GAP = -0.10
AT_RISK_GAP = -0.25
MIN_FORECAST_READINGS = 4
FULL_FORECAST_READINGS = 6
_Z80 = 1.2816
_EPSILON = 1e-9


class Status(StrEnum):
    """How something stands; the order of severity is that of :data:`SEVERITY`."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"

    @property
    def words(self) -> str:
        """The status as people read it: ``on track``."""
        return self.value.replace("_", " ")


class Reason(StrEnum):
    """Why there is no verdict yet."""

    NO_READING = "no_reading"
    TOO_EARLY = "too_early"


def status_words(status: Status, reason: Reason | None) -> str:
    """Return the status as people read it; without a verdict, why: ``too early``, ``no dates``."""
    if status is not Status.NO_DATA or reason is Reason.NO_READING:
        return status.words
    return "too early" if reason is Reason.TOO_EARLY else "no dates"


SEVERITY = {Status.ON_TRACK: 0, Status.AT_RISK: 1, Status.OFF_TRACK: 2}


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the readings are heading.

    Attributes:
        slope_per_day: Theil–Sen slope, units of the metric per day.
        fit: Fitted value on the date of the last reading.
        eta: Date the target is reached at this pace; None: not at this pace.
        eta_early: The same at the fast end of the 80 % interval, or None.
        eta_late: The same at the slow end, or None.
        verdict: Status by the forecast alone; None without a due date.
    """

    slope_per_day: float
    fit: float
    eta: date | None
    eta_early: date | None
    eta_late: date | None
    verdict: Status | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything computed about one metric on one day.

    Attributes:
        progress: Raw share of the way, not clamped; None without a reading.
        expected: Share of the period that has passed, below 0 before its start and above 1 once it is over; None
            without both dates.
        gap: progress − expected, or None.
        status: The verdict.
        forecast: From four readings of increase or decrease on, else None.
        reason: Why there is no verdict; None with one, and where start or due are missing.
    """

    progress: float | None
    expected: float | None
    gap: float | None
    status: Status
    forecast: Forecast | None
    reason: Reason | None

    @property
    def words(self) -> str:
        """The status as people read it."""
        return status_words(self.status, self.reason)


def clamp(share: float) -> float:
    """Return ``share`` limited to 0–1, for display and for sums."""
    return min(1.0, max(0.0, share))


def _day_seen(readings: Sequence[Reading], today: date) -> date:
    """Return the day whose readings count on ``today``.

    Who flew west has measured on a day that has not begun yet where they are now: that one.
    """
    return max([today, *(r.on for r in readings if r.on <= today + DAYS_AHEAD)])


def progress_of(metric: Metric, readings: Sequence[Reading], today: date) -> float | None:
    """Return the raw progress, None without a reading up to ``today``.

    ``readings`` are in date order.
    """
    known = [r for r in readings if r.on <= today]
    if not known:
        return None
    if metric.direction.is_bound:
        return _share_in_bounds(metric, known, today)
    value = known[-1].value
    if metric.direction is Direction.BINARY:
        return 1.0 if value >= 1 else 0.0
    if metric.baseline is None or metric.target is None or metric.baseline == metric.target:
        return None
    return float((value - metric.baseline) / (metric.target - metric.baseline))


def _share_in_bounds(metric: Metric, known: Sequence[Reading], today: date) -> float:
    """Share of the measured time in bounds; a reading speaks for at most twice the cadence, then nobody knows."""
    carry = timedelta(days=2 * metric.cadence_days)
    inside = measured = 0
    ends = [later.on for later in known[1:]] + [today]
    for reading, end in zip(known, ends, strict=True):
        days = (min(end, reading.on + carry) - reading.on).days
        measured += days
        inside += days if metric.in_bounds(reading.value) else 0
    if not measured:
        return 1.0 if metric.in_bounds(known[-1].value) else 0.0
    return inside / measured


def expected_of(metric: Metric, today: date) -> float | None:
    """Return the share of the period that has passed; None without start and due.

    Not clamped: below 0 before the start, above 1 after the due date, so that a late one falls behind further.
    """
    if metric.start is None or metric.due is None or metric.start >= metric.due:
        return None
    return (today - metric.start).days / (metric.due - metric.start).days


def pace_status(gap: float) -> Status:
    """Return the verdict of the pace alone: on track from −0.10, at risk from −0.25, else off track."""
    if gap >= ON_TRACK_GAP - _EPSILON:
        return Status.ON_TRACK
    return Status.AT_RISK if gap >= AT_RISK_GAP - _EPSILON else Status.OFF_TRACK


def forecast_of(metric: Metric, readings: Sequence[Reading], today: date) -> Forecast | None:
    """Return the Theil–Sen forecast with its 80 % interval; None under four readings or for other directions.

    Source: Theil–Sen (median of pairwise slopes), interval from the ranked slopes by Kendall's S.
    """
    known = [r for r in readings if r.on <= today]
    if len(known) < MIN_FORECAST_READINGS or not metric.direction.is_journey or metric.target is None:
        return None
    days = [r.on.toordinal() - known[0].on.toordinal() for r in known]
    values = [float(r.value) for r in known]
    slopes = sorted(
        (values[j] - values[i]) / (days[j] - days[i])
        for i in range(len(days))
        for j in range(i + 1, len(days))
    )
    slope = median(slopes)
    fit = median(y - slope * x for x, y in zip(days, values, strict=True)) + slope * days[-1]
    low, high = _slope_interval(slopes, len(known))
    fast, slow = (high, low) if metric.direction is Direction.INCREASE else (low, high)
    last, target = known[-1].on, float(metric.target)
    eta, early, late = (_arrival(last, fit, target, s, metric.direction) for s in (slope, fast, slow))
    return Forecast(slope, fit, eta, early, late, _forecast_verdict(metric.due, eta, early))


def _slope_interval(slopes: Sequence[float], readings: int) -> tuple[float, float]:
    n = readings
    spread = _Z80 * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    lower = math.floor((len(slopes) - spread) / 2 + 0.5) - 1
    upper = math.floor((len(slopes) + spread) / 2 + 0.5)
    return slopes[max(0, lower)], slopes[min(len(slopes) - 1, upper)]


def _arrival(last: date, fit: float, target: float, slope: float, direction: Direction) -> date | None:
    """Date on which the fitted line reaches ``target``, in the past when it has crossed it already.

    None when the slope points the other way, or when the date lies outside the calendar.
    """
    rises = direction is Direction.INCREASE
    if slope == 0 or (slope > 0) != rises:
        return None
    days = (target - fit) / slope
    if not (date.min - last).days <= days <= (date.max - last).days:
        return None
    return last + timedelta(days=math.ceil(days - _EPSILON))


def _forecast_verdict(due: date | None, eta: date | None, early: date | None) -> Status | None:
    if due is None:
        return None
    if eta is not None and eta <= due:
        return Status.ON_TRACK
    return Status.AT_RISK if early is not None and early <= due else Status.OFF_TRACK


def standing_of(metric: Metric, readings: Sequence[Reading], today: date) -> Standing:
    """Return progress, pace, forecast and status of ``metric`` as seen on ``today``."""
    seen = _day_seen(readings, today)
    progress = progress_of(metric, readings, seen)
    expected = expected_of(metric, today)
    forecast = forecast_of(metric, readings, seen)
    gap = None if progress is None or expected is None else progress - expected
    known = sum(r.on <= seen for r in readings)
    status = _status(progress, expected, gap, forecast, known)
    reason = None
    if status is Status.NO_DATA:
        reason = Reason.NO_READING if not known else None if gap is None else Reason.TOO_EARLY
    return Standing(progress, expected, gap, status, forecast, reason)


def _status(
    progress: float | None,
    expected: float | None,
    gap: float | None,
    forecast: Forecast | None,
    known: int,
) -> Status:
    if gap is None or expected is None or progress is None:
        return Status.NO_DATA
    if expected < EARLY - _EPSILON:
        return Status.NO_DATA
    if progress >= 1:
        return Status.ON_TRACK  # all the way there: no date can make it late
    pace = pace_status(gap)
    if forecast is None or forecast.verdict is None or SEVERITY[forecast.verdict] <= SEVERITY[pace]:
        return pace
    if known >= FULL_FORECAST_READINGS:
        return forecast.verdict
    return Status.AT_RISK if pace is Status.ON_TRACK else Status.OFF_TRACK


def is_worse_than_baseline(metric: Metric, readings: Sequence[Reading], today: date) -> bool:
    """Tell whether a guard is broken: its latest reading is worse than its baseline, or out of bounds."""
    known = [r for r in readings if r.on <= _day_seen(readings, today)]
    if not known:
        return False
    value = known[-1].value
    if not metric.direction.is_journey:
        return not metric.in_bounds(value)
    if metric.baseline is None:
        return False
    return value < metric.baseline if metric.direction is Direction.INCREASE else value > metric.baseline


def required_slope(metric: Metric, readings: Sequence[Reading], today: date) -> float | None:
    """Return the change per day needed from the latest reading to reach the target by the due date.

    None without a reading, target or due date, or once the due date has come or the target is reached.
    """
    seen = _day_seen(readings, today)
    known = [r for r in readings if r.on <= seen]
    if not known or metric.target is None or metric.due is None or not metric.direction.is_journey:
        return None
    days = (metric.due - today).days
    progress = progress_of(metric, known, seen)
    if days <= 0 or progress is None or progress >= 1:
        return None
    return float((metric.target - known[-1].value) / Decimal(days))


def reading_age(readings: Sequence[Reading], metric: Metric, today: date) -> int | None:
    """Return the age in days of the latest reading, or of the start when there is none; None with neither."""
    seen = _day_seen(readings, today)
    dates = [r.on for r in readings if r.on <= seen]
    since = dates[-1] if dates else metric.start
    return None if since is None or since > seen else (seen - since).days
