"""How numbers, dates and durations read in the panes: short, with their unit, relative beside absolute."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.domain.dates import MONTH_LABELS, WEEKDAY_LABELS
from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.text import printable
from pmtui.widgets.symbols import Symbols

_MANY_DAYS = 27


def percent(share: float) -> str:
    """Return ``46 %``; a no-break space keeps the two together."""
    return f"{round(share * 100)}\u00a0%"


def short_date(day: date, today: date) -> str:
    """Return ``30 Jun``, with the year when it is another one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTH_LABELS[day.month - 1]}{year}"


def tight_date(day: date, today: date) -> str:
    """Return ``30 Jun``, with the end of the year when it is another one: ``1 Jan ’27``."""
    year = f" ’{day.year % 100:02}" if day.year != today.year else ""
    return f"{day.day} {MONTH_LABELS[day.month - 1]}{year}"


def long_date(day: date) -> str:
    """Return ``Wed 14 Oct 2026``."""
    return f"{WEEKDAY_LABELS[day.weekday()]} {day.day} {MONTH_LABELS[day.month - 1]} {day.year}"


def near_date(day: date, today: date) -> str:
    """Return ``Thu 15 Oct, tomorrow``: the date, and how far away it is."""
    return f"{WEEKDAY_LABELS[day.weekday()]} {short_date(day, today)}, {distance(day, today)}"


def distance(day: date, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``in 3 days`` or ``3 days ago``."""
    days = (day - today).days
    if abs(days) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def days_left(due: date, today: date) -> str:
    """Return ``42 days left``, ``due today`` or ``3 days over``."""
    days = (due - today).days
    if days == 0:
        return "due today"
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} left" if days > 0 else f"{-days} {unit} over"


def time_left(due: date, today: date) -> str:
    """Return days up to four weeks, then whole weeks: ``11 weeks left``."""
    days = (due - today).days
    return f"{days // 7} weeks left" if days > _MANY_DAYS else days_left(due, today)


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
