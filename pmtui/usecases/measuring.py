"""Readings: the measured values of key results, target conditions, challenges and goals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from pmtui.data.plans import load_plan
from pmtui.data.typed import save_document
from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import read_field, value_text
from pmtui.domain.metrics import Reading, with_reading
from pmtui.domain.models import build
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.rules import check_changeable, owner_of_metric
from pmtui.domain.typed_numbers import read_number
from pmtui.errors import PmtuiError
from pmtui.usecases.editing import named
from pmtui.usecases.session import Session

_ON = FieldSpec("on", FieldType.PAST_DAY, "Date", "The day it was measured.")

D = TypeVar("D", bound=Document)


class Taken(NamedTuple):
    """A reading as it was stored.

    Attributes:
        owner: What it belongs to, as stored.
        reading: The reading.
        replaced: The one of the same date that it takes the place of, or None.
    """

    owner: Document
    reading: Reading
    replaced: Reading | None


def add_reading(
    session: Session, ref: str, value: str, *, on: str = "", confidence: int | None = None, note: str = ""
) -> Document:
    """Add a reading to ``ref`` and return its owner; see :func:`take_reading`."""
    return take_reading(session, ref, value, on=on, confidence=confidence, note=note).owner


def take_reading(
    session: Session, ref: str, value: str, *, on: str = "", confidence: int | None = None, note: str = ""
) -> Taken:
    """Add a reading to ``ref``; a reading of the same date is replaced.

    Args:
        session: Store and clock.
        ref: Ref of the owner of a metric.
        value: The measured value as people type it.
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
        number = read_value(owner, value, calendar.decimal_mark)
        given = {"on": day, "value": number, "confidence": confidence, "note": note}
        after, reading = measured(owner, build(Reading, given), calendar)
        replaced = reading_on(owner, day)
        instead = f" in place of {value_text(replaced.value)}" if replaced else ""
        tx.what = f"Reading {value_text(number)}{instead} on {day.isoformat()} for {named(owner)}"
        return Taken(save_document(tx, after.replace(updated_at=session.now())), reading, replaced)


def reading_on(owner: Document, day: date) -> Reading | None:
    """Return the reading that ``owner`` has of ``day``, if any."""
    readings: tuple[Reading, ...] = getattr(owner, "readings", ())
    return next((reading for reading in readings if reading.on == day), None)


def read_value(owner: Document, value: str, mark: DecimalMark | None) -> Decimal:
    """Return the number that ``value`` means for what ``owner`` measures.

    Raises:
        PmtuiError: ``E_BAD_NUMBER`` with field ``value``; ``E_NO_METRIC``, ``E_CLOSED``, ``E_ARCHIVED``.
    """
    check_changeable(owner)
    unit = owner_of_metric(owner).unit
    try:
        return read_number(value, unit=unit, mark=mark)
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, field="value") from error


def measured(owner: D, reading: Reading, calendar: Calendar) -> tuple[D, Reading]:
    """Return ``owner`` with ``reading`` among its readings, and the reading.

    Raises:
        PmtuiError: ``E_FUTURE``, ``E_NO_METRIC``, ``E_CLOSED``, ``E_ARCHIVED``.
    """
    check_changeable(owner)
    metric = owner_of_metric(owner)
    readings = with_reading(getattr(owner, "readings", ()), reading, metric, calendar.today)
    return owner.replace(readings=readings), reading
