"""Measured values: exact decimals, kept and shown as they were entered."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from pmtui.errors import PmtuiError

MAX_DIGITS = 30
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


class DecimalMark(StrEnum):
    """What stands between the whole and the rest of a number that is typed."""

    POINT = "point"
    COMMA = "comma"


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
    raise bad_number(text)


def is_plain(text: str) -> bool:
    """Tell whether ``text`` is digits with or without a decimal point, as pmtui itself writes numbers."""
    return bool(_DECIMAL.fullmatch(text))


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
        raise PmtuiError("E_BAD_SHARE", f"{shown(text)} is not a share between 0 and 1", "type 0.3 or 30%")
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


def shown(text: str) -> str:
    """Return ``text`` in quotes, not too much of it."""
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def bad_number(text: str, fix: str = "") -> PmtuiError:
    """Return the error for what is no number."""
    how = f"type digits with a decimal point, at most {MAX_DIGITS}, such as 12.5"
    return PmtuiError("E_BAD_NUMBER", f"{shown(text)} is not a number pmtui can keep exactly", fix or how)


_AS_TEXT = PlainSerializer(decimal_text, return_type=str)
Measure = Annotated[Decimal, BeforeValidator(parse_decimal), _AS_TEXT]
Share = Annotated[Decimal, BeforeValidator(parse_share), _AS_TEXT]
Weight = Annotated[Decimal, BeforeValidator(parse_weight), _AS_TEXT]
