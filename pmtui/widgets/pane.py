"""A bordered third of the cockpit; its border shows whether it has the keyboard."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content


class Pane(Vertical):
    """One pane with its number and name in the border."""

    DEFAULT_CSS = """
    Pane {
        width: 1fr;
        height: 1fr;
        border: round $foreground 30%;
        border-title-color: $foreground 60%;
        border-subtitle-color: $foreground 60%;
        padding: 0 1 0 0;
        &:focus-within {
            border: round $accent;
            border-title-color: $text-accent;
            border-title-style: bold;
        }
    }
    """

    def __init__(self, number: int, name: str, *, id: str) -> None:
        super().__init__(id=id)
        self.border_title = Content(f"{number} {name}")
