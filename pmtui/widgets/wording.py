"""How measured numbers and clocks read in the panes: short, with their unit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.text import printable
from pmtui.widgets.symbols import Symbols


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return the local time of day, ``09:00``."""
    return f"{moment.astimezone(zone):%H:%M}"


def number(value: Decimal) -> str:
    """Return a measured value exactly as entered."""
    return decimal_text(value)


def pace(slope: float, symbols: Symbols) -> str:
    """Return a signed change with two significant digits: ``−0.24``."""
    text = f"{abs(slope):.2g}" if 0.001 <= abs(slope) < 100_000 else f"{abs(slope):.0f}"
    return f"{symbols.minus if slope < 0 else '+'}{text}"


def goal_words(metric: Metric, symbols: Symbols) -> str:
    """Return where the measure should go, without the unit: ``21 → 2``, ``≥ 9``, ``5–8``, ``yes``."""
    if metric.direction.is_journey and metric.baseline is not None and metric.target is not None:
        return f"{number(metric.baseline)} {symbols.arrow} {number(metric.target)}"
    if metric.direction is Direction.RANGE and metric.low is not None and metric.high is not None:
        return f"{number(metric.low)}–{number(metric.high)}"
    if metric.direction is Direction.BINARY or metric.target is None:
        return "yes"
    sign = symbols.least if metric.direction is Direction.AT_LEAST else symbols.most
    return f"{sign} {number(metric.target)}"


def value_words(metric: Metric, reading: Reading | None, symbols: Symbols) -> str:
    """Return the latest value beside the goal, without the unit: ``12 of 20``, ``38 → 14``, ``9.1, ≥ 9``."""
    if reading is None:
        return goal_words(metric, symbols)
    value = number(reading.value)
    if metric.direction is Direction.BINARY:
        return "yes" if reading.value >= 1 else "not yet"
    if metric.direction is Direction.INCREASE and metric.target is not None:
        return f"{value} of {number(metric.target)}"
    if metric.direction is Direction.DECREASE and metric.target is not None:
        return f"{value} {symbols.arrow} {number(metric.target)}"
    return f"{value}, {goal_words(metric, symbols)}"


def unit_words(metric: Metric) -> str:
    """Return the unit as it may be shown."""
    return printable(metric.unit.strip())
