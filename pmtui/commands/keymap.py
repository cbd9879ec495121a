"""Which key gives which command, with the user's own keys, and where two commands want the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmtui.commands.command import CommandClass, Place

_SYMBOLS = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two commands that want the same key in the same place.

    Attributes:
        key: The key.
        first: Id of one command.
        second: Id of the other.
        places: Where both would work.
    """

    key: str
    first: str
    second: str
    places: frozenset[Place]


def keymap(
    commands: Iterable[CommandClass], own: Mapping[str, str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the keys of each command by id.

    Args:
        commands: The commands.
        own: The user's keys by command id, separated by commas; they replace the default ones.
    """
    mine = own or {}
    return {
        command.id: _split(mine[command.id]) if command.id in mine else command.keys for command in commands
    }


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def clashes(commands: Iterable[CommandClass], own: Mapping[str, str] | None = None) -> list[Clash]:
    """Return every clash, in the order of the commands."""
    listed = list(commands)
    keys = keymap(listed, own)
    found = []
    for index, first in enumerate(listed):
        for second in listed[index + 1 :]:
            both = first.places & second.places
            shared = set(keys[first.id]) & set(keys[second.id])
            found += [Clash(key, first.id, second.id, both) for key in sorted(shared) if both]
    return found


def key_name(key: str) -> str:
    """Return ``key`` as people read it: ``?`` for ``question_mark``."""
    return _SYMBOLS.get(key, key)
