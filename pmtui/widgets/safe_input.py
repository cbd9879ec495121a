"""A one-line input that keeps exactly what was typed or pasted, and shows it safely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input

from pmtui.domain.text import printable
from pmtui.reports.text_width import text_width
from pmtui.widgets.unseen import unseen_character


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the typed line that is shown in another style.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        component: The component class whose style it takes.
    """

    start: int
    end: int
    component: str


class SafeInput(Input):
    """An ``Input`` for user text.

    Control characters appear as pictures and never reach the terminal. A paste keeps its line breaks, visible as
    pictures, so that the form can refuse them by name instead of dropping what follows them.

    ``_value`` and ``_position_to_cell`` are Input's own: it has no public seam between the value and what is drawn.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"safe-input--good", "safe-input--bad"}
    """
    | Class | Description |
    | :- | :- |
    | `safe-input--good` | What was understood. |
    | `safe-input--bad` | What was not. |
    """

    DEFAULT_CSS = """
    SafeInput {
        border: none;
        height: 1;
        padding: 0 1 !important;
        background: $foreground 6%;
        &:focus { background: $foreground 12%; border: none; }
        & > .safe-input--good { color: $text-primary; }
        & > .safe-input--bad { color: $text-error; text-style: underline; }
    }
    """

    marks: reactive[tuple[Mark, ...]] = reactive(())
    """The stretches to show in another style, in the order in which they are put on."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            classes=classes,
            suggester=suggester,
            select_on_focus=False,
            compact=True,
        )

    @property
    def _value(self) -> Text:
        """The value as it is shown: one picture for each control character."""
        text = Text(printable(self.value), no_wrap=True, overflow="ignore", end="")
        for mark in self.marks:
            text.stylize(self.get_component_rich_style(mark.component, partial=True), mark.start, mark.end)
        return text

    def _position_to_cell(self, position: int) -> int:
        """Return the cell at which the character at ``position`` is shown."""
        return text_width(printable(self.value[:position]))

    @property
    def selected_text(self) -> str:
        """The selected text as the clipboard should get it: half characters cannot be sent anywhere."""
        return super().selected_text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def on_key(self, event: events.Key) -> None:
        """Keep the typed characters that ``Input`` would drop."""
        character = unseen_character(event)
        if character:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of the paste; terminals send its line breaks as carriage returns."""
        event.stop()
        event.prevent_default()
        if event.text:
            self.replace(event.text.replace("\r\n", "\n").replace("\r", "\n"), *self.selection)
