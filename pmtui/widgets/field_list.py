"""The fields of a form, one below the other, the less common ones behind a fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from pmtui.domain.field_spec import FieldSpec
from pmtui.errors import PmtuiError
from pmtui.widgets.field_row import FieldRow, FormFacts

_BLOCK = 3
_PLAIN = ("", "1", "no")


class Fold(Static, can_focus=True):
    """The line between the main fields and the others; Enter opens and closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,right,left", "fold", "More", show=False)]

    DEFAULT_CSS = """
    Fold { height: 1; margin: 1 0 0 0; color: $foreground 60%; text-overflow: ellipsis; text-wrap: nowrap; }
    Fold:focus { color: $text-primary; text-style: bold; }
    """

    class Toggled(Message):
        """The fold was opened or closed."""

    def action_fold(self) -> None:
        """Open or close."""
        self.post_message(self.Toggled())

    def on_click(self) -> None:
        """Open or close."""
        self.post_message(self.Toggled())


class FieldList(VerticalScroll, can_focus=False):
    """The rows of a form; Enter goes from one to the next, and from the last asks to save."""

    DEFAULT_CSS = """
    FieldList {
        height: auto;
        max-height: 70vh;
        scrollbar-size-vertical: 1;
        & .-gap { margin-top: 1; }
    }
    """

    class Completed(Message):
        """Enter was pressed in the last field."""

    @dataclass
    class HelpWanted(Message):
        """The cursor came into a field; ``text`` explains it, raw as typed where it names documents."""

        text: str

    def __init__(self, specs: Sequence[FieldSpec], texts: Mapping[str, str], facts: FormFacts) -> None:
        """Show ``specs`` in two parts: the main fields, and behind the fold the advanced ones."""
        super().__init__()
        self._rows = {spec.name: FieldRow(spec, texts.get(spec.name, ""), facts) for spec in specs}
        for row in self._rows.values():
            row.unit = texts.get("unit", "") if row.spec.in_metric else ""
        self._open = any(row.text.strip() not in _PLAIN for row in self._folded)
        self._set_gaps()

    def _set_gaps(self) -> None:
        """Leave a line of air before the first field of a metric and after its last."""
        if sum(row.spec.in_metric for row in self._rows.values()) < _BLOCK:
            return
        before: FieldSpec | None = None
        for row in self._rows.values():
            if before is not None and before.in_metric != row.spec.in_metric and not row.spec.advanced:
                row.add_class("-gap")
            before = row.spec

    def compose(self) -> ComposeResult:
        """Lay out main fields, fold and advanced fields."""
        yield from (row for row in self.rows if not row.spec.advanced)
        if self._folded:
            yield Fold(self._fold_text(), markup=False)
        if self._open:
            yield from self._folded

    @property
    def _folded(self) -> list[FieldRow]:
        return [row for row in self.rows if row.spec.advanced]

    @property
    def rows(self) -> list[FieldRow]:
        """All rows in order, also those behind the fold."""
        return list(self._rows.values())

    def row(self, name: str | None) -> FieldRow | None:
        """Return the row of the field called ``name``."""
        return self._rows.get(name or "")

    @property
    def texts(self) -> dict[str, str]:
        """Field name → text, exactly as typed, all fields."""
        return {name: row.text for name, row in self._rows.items()}

    def value(self, name: str) -> Any:
        """Return what the text of the field called ``name`` means now, None while it is empty or not understood."""
        return self._rows[name].value

    @property
    def changed(self) -> dict[str, str]:
        """The texts that differ from those the form opened with."""
        return {name: row.text for name, row in self._rows.items() if row.is_changed}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Put ``texts`` into the fields they name."""
        for name, text in texts.items():
            row = self._rows.get(name)
            if row is not None:
                row.text = text
                row.clear_error()
        if any(row.is_changed for row in self._folded):
            self._unfold()

    def go_to(self, name: str) -> bool:
        """Put the cursor into the field called ``name``, opening the fold for it; tell whether there is one."""
        row = self._rows.get(name)
        if row is None:
            return False
        if row.spec.advanced and not row.is_mounted:
            self._unfold()
            self.call_after_refresh(row.take_focus)
        else:
            row.take_focus()
        return True

    def go_to_first(self, *, empty: bool = False) -> None:
        """Put the cursor into the first field, or into the first ``empty`` one if there is one."""
        blank = next((row for row in self.rows if not row.spec.advanced and not row.text.strip()), None)
        first = blank if empty and blank is not None else next(iter(self.rows), None)
        if first is not None:
            first.take_focus()

    def check(self) -> PmtuiError | None:
        """Check all fields as for saving, put the cursor into the first bad one and return its error."""
        found = [(row, error) for row in self.rows if (error := row.check(on_save=True)) is not None]
        if not found:
            return None
        self.go_to(found[0][0].spec.name)
        return found[0][1]

    def show_error(self, error: PmtuiError) -> bool:
        """Show ``error`` at its field and put the cursor there; tell whether it has a field here."""
        row = self.row(error.field)
        if row is None:
            return False
        row.show_error(error)
        return self.go_to(row.spec.name)

    def set_unit(self, unit: str) -> None:
        """Echo numbers with ``unit``."""
        for row in self.rows:
            if row.spec.in_metric and row.unit != unit:
                row.unit = unit
                row.refresh_echo()

    @on(FieldRow.Entered)
    def _explain(self, event: FieldRow.Entered) -> None:
        event.stop()
        self.post_message(self.HelpWanted(event.row.help))

    @on(FieldRow.Left)
    def _check_left(self, event: FieldRow.Left) -> None:
        event.stop()
        if event.row.is_changed:
            event.row.check()

    @on(FieldRow.GoOn)
    def _go_on(self, event: FieldRow.GoOn) -> None:
        event.stop()
        shown = [row for row in self.rows if not row.spec.advanced] + (self._folded if self._open else [])
        following = shown[shown.index(event.row) + 1 :]
        if following:
            following[0].take_focus()
        else:
            self.post_message(self.Completed())

    @on(Fold.Toggled)
    def _toggle(self, event: Fold.Toggled) -> None:
        event.stop()
        if self._open:
            self._fold()
        else:
            self._unfold()
            self.call_after_refresh(self._folded[0].take_focus)

    def _unfold(self) -> None:
        """Show the rows behind the fold; they are made when they are first wanted."""
        self._open = True
        waiting = [row for row in self._folded if not row.is_attached]
        if waiting:
            self.mount_all(waiting)
        self._show_fold()

    def _fold(self) -> None:
        self._open = False
        self._show_fold()

    def _show_fold(self) -> None:
        for row in self._folded:
            row.display = self._open
        for fold in self.query(Fold):
            fold.update(self._fold_text())

    def _fold_text(self) -> Content:
        names = _spoken(row.spec.label.lower() for row in self._folded)
        return Content(f"▾ Less: {names}" if self._open else f"▸ More: {names}")


def _spoken(names: Iterable[str]) -> str:
    return ", ".join(names)
