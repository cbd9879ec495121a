"""Commands of the time log."""

from __future__ import annotations

from typing import ClassVar

from pmtui.commands.command import ONLY_TIME, Command, Context, Group, Place


class LogTime(Command):
    """Open the quick bar."""

    id, keys, label, group = "log", ("l",), "log", Group.TIME
    help = "Log time in one line: 45m pricing tiers >KR1"
    rank, writes = 10, True


class StartStop(Command):
    """Start the timer, or stop it and log what it measured."""

    id, keys, label, group = "timer", ("s",), "start timer", Group.TIME
    help = "Start the timer; stop it and log the time when it runs"
    rank, writes = 20, True

    @classmethod
    def footer_label(cls, context: Context) -> str:
        """Return what it does now."""
        return "stop timer" if context.timer else "start timer"


class LogFire(Command):
    """Log a fire."""

    id, keys, label, group = "fire", ("f",), "fire", Group.TIME
    help = "Log a fire: unplanned work that could not wait"
    rank, writes = 70, True


class PreviousDay(Command):
    """Show the day before."""

    id, keys, label, group = "previous-day", ("left_square_bracket",), "day before", Group.TIME
    help = "Show the day before"
    rank = 42
    places: ClassVar[frozenset[Place]] = ONLY_TIME


class NextDay(Command):
    """Show the day after, up to today."""

    id, keys, label, group = "next-day", ("right_square_bracket",), "day after", Group.TIME
    help = "Show the day after, up to today"
    rank = 73
    places: ClassVar[frozenset[Place]] = ONLY_TIME
