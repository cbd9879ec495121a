"""Ask for a reason, in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pmtui.domain.text import check_note, printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.dialog import Dialog
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.safe_input import SafeInput


class ReasonDialog(Dialog[str | None]):
    """One line that must not be blank; the result is the text, None when the user left."""

    HINTS: ClassVar[Sequence[Hint]] = (Hint("enter", "go on", "submit"), Hint("esc", "back", "leave"))

    def __init__(self, prompt: str, title: str = "Why?") -> None:
        """Ask ``prompt``."""
        super().__init__()
        self._prompt = prompt
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out question and input."""
        with Vertical(classes="card") as card:
            card.border_title = Content(printable(self._title))
            yield Static(Content(printable(self._prompt)), classes="lead", markup=False)
            yield SafeInput()
            yield self.problem_line()
            yield self.hint_bar()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Leave with the reason; a blank one is refused."""
        reason = self.query_one(SafeInput).value
        try:
            self.dismiss(_given(reason))
        except PmtuiError as error:
            self.report(error)


def _given(reason: str) -> str:
    if not reason.strip():
        raise PmtuiError("E_REASON", "a reason is needed", "a few words are enough")
    return check_note(reason)
