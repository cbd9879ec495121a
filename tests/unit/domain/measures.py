"""Metrics and readings in few words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pmtui.domain.metrics import Direction, Metric, Reading

DAY0 = date(2026, 1, 1)


def day(number: int) -> date:
    """The day so many days after day 0."""
    return DAY0 + timedelta(days=number)


def metric(direction: str = "increase", baseline: Any = 0, target: Any = 100, **more: Any) -> Metric:
    """A metric that runs from day 0 to day 100 unless told otherwise."""
    values = {"start": DAY0, "due": day(100), "baseline": baseline, "target": target} | more
    return Metric(direction=Direction(direction), **values)


def readings(*pairs: tuple[int, Any]) -> tuple[Reading, ...]:
    """Readings from pairs of day and value."""
    return tuple(Reading(on=day(number), value=value) for number, value in pairs)
