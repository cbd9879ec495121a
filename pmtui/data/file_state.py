"""Which state each data file is in, as its head tells and as the history tells.

The number of the last change alone does not tell: an older file that was copied back has one, and so has a file of
another store. Number and checksum together are those of one text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_SUM_LENGTH = 8
_HIGHEST = 10**15
_DIGITS = frozenset("0123456789abcdef")


class FileState(NamedTuple):
    """One state of a data file.

    Attributes:
        applied: Number of the last change the file holds, 0 for a file that was never written.
        sum: The checksum of its text; empty where it is not known.
    """

    applied: int
    sum: str = ""


NEVER = FileState(0)
"""The state of a file that no change ever touched."""

FileStates = Mapping[str, FileState]
"""Data file → its state."""


def states_in(value: Any) -> dict[str, FileState] | None:
    """The states that a line of the history tells, from its JSON; None when it tells none.

    Raises:
        ValueError: They are none.
    """
    if value is None:
        return None
    if value.__class__ is not dict:
        raise ValueError("the states of its files are no table")
    return {file: _state(file, state) for file, state in value.items()}


def _state(file: str, value: Any) -> FileState:
    if value.__class__ is list and len(value) == 2:
        applied, total = value
        if applied.__class__ is int and 0 <= applied <= _HIGHEST and _is_sum(total):
            return FileState(applied, total)
    raise ValueError(f"the state of {file[:60]!r} cannot be that")


def _is_sum(value: Any) -> bool:
    return value.__class__ is str and len(value) in (0, _SUM_LENGTH) and _DIGITS.issuperset(value)


def since_in(value: Any) -> int | None:
    """Where the line stands that tells the states of all files, from a line's JSON; None when it does itself.

    Raises:
        ValueError: It is no such place.
    """
    if value is not None and (value.__class__ is not int or not 0 <= value <= _HIGHEST):
        raise ValueError("where all its files stand cannot be that")
    place: int | None = value
    return place
