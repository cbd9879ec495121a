"""What a command of the app is: one class that owns its name, keys, words and when it applies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pmtui.domain.documents import Kind


class Place(StrEnum):
    """Where a command can be given: one of the panes."""

    STRATEGY = "strategy"
    KATA = "kata"
    TIME = "time"


EVERYWHERE = frozenset(Place)
BOARDS = frozenset({Place.STRATEGY, Place.KATA})
ONLY_TIME = frozenset({Place.TIME})


class Group(StrEnum):
    """Headings under which help and palette list commands, in this order."""

    ITEM = "This item"
    TIME = "Time"
    KATA = "Check-in"
    FIND = "Find"
    UNDO = "Undo"
    VIEW = "View"


@dataclass(frozen=True, slots=True)
class Context:
    """What a command looks at to tell whether it applies.

    Attributes:
        place: The pane that has the keyboard.
        kind: Kind of the item under the cursor; None when there is none.
        state: Its state, empty when it has none.
        timer: Whether the timer runs.
        writable: Whether the store can be written; False behind the read-only banner.
        target: Whether an active target condition is there to check in on.
    """

    place: Place
    kind: Kind | None = None
    state: str = ""
    timer: bool = False
    writable: bool = True
    target: bool = False


class Command:
    """One thing a user can ask for.

    Attributes:
        id: Stable name, for remapping keys: ``[keys]`` in settings.toml.
        keys: Default keys, the first one shown.
        label: At most two words for the footer.
        help: One line for help and palette.
        group: Heading it is listed under.
        rank: Place in the footer, low first; None keeps it out.
        places: Panes in which its keys work.
        needs: What is missing when it is not enabled, a whole sentence.
        writes: Whether it changes the store.
    """

    id: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    label: ClassVar[str]
    help: ClassVar[str]
    group: ClassVar[Group]
    rank: ClassVar[int | None] = None
    places: ClassVar[frozenset[Place]] = EVERYWHERE
    needs: ClassVar[str] = "That does not apply here."
    writes: ClassVar[bool] = False

    @classmethod
    def enabled(cls, context: Context) -> bool:
        """Tell whether the command can be given in ``context``."""
        if cls.writes and not context.writable:
            return False
        return context.place in cls.places and cls.applies(context)

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Tell whether what the command works on is there; places and writing are checked already."""
        return True

    @classmethod
    def footer_label(cls, context: Context) -> str:
        """Return the words for the footer, which may depend on ``context``."""
        return cls.label

    @classmethod
    def footer_rank(cls, context: Context) -> int | None:
        """Return its place in the footer, low first; None keeps it out."""
        return cls.rank


CommandClass = type[Command]
