"""What a form says about a field: what was understood, and what is wrong."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.widgets.fix_words import fix_words


class FieldMessage(Static):
    """The line below a field: what was understood, or what is wrong and how to put it right."""

    DEFAULT_CSS = """
    FieldMessage { height: auto; margin: 0 0 0 20; color: $text-success; }
    FieldMessage.-wrong { color: $text-error; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False


class Echo(Widget):
    """What was understood, beside the field; what stands in brackets is left out where it does not fit."""

    DEFAULT_CSS = """
    Echo { width: 1fr; height: 1; padding: 0 0 0 1; color: $text-success; text-overflow: ellipsis; text-wrap: nowrap; }
    """

    said: reactive[str] = reactive("")
    """What to say, raw as typed where it names documents; empty: nothing."""

    def render(self) -> Content:
        """Return as much as fits."""
        text = printable(f"→ {self.said}") if self.said else ""
        fits = Content(text).cell_length <= self.content_size.width
        return Content(text if fits else text.partition(" (")[0])


def error_content(error: PmtuiError) -> Content:
    """Return what is wrong, and the fix, as one safe line."""
    said = fix_words(error)
    fix = f" – {said}" if said else ""
    return Content(f"▲ {printable(error.message)}{printable(fix)}")
