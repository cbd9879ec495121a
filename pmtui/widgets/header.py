"""The line at the top: whose workspace, which day, what is running."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pmtui.domain.board import Board
from pmtui.domain.date_words import dated, short_date
from pmtui.domain.duration_words import duration_text
from pmtui.widgets.alignment import fitted, shown
from pmtui.widgets.colours import MODE, QUIET, TITLE
from pmtui.widgets.symbols import UNICODE, Symbols

_WIDE = 100


class CockpitHeader(Widget):
    """Workspace and DEMO badge at the left, date and week in the middle, the running timer at the right."""

    DEFAULT_CSS = """
    CockpitHeader { height: 1; color: $foreground; }
    """

    def __init__(self, *, demo: bool = False, symbols: Symbols = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.demo = demo
        self.symbols = symbols
        self._board: Board | None = None

    def show(self, board: Board) -> None:
        """Show the names, the day and the timer of ``board``."""
        self._board = board
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        if self._board is None:
            return Content(" pmtui")
        width = self.size.width
        left, middle, right = self._left(self._board), self._day(self._board, width), self._timer(self._board)
        right = fitted(right, max(0, width * 2 // 5))
        left = fitted(left, max(8, width - right.cell_length - middle.cell_length - 4))
        start = max((width - middle.cell_length) // 2, left.cell_length + 2)
        start = min(start, width - right.cell_length - middle.cell_length - 2)
        line = Content.assemble(left, " " * (start - left.cell_length), middle)
        return Content.assemble(line, " " * (width - line.cell_length - right.cell_length), right)

    def _left(self, board: Board) -> Content:
        name = board.plan.workspace.name.strip() or board.plan.workspace.product.strip() or "pmtui"
        badge = (
            Content.styled(" DEMO ", "bold $background on $warning") + Content(" ")
            if self.demo
            else Content("")
        )
        return badge + shown(name, TITLE)

    def _day(self, board: Board, width: int) -> Content:
        week = board.plan.working_time.week_name(board.today).week
        if width >= _WIDE:
            return Content.styled(f"{dated(board.today)}, week {week}", QUIET)
        return Content.styled(f"{short_date(board.today)}, w{week}", QUIET)

    def _timer(self, board: Board) -> Content:
        timer = board.plan.timer
        if timer is None:
            return Content("")
        text = shown(timer.text) if timer.text else Content(timer.mode.value)
        return Content.assemble(
            (f"{self.symbols.running} {duration_text(timer.minutes_at(board.now))} ", "bold $text-accent"),
            (f"{self.symbols.mode[timer.mode]} ", MODE[timer.mode]),
            text,
        )
