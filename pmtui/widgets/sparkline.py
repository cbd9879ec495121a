"""A row of small bars: how a measure went, newest at the right."""

from __future__ import annotations

from collections.abc import Sequence

from pmtui.domain.metrics import Reading
from pmtui.widgets.symbols import Symbols

_ASCII_STEPS = ".-^"


def sparkline(readings: Sequence[Reading], width: int, symbols: Symbols) -> str:
    """Return at most ``width`` cells, one for each of the latest readings; empty without readings.

    The scale runs from the lowest to the highest value shown, so a flat line means no change.
    """
    values = [float(reading.value) for reading in readings[-width:]]
    if not values or width < 1:
        return ""
    steps = symbols.spark or _ASCII_STEPS
    low, high = min(values), max(values)
    if low == high:
        return steps[0] * len(values)
    top = len(steps) - 1
    return "".join(steps[round((value - low) / (high - low) * top)] for value in values)


def progress_bar(share: float, width: int, symbols: Symbols) -> tuple[str, str]:
    """Return the done and the open part of a bar of ``width`` cells; ``share`` is 0–1."""
    done = round(min(1.0, max(0.0, share)) * width)
    return symbols.bar * done, symbols.rest * (width - done)
