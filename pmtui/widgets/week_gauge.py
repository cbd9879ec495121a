"""This week's time as one stacked bar against the goal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.duration_words import duration_text
from pmtui.domain.modes import Mode
from pmtui.domain.share_words import unbroken_share
from pmtui.domain.shares import TimeSummary
from pmtui.widgets.alignment import spread, together
from pmtui.widgets.board_lines import BoardLines
from pmtui.widgets.colours import MODE, QUIET, TITLE

ORDER = (Mode.FIREFIGHT, Mode.STRATEGIC, Mode.PLANNED, Mode.ADMIN, Mode.UNSORTED)
_NAMES = {
    Mode.FIREFIGHT: "fire",
    Mode.STRATEGIC: "strategic",
    Mode.PLANNED: "planned",
    Mode.ADMIN: "admin",
    Mode.UNSORTED: "unsorted",
}


class WeekGauge(BoardLines):
    """Firefighting, strategic, planned, admin and unsorted time of the week, with goal and coverage."""

    def lines(self, board: Board, width: int) -> list[Content]:
        """Return the lines of the gauge."""
        week = board.week
        limit = float(board.plan.workspace.max_firefight)
        if not week.total:
            goal = Content.styled(f"goal: fire {self.symbols.most} {unbroken_share(limit)}", QUIET)
            return [
                spread(Content.styled("This week", TITLE), goal, width),
                Content.styled("nothing logged yet", QUIET),
            ]
        return [
            self._heading(week, limit, width),
            self._bar(week, width),
            self._tick(limit, width),
            *self._legend(week, width),
            self._trust(week),
        ]

    def _heading(self, week: TimeSummary, limit: float, width: int) -> Content:
        share = week.shares[Mode.FIREFIGHT]
        title = Content.styled("This week", TITLE)
        if share is None:
            return spread(
                title, Content.styled(f"{duration_text(week.total)} h, shares from 5 h on", QUIET), width
            )
        style = "bold $text-error" if share > limit else "$text-success"
        goal = f"goal {self.symbols.most} {unbroken_share(limit)}"
        fire = Content.styled(f"fire {unbroken_share(share)}", style)
        return spread(title, Content.assemble(fire, "  ", (goal, QUIET)), width)

    def _bar(self, week: TimeSummary, width: int) -> Content:
        cells = shared_out(week.minutes, width)
        return Content.assemble(*((self.symbols.fill[mode] * cells[mode], MODE[mode]) for mode in ORDER))

    def _tick(self, limit: float, width: int) -> Content:
        place = min(width - 1, round(limit * width))
        words = f"{self.symbols.tick} fire goal"
        if place + len(words) > width:
            words = self.symbols.tick
        return Content.styled(" " * place + words, QUIET)

    def _legend(self, week: TimeSummary, width: int) -> list[Content]:
        parts = [
            Content.assemble(
                (self.symbols.fill[mode], MODE[mode]),
                f" {_NAMES[mode]} ",
                (duration_text(week.minutes[mode]), TITLE),
            )
            for mode in ORDER
            if week.minutes[mode] or mode not in (Mode.ADMIN, Mode.UNSORTED)
        ]
        if week.running is not None:
            minutes = duration_text(week.running.minutes)
            parts.append(Content.assemble(f"{self.symbols.running} running ", (minutes, TITLE)))
        cell = max(part.cell_length for part in parts) + 2
        a_row = max(1, (width + 2) // cell)
        padded = [part.pad_right(cell - part.cell_length) for part in parts]
        rows = (padded[i : i + a_row] for i in range(0, len(parts), a_row))
        return [Content("").join(row).rstrip() for row in rows]

    def _trust(self, week: TimeSummary) -> Content:
        if week.coverage is None:
            return Content.styled("no working time yet this week", QUIET)
        words = f"coverage {unbroken_share(week.coverage)}"
        if week.total and week.minutes[Mode.UNSORTED]:
            words += (
                f"  {self.symbols.dot}  unsorted {unbroken_share(week.minutes[Mode.UNSORTED] / week.total)}"
            )
        thin = Content.styled("thin data", "$text-warning") if week.thin_data else ""
        return together(Content.styled(words, QUIET), thin)


def shared_out(minutes: Mapping[Mode, int], width: int) -> dict[Mode, int]:
    """Return how many of ``width`` cells each mode gets: in proportion, together exactly ``width``."""
    total = sum(minutes.values())
    ends = [round(sum_ * width / total) for sum_ in accumulate(minutes[mode] for mode in ORDER)]
    return {mode: end - start for mode, start, end in zip(ORDER, [0, *ends], ends, strict=False)}
