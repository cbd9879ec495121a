"""From the text of a field to its value and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document
from pmtui.domain.field_dates import coming_day, due_day, past_day, start_day
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark, decimal_text, parse_weight
from pmtui.domain.quick_entry import parse_duration
from pmtui.domain.quick_entry.clock_fields import read_field_clock
from pmtui.domain.refs import normal_ref
from pmtui.domain.text import check_line, check_note, check_title
from pmtui.domain.typed_numbers import read_number, read_share, read_whole, typed_text
from pmtui.errors import PmtuiError

DAY_OF_WORK = 480
_PART = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]+)')
_YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


def read_field(field: FieldSpec, text: str, calendar: Calendar, unit: str = "") -> Any:
    """Return the value that ``text`` means for ``field``; empty text of an optional field is None or empty.

    ``unit`` is what the metric counts; numbers of it may name it.

    Raises:
        PmtuiError: the error of the field's type, with ``field`` set to its name.
    """
    try:
        measured = replace(field, unit=unit) if field.type is FieldType.NUMBER else field
        return _READERS[field.type](measured, text, calendar)
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, field=field.name, span=error.span) from error


def _optional(read: Callable[[FieldSpec, str, Calendar], Any]) -> Callable[[FieldSpec, str, Calendar], Any]:
    return lambda field, text, calendar: read(field, text, calendar) if text.strip() else None


def _read_integer(field: FieldSpec, text: str, calendar: Calendar) -> int:
    return read_whole(text, unit=field.unit, mark=calendar.decimal_mark)


def _read_number(field: FieldSpec, text: str, calendar: Calendar) -> Decimal:
    return read_number(text, unit=field.unit, mark=calendar.decimal_mark)


def _read_choice(field: FieldSpec, text: str, calendar: Calendar) -> str:
    wanted = _hyphened(text.strip().lower())
    known = {_hyphened(choice): choice for choice in field.choices}
    close = [choice for name, choice in known.items() if name.startswith(wanted)]
    if wanted in known or len(close) == 1:
        return known.get(wanted, close[0])
    raise PmtuiError("E_BAD_CHOICE", f"'{text[:40]}' is not possible here", "use one of: " + " ".join(known))


def _hyphened(choice: str) -> str:
    """Return a choice as one word without an underscore; blanks, hyphens and underscores are the same in one."""
    return choice.replace("_", "-").replace(" ", "-")


def _read_yes_no(field: FieldSpec, text: str, calendar: Calendar) -> bool:
    answer = _YES.get(text.strip().lower()) if text.strip() else False
    if answer is None:
        raise PmtuiError("E_BAD_CHOICE", f"'{text[:40]}' is neither yes nor no", "type yes or no")
    return answer


def _read_minutes(field: FieldSpec, text: str, calendar: Calendar) -> int:
    plain = text.strip().lower()
    days = plain.removesuffix("d")
    if plain.isascii() and plain.isdigit():
        minutes = read_whole(plain)
    elif days != plain:
        minutes = int(read_number(days, mark=calendar.decimal_mark) * DAY_OF_WORK)
    else:
        minutes = int(parse_duration(plain))
    if minutes < 1:
        raise PmtuiError(
            "E_ZERO", f"'{text[:40]}' is less than a minute", "type a duration such as 45m or 1h30"
        )
    return minutes


def _read_minutes_list(field: FieldSpec, text: str, calendar: Calendar) -> tuple[int, ...]:
    fix = "480,480,480,480,480,0,0"
    try:
        numbers = tuple(_read_integer(field, part, calendar) for part in parts_of(text))
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, fix) from error
    if len(numbers) != 7:
        raise PmtuiError("E_BAD_VALUE", "seven numbers are needed, Monday first", fix)
    return numbers


def parts_of(text: str) -> list[str]:
    """Return the parts of ``text`` between commas, without blanks around them and without empty ones.

    A part in double quotes may hold commas; a quote inside it is written twice.
    """
    parts = [(quoted.replace('""', '"') or plain).strip() for quoted, plain in _PART.findall(text)]
    return [part for part in parts if part]


def _quoted(part: str) -> str:
    """Return ``part`` so that :func:`parts_of` reads it back as one."""
    if "," not in part and not part.startswith('"'):
        return part
    doubled = part.replace('"', '""')
    return f'"{doubled}"'


def _read_clock_text(field: FieldSpec, text: str, calendar: Calendar) -> str:
    """Return the text of a clock, which only means an instant on the entry's day, if it can be read."""
    if text.strip():
        read_field_clock(text, calendar.today, ends=field.name == "end")
    return text.strip()


_READERS: Mapping[FieldType, Callable[[FieldSpec, str, Calendar], Any]] = {
    FieldType.TITLE: lambda field, text, calendar: check_title(text),
    FieldType.LINE: lambda field, text, calendar: check_line(text),
    FieldType.TEXT: lambda field, text, calendar: check_note(text),
    FieldType.NUMBER: _optional(_read_number),
    FieldType.SHARE: _optional(lambda field, text, calendar: read_share(text)),
    FieldType.WEIGHT: _optional(
        lambda field, text, calendar: parse_weight(_read_number(field, text, calendar))
    ),
    FieldType.INTEGER: _optional(_read_integer),
    FieldType.DATE: _optional(lambda field, text, calendar: due_day(text, calendar)),
    FieldType.START: _optional(lambda field, text, calendar: start_day(text, calendar)),
    FieldType.PAST_DAY: _optional(lambda field, text, calendar: past_day(text, calendar)),
    FieldType.DATES: lambda field, text, calendar: tuple(
        coming_day(part, calendar) for part in parts_of(text)
    ),
    FieldType.CHOICE: _optional(_read_choice),
    FieldType.YES_NO: _read_yes_no,
    FieldType.REF: _optional(lambda field, text, calendar: normal_ref(text)),
    FieldType.REFS: lambda field, text, calendar: _unique(normal_ref(part) for part in parts_of(text)),
    FieldType.LINES: lambda field, text, calendar: _unique(check_line(part) for part in parts_of(text)),
    FieldType.MINUTES: _optional(_read_minutes),
    FieldType.MINUTES_LIST: _read_minutes_list,
    FieldType.CLOCK: _read_clock_text,
}


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def field_text(field: FieldSpec, document: Document, mark: DecimalMark | None = None) -> str:
    """Return the text that :func:`read_field` reads back into the document's value of ``field``.

    ``mark`` is the decimal mark of whoever types it again.
    """
    owner: object = getattr(document, "metric", None) if field.in_metric else document
    if owner is None or (field.in_metric and not isinstance(owner, Metric)):
        return ""
    value = getattr(owner, field.name, None)
    if isinstance(value, Decimal):
        share = field.type is FieldType.SHARE and value == 1  # a bare 1 can be 1 % as well
        return "100%" if share else typed_text(value, mark)
    return f"{value}m" if field.type is FieldType.MINUTES and value is not None else value_text(value)


def value_text(value: object) -> str:
    """Return ``value`` as text that can be typed again: dates as ISO, decimals exactly, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(_quoted(value_text(part)) for part in value)
    return str(value)
