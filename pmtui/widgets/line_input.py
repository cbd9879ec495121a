"""The input of the quick bar: it completes words and recalls earlier lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from pmtui.widgets.safe_input import SafeInput


class LineInput(SafeInput):
    """A ``SafeInput`` in which tab, and right at the end, ask for completion, and up and down for another line.

    Attributes:
        has_offers: Whether the word at the cursor can be completed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("right", "right", "Complete or right", show=False),
        Binding("up", "step(-1)", "Earlier", show=False),
        Binding("down", "step(1)", "Later", show=False),
    ]

    class Completed(Message):
        """The word at the cursor shall be completed."""

    @dataclass
    class Stepped(Message):
        """Another completion, or another line, is wanted: the one before (−1) or after (1)."""

        by: int

    has_offers = False

    def action_complete(self) -> None:
        """Ask for completion."""
        self.post_message(self.Completed())

    def action_step(self, by: int) -> None:
        """Ask for the line or the completion before or after."""
        self.post_message(self.Stepped(by))

    def action_right(self) -> None:
        """Accept the completion at the end of the line; move on elsewhere."""
        if self.cursor_at_end and self.has_offers:
            self.action_complete()
        else:
            self.action_cursor_right()
