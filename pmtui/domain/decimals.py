"""Exact arithmetic on decimal numbers: their digits are moved, never rounded."""

from __future__ import annotations

from decimal import Decimal


def shifted(value: Decimal, power: int) -> Decimal:
    """Return ``value`` × 10^``power``, exactly, without zeros behind the point; unchanged when ``power`` is 0."""
    if not power:
        return value
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return trimmed(Decimal((sign, digits, exponent + power)))


def trimmed(value: Decimal) -> Decimal:
    """Return ``value`` without zeros behind the point, and without an exponent."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
