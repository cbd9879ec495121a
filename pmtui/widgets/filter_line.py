"""The line in which a filter is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pmtui.widgets.colours import KEY, QUIET
from pmtui.widgets.safe_input import SafeInput


class FilterLine(Horizontal):
    """Narrows while typing; enter keeps the filter, esc drops it."""

    DEFAULT_CSS = """
    FilterLine {
        dock: bottom; height: 1; padding: 0 1; background: $boost;
        & > Static { width: auto; }
        & > SafeInput { width: 1fr; height: 1; border: none; padding: 0 1; background: $boost; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave(False)", "Show all", id="filter.drop", show=False),
        Binding("down,tab", "leave(True)", "Back to the list", id="filter.keep", show=False),
    ]

    class Typed(Message):
        """The words changed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Left(Message):
        """The line was closed."""

        def __init__(self, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static(Content.styled("filter", KEY), markup=False)
        yield SafeInput(self._words)
        yield Static(Content.styled("enter keeps it, esc shows all", QUIET), markup=False)

    def on_mount(self) -> None:
        """Take the keyboard."""
        self.query_one(SafeInput).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_leave(True)

    async def action_leave(self, kept: bool) -> None:
        """Close the line; ``kept`` leaves the list narrowed."""
        self.post_message(self.Left(kept))
        await self.remove()
