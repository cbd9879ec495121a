"""The words in which the tables of the demo story are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmtui.domain.metrics import Direction
from pmtui.usecases.demo.days import Day

Row = Mapping[str, Any]
"""The fields of one document; dates are days of the story, links are refs of the story."""


def metric(unit: str, baseline: str, target: str, start: int, due: int, cadence: int = 7) -> Row:
    """Return a journey from ``baseline`` to ``target``, with a reading every ``cadence`` days."""
    rises = float(target) > float(baseline)
    return {
        "unit": unit,
        "direction": Direction.INCREASE if rises else Direction.DECREASE,
        "baseline": baseline,
        "target": target,
        "start": Day(start),
        "due": Day(due),
        "cadence_days": cadence,
    }


def bound(unit: str, direction: Direction, target: str, start: int, due: int, cadence: int = 7) -> Row:
    """Return a measure that should stay on one side of ``target``."""
    period = {"start": Day(start), "due": Day(due), "cadence_days": cadence}
    return {"unit": unit, "direction": direction, "target": target, **period}


def readings(text: str, notes: Mapping[int, str] | None = None) -> tuple[Row, ...]:
    """Return readings from their days and values in order, ``-11 14, -6 12``; ``notes`` are by day."""
    pairs = (pair.split() for pair in text.split(","))
    said = notes or {}
    return tuple({"on": Day(day), "value": value, "note": said.get(int(day), "")} for day, value in pairs)
