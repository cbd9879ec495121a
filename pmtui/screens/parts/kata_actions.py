"""What is done about the kata, on whichever screen: the daily check-in, and an obstacle at any time."""

from __future__ import annotations

from collections.abc import Callable

from pmtui.commands import Place
from pmtui.commands.kata import CaptureObstacle, CheckIn
from pmtui.domain.documents import Kind
from pmtui.domain.fires import RecurringFire
from pmtui.domain.kata import CoachingCycle, TargetCondition, TargetState
from pmtui.domain.plan import is_open
from pmtui.errors import PmtuiError
from pmtui.screens.parts.item_actions import ItemActions
from pmtui.screens.parts.part import Host, Part, handles
from pmtui.widgets.kata_outline import target_above


def _no_fire() -> RecurringFire | None:
    return None


class KataActions(Part):
    """Check in, capture obstacles."""

    def __init__(
        self, host: Host, items: ItemActions, fire: Callable[[], RecurringFire | None] = _no_fire
    ) -> None:
        """Work for ``host``.

        Args:
            host: The screen.
            items: What opens the form of an obstacle.
            fire: Returns the fire that is told where the keyboard is: an obstacle captured there is about it.
        """
        super().__init__(host)
        self._items = items
        self._fire = fire

    @handles(CheckIn)
    def check_in(self) -> None:
        """Open the check-in on the target condition shown, or on the one unchecked longest."""
        target = self._target()
        self.open_check_in(target.ref if target is not None and target.state is TargetState.ACTIVE else None)

    def open_check_in(self, ref: str | None) -> None:
        """Open the check-in on ``ref``; None: on what needs it most."""
        from pmtui.screens.check_in.screen import CheckInScreen

        try:
            self.host.app.push_screen(CheckInScreen(self.host.session, ref), self._checked_in)
        except PmtuiError as error:
            self.host.report(error)

    def _checked_in(self, cycle: CoachingCycle | None) -> None:
        if cycle is not None:
            self.host.changed()

    @handles(CaptureObstacle)
    def capture_obstacle(self) -> None:
        """Open the form for an obstacle to the target condition shown."""
        target = self._target()
        if target is None or not is_open(target):
            self.host.say(
                "An obstacle stands in the way of a target condition.", "Add one first, in the kata pane."
            )
            return
        fire = self._fire()
        burning = {} if fire is None else {"text": f"Fires keep coming back: {fire.words}"}
        self._items.add(Kind.OBSTACLE, {"target": target.ref, **burning})

    def _target(self) -> TargetCondition | None:
        """The target condition under the cursor of the kata outline, or else the active one."""
        board = self.host.boards.board
        if board is None:
            return None
        item = self.host.outline(Place.KATA).current if Place.KATA in self.host.places else None
        active = board.plan.active_targets()
        return target_above(board, item.key if item else None) or (active[0] if active else None)
