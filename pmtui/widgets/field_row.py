"""One field of a form: its name, where to type, what was understood, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Select, TextArea

from pmtui.domain.calendar import Calendar
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import read_field
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.widgets.echo import echo
from pmtui.widgets.field_words import Echo, FieldMessage, error_content
from pmtui.widgets.note_area import NoteArea
from pmtui.widgets.pick import Pick
from pmtui.widgets.ref_suggester import RefSuggester
from pmtui.widgets.safe_input import SafeInput

_SHORT = frozenset(FieldType) - {
    FieldType.TITLE,
    FieldType.LINE,
    FieldType.TEXT,
    FieldType.CHOICE,
    FieldType.YES_NO,
    FieldType.REF,
    FieldType.REFS,
    FieldType.LINES,
    FieldType.DATES,
    FieldType.MINUTES_LIST,
}
_DAYS = frozenset({FieldType.DATE, FieldType.START, FieldType.PAST_DAY})


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


class FieldRow(Horizontal):
    """A label, a control, and beside it what was understood; what is wrong stands in a line below."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto;
        & Label { width: 19; height: 1; color: $foreground 75%; }
        & Label.-here { color: $text-primary; text-style: bold; }
        & SafeInput, & Pick, & NoteArea { width: 1fr; }
        & .-short { width: 15; }
        & .-choice { width: 22; }
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
        self._control: SafeInput | NoteArea | Pick | None = None
        self._echo: Echo | None = None
        self._message: FieldMessage | None = None

    def _made(self, text: str) -> SafeInput | NoteArea | Pick:
        """Make the control; it needs a running app, so the row makes it when it is shown."""
        kind = self.spec.type
        if kind is FieldType.TEXT:
            return NoteArea(text)
        if kind is FieldType.CHOICE:
            return Pick(
                [(choice.replace("_", " "), choice) for choice in self.spec.choices], text, classes="-choice"
            )
        if kind is FieldType.YES_NO:
            return Pick([("yes", "yes"), ("no", "no")], text, classes="-choice")
        if kind is FieldType.REF:
            refs = self.facts.candidates.get(self.spec.name, ())
            known = (*refs, text) if text and text not in refs else refs
            return Pick([(f"{ref} {self.facts.titles.get(ref, '')}", ref) for ref in known], text)
        if kind is FieldType.REFS:
            return SafeInput(text, suggester=RefSuggester(self.facts.candidates.get(self.spec.name, ())))
        return SafeInput(text, classes="-short" if kind in _SHORT else "")

    def compose(self) -> ComposeResult:
        """Lay out label, control and, for what can be said in a few words, an echo."""
        yield Label(self.spec.label + (" *" if self.spec.required else ""), markup=False)
        self._control = self._made(self._known)
        yield self._control
        if self.spec.type in _SHORT:
            self._echo = Echo()
            yield self._echo

    def on_mount(self) -> None:
        """Echo what the field came with."""
        self.refresh_echo()

    @property
    def text(self) -> str:
        """What is typed or chosen, exactly."""
        control = self._control
        if control is None:
            return self._known
        if isinstance(control, NoteArea):
            return control.note
        return control.text if isinstance(control, Pick) else control.value

    @text.setter
    def text(self, text: str) -> None:
        control = self._control
        if control is None:
            self._known = text
        elif isinstance(control, NoteArea):
            control.note = text
        elif isinstance(control, Pick):
            control.text = text
        else:
            control.value = text
            control.cursor_position = len(text)

    @property
    def value(self) -> Any:
        """What the text means now, None while it is empty or not understood."""
        try:
            return self._read() if self.text.strip() else None
        except PmtuiError:
            return None

    @property
    def message(self) -> str:
        """What stands below the field, empty when nothing does."""
        return str(self._message.content) if self._message is not None and self._message.display else ""

    @property
    def help(self) -> str:
        """What belongs here, with the choices where there are several to name."""
        if self.spec.type is not FieldType.REFS:
            return self.spec.help
        known = [
            f"{ref} {self.facts.titles.get(ref, '')}" for ref in self.facts.candidates.get(self.spec.name, ())
        ]
        return " · ".join([self.spec.help, *known])

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from the one the form opened with."""
        return self.text != self._initial

    def take_focus(self) -> None:
        """Put the cursor here."""
        if self._control is not None:
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
        return read_field(self.spec, self.text, self.facts.calendar, self.unit)

    def show_error(self, error: PmtuiError) -> None:
        """Say below the field what is wrong and what to do."""
        self._say_below(error_content(error), wrong=True)

    def clear_error(self) -> None:
        """Take back what was said to be wrong."""
        self._said = ""
        self._say_below(Content(""))
        self.refresh_echo()

    def _say_below(self, said: Content, *, wrong: bool = False) -> None:
        if self._message is None:
            if not said.plain or not isinstance(self.parent, Widget):
                return
            self._message = FieldMessage()
            self.parent.mount(self._message, after=self)
        self._message.update(said)
        self._message.set_class(wrong, "-wrong")
        self._message.display = bool(said.plain)

    def refresh_echo(self) -> None:
        """Say beside the field what was understood; nothing while it is not understood yet."""
        said = echo(
            self.spec,
            self.value,
            typed=self.text,
            today=self.facts.today,
            unit=self.unit,
            titles=self.facts.titles,
        )
        if self._echo is not None:
            self._echo.said = said
        elif said != self._said:
            self._said = said
            self._say_below(Content(printable(f"→ {said}" if said else "")))

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TextArea.Changed)
    def _tell_change(self, event: Message) -> None:
        event.stop()
        if self.text == self._known:
            return
        self._known = self.text
        self.clear_error()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    @on(Pick.GoOn)
    def _tell_enter(self, event: Message) -> None:
        event.stop()
        self.post_message(self.GoOn(self))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell the form, which shows the help of the field with the cursor."""
        self.query_one(Label).add_class("-here")
        if self.spec.type in _DAYS and isinstance(self._control, SafeInput) and not self.is_changed:
            self._control.select_all()  # a day offered is replaced by typing another one
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Tell the form, which checks a field that is left."""
        self.query_one(Label).remove_class("-here")
        self.post_message(self.Left(self))
