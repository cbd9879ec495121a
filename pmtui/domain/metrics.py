"""Measures over time: what is counted, from where to where, and what was read so far."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from pmtui.domain.date_words import dated
from pmtui.domain.models import Line, Note, Value
from pmtui.domain.numbers import Measure, decimal_text
from pmtui.errors import PmtuiError

DEFAULT_CADENCE_DAYS = 7
MAX_CADENCE_DAYS = 366

Confidence = Annotated[int, Field(ge=0, le=10)]


class Direction(StrEnum):
    """Which way a measure should go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    BINARY = "binary"

    @property
    def words(self) -> str:
        """The direction as people read it: ``at least``."""
        return self.value.replace("_", " ")

    @property
    def is_journey(self) -> bool:
        """Whether progress is the way from a baseline to a target."""
        return self in (Direction.INCREASE, Direction.DECREASE)

    @property
    def is_bound(self) -> bool:
        """Whether progress is the share of time within bounds."""
        return self in (Direction.AT_LEAST, Direction.AT_MOST, Direction.RANGE)


class Reading(Value):
    """One measured value on one local date."""

    on: date
    value: Measure
    confidence: Confidence | None = None
    note: Note = ""


def check_order(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return ``readings`` if they are in date order, one a day, which every formula relies on.

    Raises:
        PmtuiError: ``E_READINGS``; only a file that was edited by hand can hold others.
    """
    for earlier, later in pairwise(readings):
        if earlier.on >= later.on:
            raise PmtuiError(
                "E_READINGS",
                f"readings must be in date order, one a day; {later.on.isoformat()} is not",
                "put them in order",
                field="readings",
            )
    return readings


Readings = Annotated[tuple[Reading, ...], AfterValidator(check_order)]


class Retarget(Value):
    """A target that was replaced while readings already existed."""

    on: date
    target: Measure | None = None
    low: Measure | None = None
    high: Measure | None = None


class Metric(Value):
    """What is measured: unit, direction, where from, where to, by when.

    Attributes:
        baseline: Value at the start; needed for increase and decrease.
        target: Value to reach, or the bound of at_least and at_most.
        stretch: A more ambitious target, or None.
        low: Lower bound of a range.
        high: Upper bound of a range.
        start: First day of the period.
        due: Last day of the period ("achieve by" of a target condition).
        cadence_days: How often a reading is due.
    """

    unit: Line = ""
    direction: Direction
    baseline: Measure | None = None
    target: Measure | None = None
    stretch: Measure | None = None
    low: Measure | None = None
    high: Measure | None = None
    start: date | None = None
    due: date | None = None
    cadence_days: Annotated[int, Field(ge=1, le=MAX_CADENCE_DAYS)] = DEFAULT_CADENCE_DAYS

    def checked(self) -> Self:
        """Return the metric itself if it makes sense.

        Raises:
            PmtuiError: ``E_METRIC`` when baseline, target, low or high are missing or on the wrong side of each
                other; ``E_DATES`` when start is not before due.

        Source: method, invariants 1 and 2.
        """
        check_period(self.start, self.due)
        if self.direction.is_journey:
            self._check_journey()
        elif self.direction is Direction.RANGE:
            self._check_range()
        elif self.direction is not Direction.BINARY and self.target is None:
            raise _metric_error(
                "target", f"{self.direction.words} needs the value to hold", "add target=NUMBER"
            )
        return self

    def _check_journey(self) -> None:
        if self.baseline is None:
            raise _metric_error(
                "baseline", f"{self.direction.words} needs a baseline to start from", "add baseline=NUMBER"
            )
        if self.target is None:
            raise _metric_error(
                "target", f"{self.direction.words} needs a target to reach", "add target=NUMBER"
            )
        rises = self.direction is Direction.INCREASE
        if self.baseline == self.target or (self.baseline < self.target) != rises:
            side = "below" if rises else "above"
            raise _metric_error(
                "target",
                f"{self.direction.words} needs a baseline {side} the target, not {decimal_text(self.baseline)} "
                f"and {decimal_text(self.target)}",
                "change baseline, target or direction",
            )

    def _check_range(self) -> None:
        if self.low is None or self.high is None:
            missing = "low" if self.low is None else "high"
            raise _metric_error(missing, "a range needs both low and high", f"add {missing}=NUMBER")
        if self.low >= self.high:
            raise _metric_error(
                "high",
                f"low must be below high, not {decimal_text(self.low)} and {decimal_text(self.high)}",
                "swap or change them",
            )

    def in_bounds(self, value: Decimal) -> bool:
        """Tell whether ``value`` satisfies at_least, at_most or range (inclusive); for binary, whether it is 1."""
        if self.direction is Direction.RANGE:
            return self.low is not None and self.high is not None and self.low <= value <= self.high
        if self.direction is Direction.BINARY:
            return value >= 1
        if self.target is None:
            return False
        return value <= self.target if self.direction is Direction.AT_MOST else value >= self.target


def check_period(start: date | None, due: date | None) -> None:
    """Refuse a period that does not go forward.

    Raises:
        PmtuiError: ``E_DATES`` when start is not before due.
    """
    if start is not None and due is not None and start >= due:
        raise PmtuiError(
            "E_DATES",
            f"the start, {dated(start)}, must be before the due date, {dated(due)}",
            f"change one of the two, with its year: {start.isoformat()}",
            field="due",
        )


def with_reading(
    readings: tuple[Reading, ...], new: Reading, metric: Metric, today: date
) -> tuple[Reading, ...]:
    """Return ``readings`` with ``new`` in date order; a reading of the same date is replaced, whatever day it is today.

    Raises:
        PmtuiError: ``E_FUTURE`` when there is none of its date yet and that is after ``today``; ``E_BAD_NUMBER`` when a
            yes/no measure gets anything but 0 or 1.
    """
    if new.on > today and all(reading.on != new.on for reading in readings):
        raise PmtuiError(
            "E_FUTURE",
            f"{new.on.isoformat()} is in the future; a reading is something already measured",
            f"use today, {today.isoformat()}, or an earlier date",
            field="on",
        )
    if metric.direction is Direction.BINARY and new.value not in (0, 1):
        raise PmtuiError(
            "E_BAD_NUMBER", "a yes/no measure is 1 or 0", "type 1 for yes, 0 for no", field="value"
        )
    return (*(r for r in readings if r.on < new.on), new, *(r for r in readings if r.on > new.on))


def changed_metric(before: Metric, after: Metric, has_readings: bool, today: date) -> Retarget | None:
    """Return the retarget that a change of metric means, or None.

    Raises:
        PmtuiError: ``E_FIXED`` when direction or baseline change after the first reading.

    Source: method, invariant "direction and baseline are fixed after the first reading".
    """
    if not has_readings:
        return None
    for name in ("direction", "baseline"):
        if getattr(before, name) != getattr(after, name):
            raise PmtuiError(
                "E_FIXED",
                f"the {name} is fixed once there is a reading: progress would be rewritten",
                "undo the readings, or drop this one and add another",
                field=name,
            )
    if (before.target, before.low, before.high) == (after.target, after.low, after.high):
        return None
    return Retarget(on=today, target=before.target, low=before.low, high=before.high)


def _metric_error(field: str, message: str, fix: str) -> PmtuiError:
    return PmtuiError("E_METRIC", message, fix, field=field)
