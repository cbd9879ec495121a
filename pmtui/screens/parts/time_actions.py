"""What is done about time, on whichever screen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pmtui.commands import Place
from pmtui.commands.time import LogFire, LogTime, NextDay, PreviousDay, StartStop
from pmtui.domain.overlap import Overlap
from pmtui.errors import PmtuiError
from pmtui.screens.parts.part import Part, handles
from pmtui.widgets.day_outline import GAP, RUNNING, gap_words
from pmtui.widgets.outline_item import OutlineItem

if TYPE_CHECKING:  # quick entry is loaded when it is first used
    from pmtui.usecases.timekeeping import Logged


class TimeActions(Part):
    """Log, start and stop, walk the days."""

    @handles(LogTime)
    def log_time(self) -> None:
        """Open the quick bar."""
        self.open_quick_bar()

    def log_gap(self) -> None:
        """Open the quick bar with the hours of the gap under the cursor, if it stands on one."""
        item = self.host.item
        gap = item is not None and item.key.startswith(GAP)
        self.open_quick_bar(f"{gap_words(item.key)} " if item is not None and gap else "")

    @handles(LogFire)
    def log_fire(self) -> None:
        """Open the quick bar for a fire."""
        self.open_quick_bar("fire ")

    @handles(StartStop)
    def start_stop(self) -> None:
        """Stop the running timer, ask when a forgotten one ended, or open the quick bar to start one."""
        board = self.host.boards.board
        if board is None or board.plan.timer is None:
            self.open_quick_bar("", "start")
            return
        from pmtui.usecases.timer_advice import forgotten_timer

        forgotten = forgotten_timer(self.host.session)
        if forgotten is None:
            self._stop(None)
            return
        from pmtui.screens.dialogs.forgotten_timer import ForgottenTimer

        self.host.app.push_screen(ForgottenTimer(self.host.session, forgotten), self._logged)

    def _stop(self, overlap: Overlap | None) -> None:
        """Stop the timer now; where its time was logged already, ask what happens to it."""
        from pmtui.usecases.timekeeping import stop_timer

        try:
            self._logged(stop_timer(self.host.session, "", overlap))
        except PmtuiError as error:
            if error.code == "E_OVERLAP":
                self._ask_overlap(error)
            else:
                self.host.report(error)

    def _ask_overlap(self, error: PmtuiError) -> None:
        from pmtui.screens.dialogs.overlap_dialog import OverlapDialog

        def chosen(choice: Overlap | None) -> None:
            if choice is not None:
                self._stop(choice)

        self.host.app.push_screen(OverlapDialog(error), chosen)

    def open_quick_bar(self, text: str = "", verb: str | None = None) -> None:
        """Open the quick bar with ``text`` in it."""
        from pmtui.screens.dialogs.quick_bar import QuickBar

        self.host.app.clear_notifications()  # they would lie over the line to type in
        self.host.app.push_screen(QuickBar(self.host.session, text, verb), self._logged)

    def _logged(self, logged: Logged | None) -> None:
        if logged is not None:
            self.host.changed()
            if logged.entry is not None and Place.TIME in self.host.places:
                self.host.outline(Place.TIME).go_to(logged.entry.ref)

    @handles(PreviousDay)
    def previous_day(self) -> None:
        """Show the day before."""
        self._show_day(-1)

    @handles(NextDay)
    def next_day(self) -> None:
        """Show the day after, up to today or the last day that was recorded, in a zone that is ahead."""
        self._show_day(1)

    def _show_day(self, step: int) -> None:
        boards = self.host.boards
        if boards.board is None:
            return
        day = boards.board.day + timedelta(days=step)
        if day <= boards.board.last_day:
            boards.day = None if day == boards.board.today else day
            self.host.reload()

    def open(self, item: OutlineItem) -> bool:
        """Fill a gap, or stop the timer."""
        if item.key.startswith(GAP):
            self.log_gap()
        elif item.key == RUNNING:
            self.start_stop()
        else:
            return False
        return True
