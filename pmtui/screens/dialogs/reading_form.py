"""Add a reading: the value measured, when, how sure we are, and a note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from pmtui.domain.date_words import days_left, echo_date, plain_date
from pmtui.domain.documents import Document
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import read_field
from pmtui.domain.metrics import Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.rules import owner_of_metric
from pmtui.domain.text import printable
from pmtui.screens.dialogs.document_form import facts_of
from pmtui.screens.dialogs.form_dialog import FormDialog
from pmtui.usecases.drafts import draft_name
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.widgets.field_row import FieldRow
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import goal_words, unit_words

_LAST = 5
_CONFIDENCE = FieldSpec(
    "confidence", FieldType.INTEGER, "Confidence", "0 to 10: how sure are we to reach the target?"
)
SPECS = (
    FieldSpec("value", FieldType.NUMBER, "Value", "What was measured.", in_metric=True, required=True),
    FieldSpec(
        "on", FieldType.PAST_DAY, "Date", "The day it was measured: today, yesterday, mon, 2026-10-14."
    ),
    _CONFIDENCE,
    FieldSpec("note", FieldType.TEXT, "Note", "What explains the value."),
)


class ReadingForm(FormDialog[Document | None]):
    """A form for one reading; the result is its owner as stored."""

    def __init__(self, session: Session, document: Document, lead: str = "") -> None:
        """Open the form for ``document``.

        Raises:
            PmtuiError: ``E_NO_METRIC`` when there is nothing to measure.
        """
        self.document = document
        self.metric = owner_of_metric(document)
        self._lead = lead
        facts = facts_of(session, session.plan(), ())
        super().__init__(session, f"Reading · {document.ref}", SPECS, {"on": "today"}, facts)

    @property
    def draft_name(self) -> str:
        """``reading-KR2``."""
        return draft_name("reading", self.document.ref)

    def leading(self) -> list[Widget]:
        """Show what is measured and the last readings."""
        head = Content.styled(printable(self.document.headline), "bold $foreground")
        lines = [head, Content.styled(_way(self.metric, self.symbols, self._facts.today), "$foreground 60%")]
        if self._lead:
            lines.insert(0, Content.styled(self._lead, "$text-warning"))
        lines += [_reading_line(r, self.metric, self) for r in self._readings[-_LAST:]]
        return [
            Static(Content("\n").join(lines), classes="lead", markup=False),
            Static("", classes="draft-line replaces -none", markup=False),
        ]

    @property
    def _readings(self) -> tuple[Reading, ...]:
        found: tuple[Reading, ...] = getattr(self.document, "readings", ())
        return found

    def on_mount(self) -> None:
        """Echo the value with its unit."""
        self._fields.set_unit(self.metric.unit)
        self._show_replaced()

    @on(FieldRow.Changed)
    def _show_replaced(self) -> None:
        """Say when there is a reading of that day already, for the new one takes its place."""
        day = self._fields.value("on")
        known = next((reading for reading in self._readings if reading.on == day), None)
        line = self.query_one(".replaces", Static)
        line.set_class(known is None, "-none")
        if known is not None:
            value = f"{decimal_text(known.value)} {printable(self.metric.unit)}".rstrip()
            line.update(Content(f"It takes the place of {value}, read on the same day."))

    def store(self, values: Mapping[str, str]) -> Document:
        """Add the reading."""
        texts = self._fields.texts
        confidence = read_field(_CONFIDENCE, texts["confidence"], self._facts.calendar)
        return add_reading(
            self.session,
            self.document.ref,
            texts["value"],
            on=texts["on"],
            confidence=confidence,
            note=texts["note"],
        )


def _way(metric: Metric, symbols: Symbols, today: date) -> str:
    due = f"by {plain_date(metric.due, today)}, {days_left(metric.due, today)}" if metric.due else ""
    return " ".join(part for part in (goal_words(metric, symbols), unit_words(metric), due) if part)


def _reading_line(reading: Reading, metric: Metric, form: ReadingForm) -> Content:
    day = echo_date(reading.on, form.session.today())
    sure = f"  confidence {reading.confidence}" if reading.confidence is not None else ""
    note = f"  {printable(reading.note)[:60]}" if reading.note else ""
    value = f"{decimal_text(reading.value)} {printable(metric.unit)}".rstrip()
    return Content.assemble((f"{value:>14}", "$foreground"), (f"  {day}{sure}{note}", "$foreground 60%"))
