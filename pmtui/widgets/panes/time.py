"""The time log as a pane."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.date_words import dated
from pmtui.domain.duration_words import duration_text
from pmtui.domain.fires import RecurringFire
from pmtui.widgets.colours import TITLE
from pmtui.widgets.day_outline import day_items
from pmtui.widgets.empty_state import EmptyState
from pmtui.widgets.ends import Ends
from pmtui.widgets.fire_line import FireLine
from pmtui.widgets.outline import Outline
from pmtui.widgets.pane import Pane
from pmtui.widgets.panes import empty_words
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.week_days import WeekDays
from pmtui.widgets.week_gauge import WeekGauge


class TimePane(Pane):
    """How the week is split, the entries of one day, the fire that keeps coming back, and the days of the week."""

    def __init__(self, number: int, *, symbols: Symbols) -> None:
        super().__init__(number, "Time", id="time")
        self._symbols = symbols
        self._fire: RecurringFire | None = None

    def compose(self) -> ComposeResult:
        """Lay out the week, the day, and the days of the week."""
        yield WeekGauge(symbols=self._symbols, id="time-week")
        yield Ends(id="time-day")
        yield EmptyState(id="time-empty")
        yield Outline(symbols=self._symbols, id="time-items")
        yield FireLine(id="time-fire")
        yield WeekDays(symbols=self._symbols, id="time-days")

    @property
    def told_fire(self) -> RecurringFire | None:
        """The fire that keeps coming back, while it is told here."""
        return self._fire if self.query_one(FireLine).display else None

    def show(self, board: Board) -> None:
        """Show ``board``."""
        self._fire = board.fire
        self.query_one(WeekGauge).show(board)
        self.query_one(FireLine).show(board.fire)
        days = self.query_one(WeekDays)
        days.show(board)
        days.set_class(not board.week.total, "-bare")
        items = day_items(board, self._symbols)
        self.query_one(Outline).show_items(items)
        today = board.day == board.today
        words = empty_words.NO_TIME_TODAY if today else empty_words.NO_TIME_THAT_DAY
        self.query_one(EmptyState).show(None if items else words)
        self._show_heading(board)

    def _show_heading(self, board: Board) -> None:
        minutes = sum(part.minutes for part in board.parts(board.day, board.day))
        running = board.running(board.day, board.day)
        of_it = f", {duration_text(running.minutes)} running" if running else ""
        day = "Today" if board.day == board.today else dated(board.day)
        total = f"{duration_text(minutes)} h{of_it}" if minutes else ""
        self.query_one(Ends).show(Content.styled(day, TITLE), Content.styled(total, TITLE))
