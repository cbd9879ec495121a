"""Commands of the daily kata."""

from __future__ import annotations

from pmtui.commands.command import Command, Context, Group


class CheckIn(Command):
    """Open the daily check-in."""

    id, keys, label, group = "check-in", ("c",), "check in", Group.KATA
    help = "Answer the five questions on the active target condition"
    rank, writes = 30, True

    @classmethod
    def footer_rank(cls, context: Context) -> int | None:
        """Return its place while a target condition is active."""
        return cls.rank if context.target else None


class CaptureObstacle(Command):
    """Write down an obstacle."""

    id, keys, label, group = "obstacle", ("o",), "obstacle", Group.KATA
    help = "Capture an obstacle to the target condition, from any pane"
    rank, writes = 72, True
