"""Commands on the item under the cursor: add beside and below it, change it, move it, archive it."""

from __future__ import annotations

from typing import ClassVar

from pmtui.commands.command import BOARDS, EVERYWHERE, Command, Context, Group, Place
from pmtui.domain.documents import Kind
from pmtui.domain.states import LIFECYCLES

CHILD_KINDS = {
    Kind.GOAL: Kind.OBJECTIVE,
    Kind.OBJECTIVE: Kind.KEY_RESULT,
    Kind.KEY_RESULT: Kind.KEY_ACTION,
    Kind.VISION: Kind.CHALLENGE,
    Kind.CHALLENGE: Kind.TARGET,
    Kind.TARGET: Kind.OBSTACLE,
    Kind.OBSTACLE: Kind.EXPERIMENT,
}
"""What is made below an item of each kind."""

MEASURED = frozenset({Kind.GOAL, Kind.KEY_RESULT, Kind.CHALLENGE, Kind.TARGET})


class _OnItem(Command):
    """A command that needs an item under the cursor."""

    group: ClassVar[Group] = Group.ITEM
    needs: ClassVar[str] = "Choose an item first."

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether there is an item."""
        return context.kind is not None


class NewSibling(Command):
    """Add an item of the same kind."""

    id, keys, label, group = "new", ("n",), "new", Group.ITEM
    help = "Add an item like this one; in the time pane, log time"
    rank, writes = 40, True


class NewChild(_OnItem):
    """Add an item below this one."""

    id, keys, label = "new-child", ("N",), "new below"
    help = "Add the next layer below this item: key result, key action, obstacle, step"
    rank, writes = 45, True
    places: ClassVar[frozenset[Place]] = BOARDS
    needs: ClassVar[str] = "Nothing goes below this item; n adds one beside it."

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether something goes below the item."""
        return context.kind in CHILD_KINDS


class Edit(_OnItem):
    """Change the fields of this item."""

    id, keys, label = "edit", ("e",), "edit"
    help = "Change the fields of this item"
    rank, writes = 50, True


class Move(_OnItem):
    """Move this item to another state."""

    id, keys, label = "move", ("m",), "move"
    help = "Move this item to another state: active, done, achieved, current, running …"
    rank, writes = 55, True
    places: ClassVar[frozenset[Place]] = BOARDS
    needs: ClassVar[str] = "This item has no states to move through."

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether the item has states."""
        return context.kind in LIFECYCLES


class Toggle(_OnItem):
    """Mark a key action done, or fold a branch."""

    id, keys, label = "toggle", ("space",), "done"
    help = "Mark a key action done or open it again; fold or unfold anything else"
    rank = 33

    @classmethod
    def footer_label(cls, context: Context) -> str:
        """Return what it does to the item."""
        if context.kind is Kind.KEY_ACTION:
            return "re-open" if context.state == "done" else "done"
        return "fold"

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether there are branches or key actions."""
        return context.place is not Place.TIME

    @classmethod
    def footer_rank(cls, context: Context) -> int | None:
        """Return its place for key actions only."""
        return cls.rank if context.kind is Kind.KEY_ACTION else None


class AddReading(_OnItem):
    """Add a measured value."""

    id, keys, label = "reading", ("r",), "reading"
    help = "Add a reading: the measured value today or on another day"
    rank, writes = 34, True
    places: ClassVar[frozenset[Place]] = BOARDS
    needs: ClassVar[str] = "Readings belong to key results and target conditions."

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether the item can be measured."""
        return context.kind in MEASURED


class Archive(_OnItem):
    """Delete this item; undo brings it back."""

    id, keys, label = "archive", ("d", "delete"), "delete"
    help = "Delete (archive) this item and what belongs to it; undo brings it back"
    rank, writes = 80, True


class CopyMarkdown(_OnItem):
    """Copy this item as Markdown."""

    id, keys, label = "copy", ("y",), "copy"
    help = "Copy this item and what is below it as Markdown"
    rank = 90
    places: ClassVar[frozenset[Place]] = EVERYWHERE
