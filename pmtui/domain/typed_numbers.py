"""Numbers as people type them: ``18,5``, ``1 200``, ``400k``, ``40%``, ``12 days``, ``€400``.

Which mark is which
    A number with both marks, with one mark twice, or with blanks or apostrophes between its thousands says itself
    what is what: ``1.200,50``, ``1,200,000``, ``1 200,5``. So does one mark, unless exactly three digits follow it and
    one to three, the first not 0, stand before it: ``18,5`` and ``0,125`` have a decimal comma, whatever is set.

    What is left, ``1,200`` and ``1.200``, is decided by the workspace's decimal mark. While that is not set, a comma
    there is refused, naming both readings; a point is the decimal point, because that is how pmtui itself writes a
    number everywhere (in JSON, in exports, on the screen): what it printed can be typed again. What was understood is
    said. Where only one of the two readings is possible (a share, a whole number) that one is meant.

    None of this touches what is stored, exported or imported: there a number is digits with a decimal point
    (:func:`pmtui.domain.numbers.parse_decimal`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmtui.domain.decimals import shifted, trimmed
from pmtui.domain.numbers import MAX_DIGITS, DecimalMark, bad_number, decimal_text, is_plain, shown
from pmtui.domain.share_words import exact_share_text
from pmtui.domain.units import NO_UNIT, Unit, is_currency, read_unit
from pmtui.errors import PmtuiError

_LONGEST = 120
_BLANKS = r"[ \u00a0\u2007\u2009\u202f]"
_TYPED = re.compile(
    rf"(?P<sign>[+-]?){_BLANKS}*(?P<before>[^\d.,+-]*?){_BLANKS}*(?P<late>[+-]?)"
    rf"(?P<number>[.,]?\d(?:(?:[.,'_]|{_BLANKS})?\d)*\.?)(?P<power>[eE][+-]?\d{{1,2}})?"
    r"(?P<after>(?:[^\d.,][^\d]*)?)"
)
_OPEN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_OPEN_POINT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\D\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3}")
_WHOLE = "type a whole number such as 7"
_SHARE = "type a share such as 25%"
_MARKS: dict[str, DecimalMark] = {".": DecimalMark.POINT, ",": DecimalMark.COMMA}


@dataclass(frozen=True, slots=True)
class _Typed:
    """A number taken apart.

    Attributes:
        text: As typed.
        decimal: Its digits when the mark in it is the decimal mark, None when it cannot be.
        grouped: Its digits when its marks stand between thousands, None when they cannot.
        mark: The mark that leaves both open, else empty.
        exponent: The power of ten of ``1e3``, 0 without.
        unit: The unit it names, with its thousands or millions.
    """

    text: str
    decimal: str | None
    grouped: str | None
    mark: str
    exponent: int
    unit: Unit

    @property
    def scaled(self) -> bool:
        """Whether thousands, millions or a unit are named, so that it stands in no other scale."""
        return bool(self.unit.words) or bool(self.unit.power)

    def value(self, digits: str, counted: Unit = NO_UNIT) -> Decimal:
        """Return the number with these digits, in the thousands or millions of ``counted``."""
        power = self.unit.power - counted.power if self.scaled else 0
        return shifted(Decimal(digits), self.exponent + power)

    def meant(self, mark: DecimalMark | None) -> str | None:
        """Return the digits that are meant where ``mark`` is the decimal mark, None when it is open which."""
        if self.decimal is None or self.grouped is None:
            return self.grouped if self.decimal is None else self.decimal
        if mark is None:
            return self.decimal if self.mark == "." else None
        return self.decimal if _MARKS[self.mark] is mark else self.grouped


def read_number(text: str, *, unit: str = "", mark: DecimalMark | None = None) -> Decimal:
    """Return the number that ``text`` means for a measure counted in ``unit``; see the module for the marks.

    Thousands and millions are put into the unit: ``400k`` is 400 in k€ and 400000 in €.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` when it is no number, can be two, or names another unit.
    """
    counted = read_unit(unit) or NO_UNIT
    typed = _taken_apart(text, money=counted.is_money)
    _check_unit(typed, counted, unit, mark)
    digits = typed.meant(mark)
    if digits is None:
        values = [typed.value(d, counted) for d in (typed.grouped, typed.decimal) if d is not None]
        raise _either(text, values, "no decimal mark is set")
    return _kept(text, typed.value(digits, counted))


def read_whole(text: str, *, unit: str = "", mark: DecimalMark | None = None) -> int:
    """Return the whole number that ``text`` means; ``unit`` may stand behind it.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` as for :func:`read_number`, or when it is not whole.
    """
    counted = read_unit(unit) or NO_UNIT
    typed = _taken_apart(text, money=counted.is_money, fix=_WHOLE)
    if not unit and typed.unit.words:
        raise bad_number(text, _WHOLE)
    _check_unit(typed, counted, unit, mark)
    values = {d: typed.value(d, counted) for d in (typed.decimal, typed.grouped) if d is not None}
    wholes = {digits: value for digits, value in values.items() if value == value.to_integral_value()}
    if not wholes:
        raise PmtuiError("E_BAD_NUMBER", f"{shown(text)} is not a whole number", _WHOLE)
    if len(wholes) == 1:
        return int(_kept(text, *wholes.values()))
    return int(read_number(text, unit=unit, mark=mark))


def read_share(text: str) -> Decimal:
    """Return the share, 0–1, that ``text`` means: ``25``, ``25%`` and ``0.25`` are the same.

    Raises:
        PmtuiError: ``E_BAD_NUMBER``; ``E_BAD_SHARE`` outside 0–100 %, and for a bare ``1``, which can be either.
    """
    typed = _taken_apart(text, fix=_SHARE)
    percent = typed.unit.words[:1] == ("%",)
    if typed.scaled and not percent:
        raise bad_number(text, _SHARE)
    number = _kept(text, typed.value(typed.decimal or typed.grouped or ""))
    if number == 1 and not percent:
        raise PmtuiError("E_BAD_SHARE", f"{shown(text)} can be 1 % or 100 %", "type 1% or 100%")
    share = shifted(number, -2) if percent or number > 1 else number
    if not 0 <= share <= 1:
        raise PmtuiError(
            "E_BAD_SHARE", f"{shown(text)} is not a share between 0 and 100 %", "type 25%, 25 or 0.25"
        )
    return share


def typed_text(value: Decimal, mark: DecimalMark | None) -> str:
    """Return ``value`` as it can be typed again where ``mark`` is the decimal mark."""
    text = decimal_text(value)
    return text.replace(".", ",") if mark is DecimalMark.COMMA else text


def understood(text: str, value: Decimal, *, unit: str = "", mark: DecimalMark | None = None) -> str:
    """Return ``18,5 → 18.5 days`` when ``text`` is not plainly ``value``, else empty; ``unit`` is raw as typed."""
    typed = text.strip()
    plainly = is_plain(typed) and Decimal(typed) == value
    point = plainly and mark is None and bool(_OPEN_POINT.fullmatch(typed))
    said = f"{decimal_text(trimmed(value) if point else value)} {unit}".rstrip()
    if point:
        return f"{typed} → {said} (for {typed.replace('.', '')} leave out the point)"
    return "" if plainly or _says(typed, said) else f"{typed} → {said}"


def number_echo(value: Decimal, unit: str, typed: str) -> str:
    """Return ``value`` with its ``unit``; without one only when ``typed`` does not say it plainly."""
    if unit:
        return f"{decimal_text(value)} {unit}"
    return decimal_text(value) if understood(typed, value) else ""


def understood_share(text: str, share: Decimal) -> str:
    """Return ``25 → 25 %`` when ``text`` does not say so itself, else empty."""
    said = exact_share_text(share)
    return "" if _says(text.strip(), said) else f"{text.strip()} → {said}"


def _says(typed: str, said: str) -> bool:
    """Tell whether ``typed`` is what would be said, the blank before the unit left out or not."""
    return typed.casefold() in (said.casefold(), said.casefold().replace(" ", "", 1))


def _taken_apart(text: str, *, money: bool = False, fix: str = "") -> _Typed:
    plain = _ascii(text.strip())
    match = _TYPED.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None or (match["sign"] and match["late"]):
        raise bad_number(text, fix)
    before, after = match["before"].strip(), match["after"].strip()
    unit = read_unit(f"{before} {after}", money=money)
    decimal, grouped, mark = _shapes(re.sub(_BLANKS, " ", match["number"]))
    if unit is None or (before and not is_currency(before)) or decimal is grouped is None:
        raise bad_number(text, fix)
    if len(unit.words) == 2 and unit.words[0] == unit.words[1]:  # $400 USD
        unit = Unit(unit.words[:1], unit.power)
    sign = "-" if "-" in (match["sign"], match["late"]) else ""
    whole = None if grouped is None else sign + grouped
    return _Typed(
        text,
        None if decimal is None else sign + decimal,
        whole,
        mark,
        int((match["power"] or "e0")[1:]),
        unit,
    )


def _shapes(number: str) -> tuple[str | None, str | None, str]:
    """Return the digits of ``number`` with a decimal point, the digits as thousands, and the mark that is open."""
    marks = re.findall(r"\D", number)
    last = marks[-1] if marks else ""
    if not marks:
        return number, None, ""
    if last not in ".," or marks.count(last) > 1:
        return None, _thousands(number), ""
    whole, rest = number.rsplit(last, 1)
    if len(marks) > 1:
        digits = _thousands(whole)
        return (f"{digits}.{rest}" if digits and rest else None), None, ""
    if last == "," and not rest:
        return None, None, ""
    return f"{whole or '0'}.{rest}", (whole + rest if _OPEN.fullmatch(number) else None), last


def _thousands(number: str) -> str | None:
    """Return the digits of ``number`` when one kind of mark stands between its thousands, else None."""
    one_kind = len(set(re.findall(r"\D", number))) == 1
    return re.sub(r"\D", "", number) if one_kind and _GROUPS.fullmatch(number) else None


def _check_unit(typed: _Typed, counted: Unit, unit: str, mark: DecimalMark | None) -> None:
    """Refuse a number that names another unit than ``counted``, which is what ``unit`` says."""
    if counted.may_be_m and not typed.unit.words and typed.text.rstrip().endswith("M"):
        alone = typed.decimal or typed.grouped or ""
        raise _either(
            typed.text, [Decimal(alone.rstrip(".")), typed.value(alone)], f"it is counted in {unit}"
        )
    if counted.takes(typed.unit):
        return
    counts = f"this is counted in {unit}" if unit else "this measure has no unit"
    message = f"{shown(typed.text)} names another unit: {counts}"
    raise PmtuiError("E_BAD_NUMBER", message, _in_its_unit(typed, counted, unit, typed.meant(mark)))


def _in_its_unit(typed: _Typed, counted: Unit, unit: str, digits: str | None) -> str:
    """Return what to type instead of a number that names another unit."""
    if digits is None:
        return "type the number alone, without marks between thousands"
    alone = decimal_text(typed.value(digits, counted if typed.unit.power else NO_UNIT))
    factor = counted.factor_of(typed.unit)
    if factor is not None:
        return f"type {decimal_text(trimmed(typed.value(digits) * factor))}"
    parts = counted.parts_of(typed.unit)
    if parts is not None:
        return f"type {_quotient(typed.value(digits), parts)}"
    if typed.unit.words == ("m",):
        return f"type {alone}M or {alone}"
    if unit:
        return f"type {alone} if it is {alone} {unit}"
    percent = typed.unit.words == ("%",)
    return f"type {alone}" + (f" or {decimal_text(shifted(typed.value(digits), -2))}" if percent else "")


def _quotient(value: Decimal, parts: int) -> str:
    """Return ``value`` / ``parts`` with two more digits than ``value`` has behind the point, without zeros there."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return decimal_text(trimmed((value / parts).quantize(Decimal(1).scaleb(min(exponent, 0) - 2))))


def _either(text: str, values: Sequence[Decimal], why: str) -> PmtuiError:
    first, second = (decimal_text(trimmed(value)) for value in values)
    return PmtuiError(
        "E_BAD_NUMBER", f"{shown(text)} can be {first} or {second}: {why}", f"type {first} or {second}"
    )


def _kept(text: str, value: Decimal) -> Decimal:
    """Return ``value`` unless it has more digits than are kept."""
    plain = decimal_text(value)
    if sum(map(str.isdigit, plain)) > MAX_DIGITS:
        raise bad_number(text)
    return value


def _ascii(text: str) -> str:
    """Return ``text`` with the digits, signs and apostrophes of every keyboard as ASCII has them."""
    return "".join(map(_ascii_of, text))


def _ascii_of(letter: str) -> str:
    if letter in "\u2212\u2013\ufe63":
        return "-"
    if letter in "\u2019\u02bc\u2018":
        return "'"
    if "\uff01" <= letter <= "\uff5e":
        return chr(ord(letter) - 0xFEE0)
    return str(int(letter)) if letter.isdecimal() else letter
