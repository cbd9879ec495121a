"""Numbers as people type them: what is sure is read, what can be two numbers is refused with both."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.numbers import DecimalMark, decimal_text
from pmtui.domain.share_words import exact_share_text
from pmtui.domain.typed_numbers import (
    read_number,
    read_share,
    read_whole,
    typed_text,
    understood,
    understood_share,
)
from pmtui.errors import PmtuiError

MARKS = [None, *DecimalMark]
numbers = st.decimals(-(10**9), 10**9, places=4, allow_nan=False).map(lambda d: d.normalize() + 0)


def suggested(fix: str | None) -> list[str]:
    """The numbers that a fix says one may type."""
    return re.findall(r"-?[0-9.]+[%M]?", fix or "")


def grouped(value: Decimal, between: str, mark: str) -> str:
    whole, _, rest = decimal_text(abs(value)).partition(".")
    parts = f"{int(whole):,}".replace(",", between)
    return ("-" if value < 0 else "") + parts + (mark + rest if rest else "")


@given(
    numbers, st.sampled_from([(".", ","), (" ", ","), ("\u202f", ","), ("’", "."), (",", "."), (" ", ".")])
)
def test_thousands_and_decimals_of_every_country_are_read_when_the_mark_is_set(
    value: Decimal, marks: tuple[str, str]
) -> None:
    decimal_mark = DecimalMark.COMMA if marks[1] == "," else DecimalMark.POINT
    assert read_number(grouped(value, *marks), mark=decimal_mark) == value


@given(numbers, st.sampled_from(MARKS))
def test_what_pmtui_offers_to_be_typed_again_is_the_same_number(
    value: Decimal, mark: DecimalMark | None
) -> None:
    assert read_number(typed_text(value, mark), mark=mark) == value


@given(numbers, st.sampled_from([None, DecimalMark.POINT]))
def test_what_pmtui_prints_can_be_typed(value: Decimal, mark: DecimalMark | None) -> None:
    assert decimal_text(read_number(decimal_text(value), mark=mark)) == decimal_text(value)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("18,5", "", "18.5"),
        ("0,125", "", "0.125"),
        ("1,2345", "", "1.2345"),
        (",5", "", "0.5"),
        ("1.200,50", "", "1200.50"),
        ("1,200.50", "", "1200.50"),
        ("1,200,000", "", "1200000"),
        ("1.200.000", "", "1200000"),
        ("12,34,567", "", "1234567"),
        ("1'200", "", "1200"),
        ("1\u202f200,5", "", "1200.5"),
        ("\u22121 200", "", "-1200"),
        ("1e3", "", "1000"),
        ("\uff11\uff18,\uff15", "", "18.5"),
        ("400k", "k€", "400"),
        ("400k", "€", "400000"),
        ("400", "k€", "400"),
        ("1.2M", "k€", "1200"),
        ("1,2 Mio.", "€", "1200000"),
        ("1.2m", "€", "1200000"),
        ("1.2 million", "users", "1200000"),
        ("€400", "€", "400"),
        ("400 €", "EUR", "400"),
        ("400 EUR", "€", "400"),
        ("-€400", "€", "-400"),
        ("€400k", "kEUR", "400"),
        ("€400", "k€", "0.4"),
        ("US$1.5k", "$", "1500"),
        ("400 €/month", "€ per month", "400"),
        ("40%", "%", "40"),
        ("40 percent", "% of accounts", "40"),
        ("12 days", "days", "12"),
        ("1 Day", "days", "1"),
        ("12 d", "working days", "12"),
        ("3 companies", "company", "3"),
        ("45m", "minutes", "45"),
        ("40 users", "active users", "40"),
    ],
)
@pytest.mark.parametrize("mark", MARKS)
def test_what_is_sure_is_read_whatever_the_decimal_mark(
    text: str, unit: str, value: str, mark: DecimalMark | None
) -> None:
    if mark is DecimalMark.COMMA and text == "1.2M":
        assert read_number("1,2M", unit=unit, mark=mark) == Decimal(value)
    assert decimal_text(read_number(text, unit=unit, mark=mark)) == value


@pytest.mark.parametrize(
    ("text", "grouped", "decimal"), [("1,200", "1200", "1.2"), ("-12,345", "-12345", "-12.345")]
)
def test_a_comma_before_three_digits_is_decided_by_the_workspace_or_refused_with_both(
    text: str, grouped: str, decimal: str
) -> None:
    assert read_number(text, mark=DecimalMark.POINT) == Decimal(grouped)
    assert read_number(text, mark=DecimalMark.COMMA) == Decimal(decimal)
    with pytest.raises(PmtuiError) as caught:
        read_number(text)
    assert (caught.value.code, caught.value.fix) == ("E_BAD_NUMBER", f"type {grouped} or {decimal}")


def test_a_point_before_three_digits_is_how_pmtui_writes_and_the_other_reading_is_named() -> None:
    assert decimal_text(read_number("1.200")) == "1.200"
    assert (
        understood("1.200", Decimal("1.200"), unit="days")
        == "1.200 → 1.2 days (for 1200 leave out the point)"
    )
    assert read_number("1.200", mark=DecimalMark.COMMA) == 1200
    assert not understood("1.200", Decimal("1.200"), mark=DecimalMark.POINT)


@pytest.mark.parametrize(
    ("text", "unit", "fix"),
    [
        ("12 weeks", "days", "type 84"),
        ("1.5 h", "minutes", "type 90"),
        ("40%", "partners", "type 40 if it is 40 partners"),
        ("40%", "", "type 40 or 0.4"),
        ("$400", "€", "type 400 if it is 400 €"),
        ("$400k", "k€", "type 400 if it is 400 k€"),
        ("5M", "minutes", "type 5 or 5000000"),
        ("5m", "users", "type 5M or 5"),
    ],
)
def test_another_unit_is_refused_and_every_number_of_the_fix_is_taken(text: str, unit: str, fix: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        read_number(text, unit=unit)
    assert (caught.value.code, caught.value.fix) == ("E_BAD_NUMBER", fix)
    assert suggested(fix)
    for number in suggested(fix):
        read_number(number, unit=unit)


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "NaN", "inf", "0x10", "1 2", "--1", "1.2.3", "1,2,3", "1,200,50", "12,", "4/5", "5-10"),
        *("~5", "13.10.2026", "400k M", "10²", "1" * 31, "1e99", "(5)", "- -5", "\ud800", "about 5"),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        read_number(text, unit="days")
    assert caught.value.code == "E_BAD_NUMBER"
    assert caught.value.fix


@given(st.text(max_size=30), st.sampled_from(["", "days", "k€", "%"]), st.sampled_from(MARKS))
def test_no_text_whatever_raises_anything_but_its_own_error(
    text: str, unit: str, mark: DecimalMark | None
) -> None:
    for read in (
        lambda: read_number(text, unit=unit, mark=mark),
        lambda: read_whole(text, mark=mark),
        lambda: read_share(text),
    ):
        with suppress(PmtuiError):
            read()


@given(st.decimals("0.01", 1, places=4))
def test_a_share_is_the_same_in_percent_as_a_fraction_and_as_a_bare_percentage(share: Decimal) -> None:
    percent = decimal_text(share * 100)
    for text in (f"{percent}%", percent.replace(".", ",") + " %", f"{percent} percent"):
        assert read_share(text) == share
    if share < 1:
        assert read_share(decimal_text(share)) == share
    if share > Decimal("0.01"):
        assert read_share(percent) == share


def test_one_is_refused_as_a_share_and_both_ways_out_work() -> None:
    for text in ("1", "1.0", "1,00"):
        with pytest.raises(PmtuiError) as caught:
            read_share(text)
        assert caught.value.code == "E_BAD_SHARE"
        assert suggested(caught.value.fix) == ["1%", "100%"]
    assert [read_share("1%"), read_share("100%"), read_share("100")] == [Decimal("0.01"), 1, 1]


@pytest.mark.parametrize("text", ["101", "-5", "100.5%", "25€", "25k"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(PmtuiError):
        read_share(text)


@pytest.mark.parametrize(
    ("text", "whole"), [("7", 7), ("7.0", 7), ("1,200", 1200), ("1.200", 1200), ("7 days", 7)]
)
def test_a_whole_number_has_one_reading(text: str, whole: int) -> None:
    assert read_whole(text, unit="days") == whole


def test_what_was_understood_is_said_unless_it_was_typed_so() -> None:
    assert understood("18,5", Decimal("18.5"), unit="days") == "18,5 → 18.5 days"
    assert understood("400k", Decimal(400000), unit="€") == "400k → 400000 €"
    for plain in ("18.5", "18.5 days", "18.5days", " 18.5 Days "):
        assert not understood(plain, Decimal("18.5"), unit="days")
    assert understood_share("25", Decimal("0.25")) == "25 → 25 %"
    assert not understood_share("25%", Decimal("0.25"))
    assert exact_share_text(Decimal("0.125")) == "12.5 %"


@pytest.mark.parametrize("unit", ["k€", "T€", "t€", "TEUR", "€ (k)", "€ in thousands", "€ in k", "Tsd. €"])
def test_thousands_of_money_are_thousands_wherever_the_unit_names_them(unit: str) -> None:
    assert decimal_text(read_number("400k", unit=unit)) == "400"
    assert decimal_text(read_number("€400", unit=unit)) == "0.4"
    assert decimal_text(read_number("400", unit=unit)) == "400"


@pytest.mark.parametrize(
    ("text", "unit"), [("12k", "users (k)"), ("12000 users", "users (k)"), ("12k", "k users")]
)
def test_thousands_of_people_are_thousands_wherever_the_unit_names_them(text: str, unit: str) -> None:
    assert decimal_text(read_number(text, unit=unit)) == "12"


@pytest.mark.parametrize(
    ("text", "unit", "fix"),
    [
        ("30m", "hours", "type 0.5"),
        ("90 min", "hours", "type 1.5"),
        ("20 min", "hours", "type 0.33"),
        ("10 days", "weeks", "type 1.43"),
        ("3 months", "years", "type 0.25"),
        ("2 weeks", "days", "type 14"),
    ],
)
def test_a_part_of_the_unit_is_told_in_the_unit(text: str, unit: str, fix: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        read_number(text, unit=unit)
    assert caught.value.fix == fix


@pytest.mark.parametrize(
    ("read", "text", "fix"),
    [(read_whole, "7/10", "type a whole number such as 7"), (read_share, "abc", "type a share such as 25%")],
)
def test_the_fix_of_what_is_no_number_is_one_that_the_field_takes(
    read: Callable[[str], object], text: str, fix: str
) -> None:
    with pytest.raises(PmtuiError) as caught:
        read(text)
    assert caught.value.fix == fix
    read(fix.split()[-1])
