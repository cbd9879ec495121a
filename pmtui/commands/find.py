"""Commands that find things."""

from __future__ import annotations

from pmtui.commands.command import Command, Context, Group


class Filter(Command):
    """Show only what matches."""

    id, keys, label, group = "filter", ("/",), "filter", Group.FIND
    help = "Show only what matches what you type; esc shows all again"
    rank = 75


class Jump(Command):
    """Go to one of the user's own items."""

    id, keys, label, group = "jump", ("ctrl+o",), "jump", Group.FIND
    help = "Jump to an item by its name or ref"


class Palette(Command):
    """List every command, and find items."""

    id, keys, label, group = "palette", ("ctrl+p",), "palette", Group.FIND
    help = "Every command with its key, and your own items"
    rank = 98

    @classmethod
    def footer_label(cls, context: Context) -> str:
        """Return the word for the footer."""
        return "find"


class Help(Command):
    """Explain the keys of this pane."""

    id, keys, label, group = "help", ("question_mark", "f1"), "help", Group.FIND
    help = "The keys that work here, and the term of method under the cursor"
    rank = 99

    @classmethod
    def footer_label(cls, context: Context) -> str:
        """Return the word for the footer."""
        return "more"
