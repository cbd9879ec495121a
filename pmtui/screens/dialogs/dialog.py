"""What all dialogs share: a card in the middle, a line for what went wrong, hints at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.widgets.field_words import error_content
from pmtui.widgets.hint_bar import Hint, HintBar
from pmtui.widgets.symbols import Symbols, symbols_for

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A modal screen that is typed by its result; ``esc`` leaves it with None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, id="dialog.leave")
    ]
    HINTS: ClassVar[Sequence[Hint]] = (Hint("esc", "back", "leave"),)

    @property
    def symbols(self) -> Symbols:
        """The signs that the user's settings ask for."""
        settings: object = getattr(self.app, "settings", None)
        return symbols_for(bool(getattr(settings, "ascii", False)))

    def action_leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    def problem_line(self) -> Static:
        """Make the line, hidden at first, in which :meth:`report` speaks."""
        return Static("", classes="problem -none", markup=False)

    def hint_bar(self, *, tight: bool = False) -> HintBar:
        """Make the line of hints, ``tight`` when it stands right below the help line."""
        return HintBar(self.HINTS, classes="-tight" if tight else "")

    def report(self, error: PmtuiError) -> None:
        """Say inside the dialog what was refused and what to do about it."""
        line = self.query_one(".problem", Static)
        line.update(error_content(error))
        line.remove_class("-none")

    def clear_report(self) -> None:
        """Take back what was reported."""
        self.query_one(".problem").add_class("-none")

    def say(self, text: str) -> None:
        """Show a toast; ``text`` is shown as it is, never as markup."""
        self.app.notify(printable(text), markup=False)
