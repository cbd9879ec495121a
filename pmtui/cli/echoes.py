"""What the command line says about what was typed: how dates and numbers were understood, what a reading replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pmtui.domain.date_words import echo_date
from pmtui.domain.documents import Document
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import field_text
from pmtui.domain.fields import find_field
from pmtui.domain.metrics import Metric, Reading
from pmtui.domain.numbers import DecimalMark, decimal_text
from pmtui.domain.rules import owner_of_metric
from pmtui.domain.share_words import exact_share_text
from pmtui.domain.typed_numbers import understood, understood_share
from pmtui.reports.text_width import fitted
from pmtui.usecases.measuring import Taken

_WIDTH = 60


def field_echoes(
    document: Document, given: Mapping[str, str], mark: DecimalMark | None, today: date, *, every: bool
) -> Iterator[str]:
    """Say how the fields in ``given`` were understood: dates and unplain numbers, or ``every`` one of them."""
    for name, typed in given.items():
        field = find_field(document.kind, name)
        text = field_text(field, document)
        label = field.name.replace("_", " ")
        if field.type in (FieldType.DATE, FieldType.START) and text:
            yield f"{label} {echo_date(date.fromisoformat(text), today)}"
        elif said := _number_words(document, field, typed, mark):
            yield f"{label} {said}"
        elif every and field.type is FieldType.SHARE and text:
            yield f"{label} {exact_share_text(Decimal(text.removesuffix('%')) / (100 if text.endswith('%') else 1))}"
        elif every:
            yield f"{label} {fitted(field.shown(text), _WIDTH) or 'empty'}"


def _number_words(document: Document, field: FieldSpec, typed: str, mark: DecimalMark | None) -> str:
    metric: Metric | None = getattr(document, "metric", None)
    owner: object = metric if field.in_metric else document
    value = getattr(owner, field.name, None)
    if value is None or not typed.strip():
        return ""
    if field.type is FieldType.SHARE:
        return understood_share(typed, value)
    unit = metric.unit if metric is not None and field.type is FieldType.NUMBER else field.unit
    numeric = field.type in (FieldType.NUMBER, FieldType.WEIGHT, FieldType.INTEGER)
    return understood(typed, Decimal(value), unit=unit, mark=mark) if numeric else ""


def taken_words(taken: Taken, typed: str, mark: DecimalMark | None, today: date) -> list[str]:
    """Say how the value of a reading was understood, and which reading it takes the place of."""
    metric = owner_of_metric(taken.owner)
    said = [understood(typed, taken.reading.value, unit=metric.unit, mark=mark)]
    if taken.replaced is not None:
        said.append(replaced_words(taken.replaced, metric, today))
    return [words for words in said if words]


def replaced_words(old: Reading, metric: Metric, today: date) -> str:
    """Say which reading of the same day another one takes the place of."""
    value = f"{decimal_text(old.value)} {metric.unit}".rstrip()
    return f"replaces {value}, read on the same day, {echo_date(old.on, today)}"
