"""The days of this week as stacked bars, one line each."""

from __future__ import annotations

from datetime import date, timedelta

from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.date_words import WEEKDAY_LABELS
from pmtui.domain.duration_words import duration_text
from pmtui.domain.modes import Mode
from pmtui.widgets.board_lines import BoardLines
from pmtui.widgets.colours import MODE, QUIET, TITLE
from pmtui.widgets.week_gauge import ORDER, shared_out

_LABEL = 4
_HOURS = 7
_MARK = 2
_FULL_DAY = 480


class WeekDays(BoardLines):
    """One bar for each day up to today, all on the same scale; today is marked, and what is running still."""

    def _days(self, board: Board) -> dict[date, dict[Mode, int]]:
        first, last = board.plan.working_time.week_of(board.today)
        days = {first + timedelta(days=n): dict.fromkeys(Mode, 0) for n in range((last - first).days + 1)}
        for part in board.parts(first, last):
            days[part.day][part.entry.mode] += part.minutes
        working_time = board.plan.working_time
        if not any(any(spent.values()) for spent in days.values()):
            return {}
        return {
            day: spent
            for day, spent in days.items()
            if working_time.is_working_day(day) or any(spent.values())
        }

    def lines(self, board: Board, width: int) -> list[Content]:
        """Return one line for each day that has minutes or working time."""
        days = self._days(board)
        runs = {day for day in days if board.running(day, day) is not None}
        longest = max([_FULL_DAY, *(sum(spent.values()) for spent in days.values())])
        room = max(1, width - _LABEL - _HOURS - (_MARK if runs else 0))
        lines = {day: self._line(day, spent, room, longest, board.today) for day, spent in days.items()}
        mark = Content.styled(f" {self.symbols.running}", "$text-accent")
        return [line + mark if day in runs else line for day, line in lines.items()]

    def _line(self, day: date, spent: dict[Mode, int], room: int, longest: int, today: date) -> Content:
        total = sum(spent.values())
        label = (f"{WEEKDAY_LABELS[day.weekday()]} ", TITLE if day == today else QUIET)
        if not total:
            return Content.assemble(label)
        cells = shared_out(spent, max(1, round(total / longest * room)))
        bar = Content.assemble(*((self.symbols.fill[mode] * cells[mode], MODE[mode]) for mode in ORDER))
        return Content.assemble(label, bar, (f" {duration_text(total)}", TITLE if day == today else QUIET))
