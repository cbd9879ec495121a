"""Measured values are kept exactly as they were entered, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.metrics import Reading
from pmtui.domain.numbers import decimal_text, parse_decimal, parse_share, parse_weight
from pmtui.errors import PmtuiError
from tests.unit.domain.measures import DAY0


@given(st.from_regex(r"\A-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?\Z"))
def test_plain_numbers_come_back_as_typed(text: str) -> None:
    assert decimal_text(parse_decimal(text)) == text
    stored = Reading(on=DAY0, value=parse_decimal(text)).model_dump(mode="json")
    assert stored["value"] == text
    assert Reading.model_validate(stored).value == Decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1e5",
        "NaN",
        "inf",
        "-inf",
        "0x10",
        "1,000",
        "1.000,5",
        "١٢",
        "1 2",
        "--1",
        "1.2.3",
        "1_000",
    ],
)
def test_anything_else_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        parse_decimal(text)
    assert caught.value.code == "E_BAD_NUMBER"
    assert caught.value.fix


def test_thirty_digits_and_no_more() -> None:
    assert decimal_text(parse_decimal("-" + "1" * 15 + "." + "2" * 15)) == "-" + "1" * 15 + "." + "2" * 15
    for text in ("1" * 31, "0." + "1" * 30, "1" * 10_000):
        with pytest.raises(PmtuiError, match="not a number"):
            parse_decimal(text)


@pytest.mark.parametrize("text", ["2.5", "\u22122.5", "+2.5", " 2.5 ", ".5", "5."])
def test_signs_blanks_and_bare_points_are_understood(text: str) -> None:
    assert parse_decimal(text) == Decimal(text.replace("\u2212", "-").strip())


@pytest.mark.parametrize(
    ("text", "share"), [("0.3", "0.3"), ("30%", "0.3"), ("30 %", "0.3"), ("0", "0"), ("100%", "1")]
)
def test_shares_are_read_from_percent_and_fractions(text: str, share: str) -> None:
    assert parse_share(text) == Decimal(share)


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.1", "E_BAD_SHARE"), ("30", "E_BAD_SHARE"), ("-1%", "E_BAD_SHARE"), ("x%", "E_BAD_NUMBER")],
)
def test_what_is_no_share_is_refused(text: str, code: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        parse_share(text)
    assert caught.value.code == code
    assert caught.value.fix


@pytest.mark.parametrize("text", ["0", "-1", "0.0"])
def test_a_weight_is_above_zero(text: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        parse_weight(text)
    assert caught.value.code == "E_BAD_WEIGHT"
    assert caught.value.fix
