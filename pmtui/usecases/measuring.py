"""Readings: the measured values of key results, target conditions, challenges and goals."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from pmtui.data.plans import load_plan
from pmtui.data.typed import save_document
from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import read_field, value_text
from pmtui.domain.metrics import Reading, with_reading
from pmtui.domain.models import build
from pmtui.domain.numbers import parse_decimal
from pmtui.domain.rules import check_changeable, owner_of_metric
from pmtui.errors import PmtuiError
from pmtui.usecases.editing import named
from pmtui.usecases.session import Session

_ON = FieldSpec("on", FieldType.PAST_DAY, "Date", "The day it was measured.")

D = TypeVar("D", bound=Document)


def add_reading(
    session: Session, ref: str, value: str, *, on: str = "", confidence: int | None = None, note: str = ""
) -> Document:
    """Add a reading to ``ref`` and return its owner; a reading of the same date is replaced.

    Args:
        session: Store and clock.
        ref: Ref of the owner of a metric.
        value: The measured value, decimal notation.
        on: Day words, weekdays being past ones; empty: today.
        confidence: 0–10, or None.
        note: Free text.

    Raises:
        PmtuiError: ``E_BAD_NUMBER``, ``E_FUTURE``, ``E_NO_METRIC``, ``E_CLOSED`` or of the date.
    """
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        owner = plan.find(ref)
        calendar = session.stamp(plan, tx).calendar
        day = read_field(_ON, on, calendar) or calendar.today
        after = measured(owner, read_reading(value, day, confidence, note), calendar)
        tx.what = f"Reading {value_text(after[1].value)} on {day.isoformat()} for {named(owner)}"
        return save_document(tx, after[0].replace(updated_at=session.now()))


def read_reading(value: str, on: date, confidence: int | None = None, note: str = "") -> Reading:
    """Return the reading that ``value`` means.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` with field ``value``, or of confidence and note.
    """
    try:
        number = parse_decimal(value)
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, field="value") from error
    return build(Reading, {"on": on, "value": number, "confidence": confidence, "note": note})


def measured(owner: D, reading: Reading, calendar: Calendar) -> tuple[D, Reading]:
    """Return ``owner`` with ``reading`` among its readings, and the reading.

    Raises:
        PmtuiError: ``E_FUTURE``, ``E_NO_METRIC``, ``E_CLOSED``, ``E_ARCHIVED``.
    """
    check_changeable(owner)
    metric = owner_of_metric(owner)
    readings = with_reading(getattr(owner, "readings", ()), reading, metric, calendar.today)
    return owner.replace(readings=readings), reading
