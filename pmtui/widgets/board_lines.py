"""What widgets have in common that show a few lines about the board, each cut to the width there is."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pmtui.domain.board import Board
from pmtui.widgets.alignment import fitted
from pmtui.widgets.symbols import UNICODE, Symbols


class BoardLines(Widget):
    """Lines of text about the board that was shown last; none before."""

    DEFAULT_CSS = """
    BoardLines { height: auto; width: 1fr; }
    """

    def __init__(self, *, symbols: Symbols = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._board: Board | None = None

    def show(self, board: Board) -> None:
        """Show ``board`` from now on."""
        self._board = board
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines, each cut to the width of the widget."""
        width = self.size.width
        return Content("\n").join(fitted(line, width) for line in self._lines(width))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return how many lines there are."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return self.lines(self._board, width) if self._board is not None else []

    def lines(self, board: Board, width: int) -> list[Content]:
        """Return the lines about ``board``."""
        raise NotImplementedError
