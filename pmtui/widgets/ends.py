"""A line with something at both ends."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pmtui.widgets.alignment import spread


class Ends(Widget):
    """One line: the left end gives way, the right end stays."""

    DEFAULT_CSS = """
    Ends { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left = self._right = Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show both ends."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        """Return the line for the width it has."""
        return spread(self._left, self._right, self.size.width)
