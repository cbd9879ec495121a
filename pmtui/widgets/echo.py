"""What a field understood, in words, beside what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmtui.domain.date_words import dated, echo_date, short_date
from pmtui.domain.duration_words import duration_words
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.share_words import exact_share_text
from pmtui.domain.typed_numbers import number_echo

_FEW = 3


def echo(
    spec: FieldSpec, value: Any, *, typed: str = "", today: date, unit: str = "", titles: Mapping[str, str]
) -> str:
    """Return what ``value`` means, empty when there is nothing to add to what was typed.

    Args:
        spec: The field it was read for.
        value: What :func:`pmtui.domain.field_values.read_field` returned.
        typed: The text it was read from.
        today: The local date.
        unit: Unit of the form's metric.
        titles: Titles of documents by ref.
    """
    if value in (None, "", ()):
        return ""
    if isinstance(value, date):
        return echo_date(value, today)
    if spec.type is FieldType.NUMBER:
        return number_echo(value, unit, typed)
    if spec.type is FieldType.WEIGHT:
        return number_echo(value, "", typed)
    if spec.type is FieldType.SHARE:
        return f"{exact_share_text(value)} of the time"
    if spec.type is FieldType.INTEGER:
        return _whole(spec, value)
    if spec.type is FieldType.MINUTES:
        return duration_words(value)
    if spec.type is FieldType.MINUTES_LIST:
        return f"{duration_words(sum(value))} a week"
    if spec.type is FieldType.DATES:
        return _listed([short_date(day) if day.year == today.year else dated(day) for day in value])
    return _several(spec, value, titles)


def _whole(spec: FieldSpec, value: int) -> str:
    if spec.name == "cadence_days":
        return "every day" if value == 1 else f"every {value} days"
    if spec.name == "quarter_start_month" and 1 <= value <= 12:
        return f"from {date(2000, value, 1):%B}"
    return f"{value} of 10" if spec.name == "confidence" else ""


def _several(spec: FieldSpec, value: Any, titles: Mapping[str, str]) -> str:
    if spec.type is FieldType.REFS:
        return _listed([titles.get(ref, f"{ref}: not here") for ref in value])
    if spec.type is FieldType.LINES and len(value) > 1:
        return f"{len(value)} of them"
    return ""


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more
