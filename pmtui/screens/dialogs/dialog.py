"""What all dialogs share: a card in the middle, a line for what went wrong, hints at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from pmtui.errors import PmtuiError
from pmtui.widgets.field_row import error_content
from pmtui.widgets.hint_bar import Hint, HintBar

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A modal screen that is typed by its result; ``esc`` leaves it with None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False, id="dialog.leave")
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]  # noqa: RUF012  # Textual declares it on the instance
    HINTS: ClassVar[Sequence[Hint]] = (Hint("esc", "back", "leave"),)

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
        self.app.notify(Content(text).plain, markup=False)
