"""The kata as a pane."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from pmtui.domain.board import Board
from pmtui.widgets.empty_state import EmptyState
from pmtui.widgets.kata_outline import default_key, kata_items, target_above
from pmtui.widgets.outline import Outline
from pmtui.widgets.pane import Pane
from pmtui.widgets.panes import empty_words
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.target_card import TargetCard, TargetFoot, TargetHead
from pmtui.widgets.trend_chart import TrendChart


class KataPane(Pane):
    """The list from vision to experiment, and above it the target condition that the cursor stands on or under."""

    def __init__(self, number: int, *, symbols: Symbols) -> None:
        super().__init__(number, "Kata", id="kata")
        self._symbols = symbols
        self._board: Board | None = None

    def compose(self) -> ComposeResult:
        """Lay out the words for an empty pane, the target condition, and the list."""
        yield EmptyState(id="kata-empty")
        yield TargetHead(symbols=self._symbols, id="kata-head")
        yield TrendChart(symbols=self._symbols, id="kata-chart")
        yield TargetFoot(symbols=self._symbols, id="kata-foot")
        yield Outline(symbols=self._symbols, indent=1, id="kata-items")

    def show(self, board: Board) -> None:
        """Show ``board``; where the list was empty, the cursor goes to where work goes on."""
        self._board = board
        outline = self.query_one(Outline)
        filled = not outline.shown_items and not outline.filter_words
        outline.show_items(kata_items(board, self._symbols))
        if filled:
            outline.go_to(default_key(board) or "")
        self._show_target(board)

    @on(Outline.Moved)
    def _cursor_moved(self) -> None:
        if self._board is not None:
            self._show_target(self._board)

    def _show_target(self, board: Board) -> None:
        outline = self.query_one(Outline)
        item = outline.current
        target = target_above(board, item.key if item else None)
        words = None
        if target is None:
            words = empty_words.NO_TARGET if outline.shown_items else empty_words.NO_CHALLENGE
        self.query_one(EmptyState).show(words)
        outline.set_class(not outline.shown_items, "-bare")
        for card in self.query(TargetCard):
            card.show(board, target)
            card.set_class(target is None, "-no-target")
        chart = self.query_one(TrendChart)
        chart.set_class(target is None, "-no-target")
        if target is not None:
            chart.show(target.metric, target.readings, board.today)
