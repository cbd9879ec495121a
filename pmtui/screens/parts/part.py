"""What a part of a screen is: it carries out some commands, and asks its screen for what it needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from textual.app import App

from pmtui.commands import ALL_COMMANDS, CommandClass, Context, Place
from pmtui.domain.documents import Document
from pmtui.errors import PmtuiError
from pmtui.screens.parts.board_holder import BoardHolder
from pmtui.usecases.session import Session
from pmtui.widgets.outline import Outline
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.symbols import Symbols

_COMMANDS = "_handled_commands"
_Method = TypeVar("_Method", bound=Callable[..., "Awaitable[None] | None"])


class Host(Protocol):
    """What a part asks of the screen that holds it."""

    @property
    def app(self) -> App[Any]:
        """The app, to open dialogs in."""

    @property
    def session(self) -> Session:
        """Store and clock."""

    @property
    def symbols(self) -> Symbols:
        """The signs that the user's settings ask for."""

    @property
    def keys(self) -> Mapping[str, Sequence[str]]:
        """Keys by command id."""

    @property
    def commands(self) -> Sequence[CommandClass]:
        """What the parts of the screen carry out, in the order of help."""

    @property
    def context(self) -> Context:
        """What commands look at to tell whether they apply."""

    @property
    def boards(self) -> BoardHolder:
        """Holds what is shown."""

    @property
    def places(self) -> Sequence[Place]:
        """The outlines that the screen has."""

    @property
    def place(self) -> Place:
        """The outline that has the keyboard."""

    @property
    def item(self) -> OutlineItem | None:
        """The item under the cursor."""

    @property
    def document(self) -> Document | None:
        """The document under the cursor."""

    def outline(self, place: Place | None = None) -> Outline:
        """Return the outline of ``place``, by default the one that has the keyboard."""

    def show_place(self, place: Place) -> None:
        """Bring the outline of ``place`` on screen and give it the keyboard."""

    def go_to(self, ref: str) -> bool:
        """Put the cursor on ``ref`` where it is listed; tell whether it is."""

    def open_filter(self) -> None:
        """Open the line that narrows the outline."""

    async def give(self, command_id: str) -> None:
        """Give the command, or say what it needs."""

    def reload(self) -> None:
        """Read the store again and show it."""

    def attempt(self, change: Callable[[], object], ref: str | None = None) -> None:
        """Make ``change`` and show it, or report why it was refused."""

    def changed(self, ref: str | None = None) -> None:
        """Show the store after a change, the cursor on ``ref``, and say how to undo it."""

    def say(self, text: str, then: str = "") -> None:
        """Tell what happened, and what can be done about it."""

    def report(self, error: PmtuiError) -> None:
        """Tell what was refused and what to do about it."""

    def key_of(self, command: CommandClass) -> str:
        """Return the first key of ``command`` as people read it."""


def handles(command: CommandClass) -> Callable[[_Method], _Method]:
    """Mark the method of a part that carries out ``command``."""

    def marked(method: _Method) -> _Method:
        setattr(method, _COMMANDS, (*getattr(method, _COMMANDS, ()), command))
        return method

    return marked


class Part:
    """A piece of a screen's behaviour; its methods marked with :func:`handles` carry out commands.

    Attributes:
        HANDLED: Name of the method that carries out each command.
    """

    HANDLED: ClassVar[Mapping[CommandClass, str]] = {}

    def __init__(self, host: Host) -> None:
        self.host = host

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.HANDLED = {
            command: name for name, method in vars(cls).items() for command in getattr(method, _COMMANDS, ())
        }

    def carry_out(self, command: CommandClass) -> Awaitable[None] | None:
        """Do what ``command``, one of those handled here, asks for.

        Raises:
            PmtuiError: It was refused.
        """
        done: Awaitable[None] | None = getattr(self, self.HANDLED[command])()
        return done

    def open(self, item: OutlineItem) -> bool:
        """Do what enter means on ``item``, and tell whether that is up to this part.

        Raises:
            PmtuiError: It was refused.
        """
        return False


def commands_of(*parts: Part | type[Part]) -> list[CommandClass]:
    """Return what ``parts`` carry out, in the order in which help lists it."""
    handled: set[CommandClass] = {command for part in parts for command in part.HANDLED}
    return [command for command in ALL_COMMANDS if command in handled]


def part_for(command: CommandClass, parts: Iterable[Part]) -> Part | None:
    """Return the first of ``parts`` that carries out ``command``."""
    return next((part for part in parts if command in part.HANDLED), None)
