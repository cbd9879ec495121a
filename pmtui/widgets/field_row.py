"""One field of a form: its name, where to type, what was understood, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Select, Static, TextArea

from pmtui.domain.field_values import Calendar, read_field
from pmtui.domain.fields import FieldSpec, FieldType
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.widgets.echo import echo
from pmtui.widgets.note_area import NoteArea
from pmtui.widgets.pick import Pick
from pmtui.widgets.safe_input import SafeInput

_WIDE = (FieldType.TITLE, FieldType.LINE)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What the fields of a form know about the world.

    Attributes:
        calendar: Today, and where quarters begin.
        titles: Titles of all documents by ref, for echoes.
        candidates: For the name of a ref field: the refs it may take, in the order in which they are offered.
    """

    calendar: Calendar
    titles: Mapping[str, str] = field(default_factory=dict)
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local date."""
        return self.calendar.today


class FieldRow(Vertical):
    """A label, a control, an echo beside it and a line for what is wrong below it."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        & > Horizontal { height: auto; }
        & Label { width: 19; height: 1; color: $foreground 75%; }
        &.-here Label { color: $text-primary; text-style: bold; }
        & SafeInput, & Pick, & NoteArea { width: 1fr; }
        &.-short SafeInput { width: 22; }
        &.-short Pick { width: 22; }
        & .said { display: none; height: 1; color: $text-success; text-overflow: ellipsis; text-wrap: nowrap; }
        & .echo { width: 1fr; padding: 0 1; }
        & .below { margin: 0 0 0 20; }
        & .wrong { margin: 0 0 0 20; height: auto; color: $text-error; text-wrap: wrap; }
        &.-short .echo, &.-below .below, &.-wrong .wrong { display: block; }
    }
    """

    @dataclass
    class Changed(Message):
        """The text of a field changed."""

        row: FieldRow

    @dataclass
    class GoOn(Message):
        """Enter was pressed in a single-line field."""

        row: FieldRow

    @dataclass
    class Entered(Message):
        """The cursor came into a field."""

        row: FieldRow

    @dataclass
    class Left(Message):
        """The cursor left a field."""

        row: FieldRow

    def __init__(self, spec: FieldSpec, text: str, facts: FormFacts) -> None:
        super().__init__(classes=f"field-{spec.name}")
        self.spec = spec
        self.facts = facts
        self.unit = ""
        self._initial = self._known = text
        self._said = ""
        self._control = self._made(text)
        self.set_class(self._is_short, "-short")

    @property
    def _is_short(self) -> bool:
        return self.spec.type not in (
            *_WIDE,
            FieldType.TEXT,
            FieldType.REF,
            FieldType.REFS,
            FieldType.LINES,
            FieldType.DATES,
        )

    def _made(self, text: str) -> SafeInput | NoteArea | Pick:
        kind = self.spec.type
        if kind is FieldType.TEXT:
            return NoteArea(text)
        if kind is FieldType.CHOICE:
            return Pick([(choice.replace("_", " "), choice) for choice in self.spec.choices], text)
        if kind is FieldType.YES_NO:
            return Pick([("yes", "yes"), ("no", "no")], text)
        if kind is FieldType.REF:
            refs = self.facts.candidates.get(self.spec.name, ())
            known = (*refs, text) if text and text not in refs else refs
            return Pick([(f"{ref} {self.facts.titles.get(ref, '')}", ref) for ref in known], text)
        return SafeInput(text)

    def compose(self) -> ComposeResult:
        """Lay out label, control and echo in one row, what is wrong below."""
        label = self.spec.label + (" *" if self.spec.required else "")
        with Horizontal():
            yield Label(label, markup=False)
            yield self._control
            yield Static("", classes="said echo", markup=False)
        yield Static("", classes="said below", markup=False)
        yield Static("", classes="said wrong", markup=False)

    def on_mount(self) -> None:
        """Echo what the field came with."""
        self.refresh_echo()

    @property
    def text(self) -> str:
        """What is typed or chosen, exactly."""
        control = self._control
        if isinstance(control, NoteArea):
            return control.note
        return control.text if isinstance(control, Pick) else control.value

    @text.setter
    def text(self, text: str) -> None:
        control = self._control
        if isinstance(control, NoteArea):
            control.note = text
        elif isinstance(control, Pick):
            control.text = text
        else:
            control.value = text
            control.cursor_position = len(text)

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from the one the form opened with."""
        return self.text != self._initial

    @property
    def is_last_word(self) -> bool:
        """Whether Enter here means "next", which it does everywhere but in notes."""
        return not isinstance(self._control, NoteArea)

    def take_focus(self) -> None:
        """Put the cursor here."""
        self._control.focus()

    def check(self, *, on_save: bool = False) -> PmtuiError | None:
        """Read the text; show what is wrong with it, or nothing, and return the error.

        An empty field is complained about only ``on_save``, and only when it is required.
        """
        error = None
        if self.text.strip() or (on_save and self.spec.required):
            error = self._refused()
        if error is None:
            self.clear_error()
        else:
            self.show_error(error)
        return error

    def _refused(self) -> PmtuiError | None:
        if not self.text.strip() and self.spec.type is not FieldType.TITLE:
            return PmtuiError("E_MISSING_FIELD", "this is needed", self.spec.help, field=self.spec.name)
        try:
            self._read()
        except PmtuiError as error:
            return error
        return None

    def _read(self) -> Any:
        return read_field(self.spec, self.text, self.facts.calendar)

    def show_error(self, error: PmtuiError) -> None:
        """Say below the field what is wrong and what to do."""
        self.query_one(".wrong", Static).update(error_content(error))
        self.add_class("-wrong")
        self.remove_class("-below")

    def clear_error(self) -> None:
        """Take back what was said to be wrong."""
        self.remove_class("-wrong")
        self.refresh_echo()

    def refresh_echo(self) -> None:
        """Say beside the field what was understood; nothing while it is not understood yet."""
        try:
            value = self._read() if self.text.strip() else None
        except PmtuiError:
            value = None
        said = echo(self.spec, value, today=self.facts.today, unit=self.unit, titles=self.facts.titles)
        if said != self._said:
            self._said = said
            shown = Content(printable(f"→ {said}" if said else ""))
            self.query_one(".echo" if self._is_short else ".below", Static).update(shown, layout=False)
        self.set_class(bool(said) and not self._is_short and not self.has_class("-wrong"), "-below")

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TextArea.Changed)
    def _tell_change(self, event: Message) -> None:
        event.stop()
        if self.text == self._known:
            return
        self._known = self.text
        self.remove_class("-wrong")
        self.refresh_echo()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    @on(Pick.GoOn)
    def _tell_enter(self, event: Message) -> None:
        event.stop()
        self.post_message(self.GoOn(self))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell the form, which shows the help of the field with the cursor."""
        self.add_class("-here")
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Tell the form, which checks a field that is left."""
        self.remove_class("-here")
        self.post_message(self.Left(self))


def error_content(error: PmtuiError) -> Content:
    """Return what is wrong, and the fix, as one safe line."""
    fix = f" – {error.fix}" if error.fix else ""
    return Content(f"▲ {printable(error.message)}{printable(fix)}")
