"""Measured values: exact decimals, kept and shown as they were entered."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from pmtui.errors import PmtuiError

MAX_DIGITS = 30
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[,' _\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")


def parse_decimal(value: Any) -> Decimal:
    """Read a number in plain decimal notation; a Decimal or int passes through.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` for anything else: exponents, NaN, thousands separators, text.
    """
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    text = str(value).strip().replace("\u2212", "-")
    if len(text) <= MAX_DIGITS + 2 and _DECIMAL.fullmatch(text) and sum(map(str.isdigit, text)) <= MAX_DIGITS:
        return Decimal(text)
    raise PmtuiError("E_BAD_NUMBER", f"{_shown(text)} is not a number pmtui can keep exactly", _fix(text))


def decimal_text(value: Decimal) -> str:
    """Return ``value`` in exact decimal notation, never with an exponent."""
    return format(value, "f")


def parse_share(value: Any) -> Decimal:
    """Read a share, 0–1, from ``0.3`` or ``30%``.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` or ``E_BAD_SHARE`` when outside 0–1.
    """
    text = str(value).strip()
    share = parse_decimal(text[:-1].rstrip()) / 100 if text.endswith("%") else parse_decimal(value)
    if not 0 <= share <= 1:
        raise PmtuiError("E_BAD_SHARE", f"{_shown(text)} is not a share between 0 and 1", "type 0.3 or 30%")
    return share


def parse_weight(value: Any) -> Decimal:
    """Read a weight, a number above 0.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` or ``E_BAD_WEIGHT``.
    """
    weight = parse_decimal(value)
    if weight <= 0:
        raise PmtuiError(
            "E_BAD_WEIGHT", f"a weight is above 0, not {decimal_text(weight)}", "type 1, 2 or 0.5"
        )
    return weight


def _shown(text: str) -> str:
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def _fix(text: str) -> str:
    if _GROUPED.fullmatch(text) and len(text) <= MAX_DIGITS:
        return "type it without separators: " + re.sub(r"[^0-9.+-]", "", text)
    if _COMMA.fullmatch(text) and len(text) <= MAX_DIGITS:
        return f"type {text.replace(',', '.')}"
    return f"type digits with a decimal point, at most {MAX_DIGITS}, such as 12.5"


_AS_TEXT = PlainSerializer(decimal_text, return_type=str)
Measure = Annotated[Decimal, BeforeValidator(parse_decimal), _AS_TEXT]
Share = Annotated[Decimal, BeforeValidator(parse_share), _AS_TEXT]
Weight = Annotated[Decimal, BeforeValidator(parse_weight), _AS_TEXT]
