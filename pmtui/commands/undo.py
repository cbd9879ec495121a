"""Commands that take back and bring back."""

from __future__ import annotations

from pmtui.commands.command import Command, Group


class Undo(Command):
    """Take back the latest change."""

    id, keys, label, group = "undo", ("u", "ctrl+z"), "undo", Group.UNDO
    help = "Take back the latest change; again for the one before"
    rank, writes = 60, True


class Redo(Command):
    """Bring back what was undone."""

    id, keys, label, group = "redo", ("ctrl+r", "ctrl+y"), "redo", Group.UNDO
    help = "Bring back what was undone last"
    writes = True
