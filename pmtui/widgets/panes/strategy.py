"""The strategy as a pane."""

from __future__ import annotations

from textual.app import ComposeResult

from pmtui.domain.board import Board
from pmtui.domain.strategy import Objective, PlanState
from pmtui.widgets.empty_state import EmptyState
from pmtui.widgets.outline import Outline
from pmtui.widgets.pane import Pane
from pmtui.widgets.panes import empty_words
from pmtui.widgets.strategy_outline import DIRECTION, strategy_items
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.welcome import WORDS, welcome_items


class StrategyPane(Pane):
    """The lockup, or in an empty workspace the ways to begin."""

    def __init__(self, number: int, *, symbols: Symbols) -> None:
        super().__init__(number, "Strategy", id="strategy")
        self._symbols = symbols

    def compose(self) -> ComposeResult:
        """Lay out the words for an empty pane, and the list with what is rarely needed folded."""
        yield EmptyState(id="strategy-empty")
        outline = Outline(symbols=self._symbols, id="strategy-items")
        outline.folded.add(DIRECTION)
        yield outline

    def show(self, board: Board) -> None:
        """Show ``board``."""
        items = welcome_items() if board.is_empty else strategy_items(board, self._symbols)
        self.query_one(Outline).show_items(items)
        words = WORDS if board.is_empty else None if items else empty_words.NO_OBJECTIVE
        self.query_one(EmptyState).show(words)

    def start_cursor(self, board: Board) -> None:
        """Put the cursor where work goes on."""
        objectives = sorted(board.plan.all(Objective), key=lambda o: o.state is not PlanState.ACTIVE)
        if objectives:
            self.query_one(Outline).go_to(objectives[0].ref)
