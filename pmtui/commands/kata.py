"""Commands of the daily kata."""

from __future__ import annotations

from typing import ClassVar

from pmtui.commands.command import Command, Context, Group


class CheckIn(Command):
    """Open the daily check-in."""

    id, keys, label, group = "check-in", ("c",), "check in", Group.KATA
    help = "Answer the five questions on the active target condition"
    action, rank, writes = "check_in", 30, True
    needs: ClassVar[str] = "No target condition is active: give one a reading (r), then move it to active (m)."

    @classmethod
    def applies(cls, context: Context) -> bool:
        return context.target


class CaptureObstacle(Command):
    """Write down an obstacle."""

    id, keys, label, group = "obstacle", ("o",), "obstacle", Group.KATA
    help = "Capture an obstacle to the target condition, from any pane"
    action, rank, writes = "capture_obstacle", 72, True
    needs: ClassVar[str] = "An obstacle stands in the way of a target condition: add one first, in the kata pane."
