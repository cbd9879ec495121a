"""What the cockpit does about time and the daily check-in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pmtui.commands import Place
from pmtui.domain.documents import Kind
from pmtui.domain.kata import CoachingCycle, TargetCondition, TargetState
from pmtui.domain.overlap import Overlap
from pmtui.domain.plan import is_open
from pmtui.errors import PmtuiError
from pmtui.screens.item_actions import ItemActions
from pmtui.widgets.fire_line import FireLine
from pmtui.widgets.kata_outline import target_above

if TYPE_CHECKING:  # quick entry is loaded when it is first used
    from pmtui.usecases.timekeeping import Logged


class TimeActions(ItemActions):
    """Log, start and stop, walk the days, check in, capture obstacles."""

    def action_log_time(self) -> None:
        """Open the quick bar."""
        self.open_quick_bar()

    def action_log_fire(self) -> None:
        """Open the quick bar for a fire."""
        self.open_quick_bar("fire ")

    def action_start_stop(self) -> None:
        """Stop the running timer, ask when a forgotten one ended, or open the quick bar to start one."""
        if self.board is None or self.board.plan.timer is None:
            self.open_quick_bar("", "start")
            return
        from pmtui.usecases.timer_advice import forgotten_timer

        forgotten = forgotten_timer(self.session)
        if forgotten is None:
            self._stop(None)
            return
        from pmtui.screens.dialogs.forgotten_timer import ForgottenTimer

        self.app.push_screen(ForgottenTimer(self.session, forgotten), self._logged)

    def _stop(self, overlap: Overlap | None) -> None:
        """Stop the timer now; where its time was logged already, ask what happens to it."""
        from pmtui.usecases.timekeeping import stop_timer

        try:
            self._logged(stop_timer(self.session, "", overlap))
        except PmtuiError as error:
            if error.code == "E_OVERLAP":
                self._ask_overlap(error)
            else:
                self.report(error)

    def _ask_overlap(self, error: PmtuiError) -> None:
        from pmtui.screens.dialogs.overlap_dialog import OverlapDialog

        def chosen(choice: Overlap | None) -> None:
            if choice is not None:
                self._stop(choice)

        self.app.push_screen(OverlapDialog(error), chosen)

    def open_quick_bar(self, text: str = "", verb: str | None = None) -> None:
        """Open the quick bar with ``text`` in it."""
        from pmtui.screens.dialogs.quick_bar import QuickBar

        self.app.clear_notifications()  # they would lie over the line to type in
        self.app.push_screen(QuickBar(self.session, text, verb), self._logged)

    def _logged(self, logged: Logged | None) -> None:
        if logged is not None:
            self.changed()
            if logged.entry is not None:
                self.outline(Place.TIME).go_to(logged.entry.ref)

    def action_previous_day(self) -> None:
        """Show the day before."""
        self._show_day(-1)

    def action_next_day(self) -> None:
        """Show the day after, up to today or the last day that was recorded, in a zone that is ahead."""
        self._show_day(1)

    def _show_day(self, step: int) -> None:
        if self.board is None:
            return
        day = self.board.day + timedelta(days=step)
        if day <= self.board.last_day:
            self.day = None if day == self.board.today else day
            self.reload()

    def action_check_in(self) -> None:
        """Open the check-in on the target condition shown, or on the one unchecked longest."""
        target = self._target()
        self.open_check_in(target.ref if target is not None and target.state is TargetState.ACTIVE else None)

    def open_check_in(self, ref: str | None) -> None:
        """Open the check-in on ``ref``; None: on what needs it most."""
        from pmtui.screens.check_in.screen import CheckInScreen

        try:
            self.app.push_screen(CheckInScreen(self.session, ref), self._checked_in)
        except PmtuiError as error:
            self.report(error)

    def _checked_in(self, cycle: CoachingCycle | None) -> None:
        if cycle is not None:
            self.changed()

    def action_capture_obstacle(self) -> None:
        """Open the form for an obstacle to the target condition shown."""
        target = self._target()
        if target is None or not is_open(target):
            self.say(
                "An obstacle stands in the way of a target condition.", "Add one first, in the kata pane."
            )
            return
        self.add(Kind.OBSTACLE, {"target": target.ref, **self._burning()})

    def _burning(self) -> dict[str, str]:
        """What an obstacle starts with in the time pane while a fire is shown there that keeps coming back."""
        fire = self.board.fire if self.board is not None and self.place is Place.TIME else None
        if fire is None or not self.query_one(FireLine).display:
            return {}
        return {"text": f"Fires keep coming back: {fire.words}"}

    def _target(self) -> TargetCondition | None:
        """The target condition under the cursor of the kata pane, or else the active one."""
        if self.board is None:
            return None
        item = self.outline(Place.KATA).current
        active = self.board.plan.active_targets()
        return target_above(self.board, item.key if item else None) or (active[0] if active else None)
