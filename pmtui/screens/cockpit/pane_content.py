"""Puts a board into the widgets of the three panes."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from pmtui.commands import Place
from pmtui.domain.board import Board
from pmtui.domain.date_words import dated
from pmtui.domain.duration_words import duration_text
from pmtui.domain.strategy import Objective, PlanState
from pmtui.screens.cockpit import empty_words
from pmtui.widgets.colours import TITLE
from pmtui.widgets.day_outline import day_items
from pmtui.widgets.empty_state import EmptyState
from pmtui.widgets.ends import Ends
from pmtui.widgets.fire_line import FireLine
from pmtui.widgets.kata_outline import default_key, kata_items, target_above
from pmtui.widgets.outline import Outline
from pmtui.widgets.strategy_outline import DIRECTION, strategy_items
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.target_card import TargetCard
from pmtui.widgets.trend_chart import TrendChart
from pmtui.widgets.week_days import WeekDays
from pmtui.widgets.week_gauge import WeekGauge
from pmtui.widgets.welcome import WORDS, welcome_items


class PaneContent:
    """Knows which widget shows what of a board; keeps no state of its own."""

    def __init__(self, screen: Screen[None], symbols: Symbols) -> None:
        self._screen = screen
        self._symbols = symbols

    def show(self, board: Board) -> None:
        """Show ``board`` in all three panes."""
        self._show_strategy(board)
        kata = self._outline(Place.KATA)
        filled = not kata.shown_items and not kata.filter_words
        kata.show_items(kata_items(board, self._symbols))
        if filled:
            kata.go_to(default_key(board) or "")
        self.show_target(board)
        self._show_time(board)

    def fold_rare(self) -> None:
        """Fold what is rarely needed; before the first board is shown."""
        self._outline(Place.STRATEGY).folded.add(DIRECTION)

    def start_cursor(self, board: Board) -> None:
        """Put the cursor of the strategy pane where work goes on; the kata pane does so when it is filled."""
        objectives = sorted(board.plan.all(Objective), key=lambda o: o.state is not PlanState.ACTIVE)
        if objectives:
            self._outline(Place.STRATEGY).go_to(objectives[0].ref)

    def _outline(self, place: Place) -> Outline:
        return self._screen.query_one(f"#{place.value}-items", Outline)

    def _empty(self, place: Place) -> EmptyState:
        return self._screen.query_one(f"#{place.value}-empty", EmptyState)

    def _show_strategy(self, board: Board) -> None:
        items = welcome_items() if board.is_empty else strategy_items(board, self._symbols)
        self._outline(Place.STRATEGY).show_items(items)
        words = WORDS if board.is_empty else None if items else empty_words.NO_OBJECTIVE
        self._empty(Place.STRATEGY).show(words)

    def show_target(self, board: Board) -> None:
        """Show the target condition that the cursor of the kata pane stands on or under."""
        outline = self._outline(Place.KATA)
        item = outline.current
        target = target_above(board, item.key if item else None)
        words = None
        if target is None:
            words = empty_words.NO_TARGET if outline.shown_items else empty_words.NO_CHALLENGE
        self._empty(Place.KATA).show(words)
        outline.set_class(not outline.shown_items, "-bare")
        for card in self._screen.query(TargetCard):
            card.show(board, target)
            card.set_class(target is None, "-no-target")
        chart = self._screen.query_one(TrendChart)
        chart.set_class(target is None, "-no-target")
        if target is not None:
            chart.show(target.metric, target.readings, board.today)

    def _show_time(self, board: Board) -> None:
        self._screen.query_one(WeekGauge).show(board)
        self._screen.query_one(FireLine).show(board.fire)
        days = self._screen.query_one(WeekDays)
        days.show(board)
        days.set_class(not board.week.total, "-bare")
        items = day_items(board, self._symbols)
        self._outline(Place.TIME).show_items(items)
        today = board.day == board.today
        words = empty_words.NO_TIME_TODAY if today else empty_words.NO_TIME_THAT_DAY
        self._empty(Place.TIME).show(None if items else words)
        minutes = sum(part.minutes for part in board.parts(board.day, board.day))
        running = board.running(board.day, board.day)
        of_it = f", {duration_text(running.minutes)} running" if running else ""
        heading = Content.styled("Today" if today else dated(board.day), TITLE)
        total = Content.styled(f"{duration_text(minutes)} h{of_it}" if minutes else "", TITLE)
        self._screen.query_one(Ends).show(heading, total)
