"""The physical lines of the history, each believed or not.

A line is believed when its checksum is right and it says what a change can, also after undoing what an editor or a
tool did around it: line ends, white space, a byte order mark, members it added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic_core import from_json

from pmtui.data import json_text
from pmtui.data.history_line import Line, NotALine, checksum, decoded
from pmtui.data.line_check import MEMBERS

_BOM = b"\xef\xbb\xbf"
_HIGHEST = 10**14
"""A tenth of the highest number that a line may have: nobody ever reaches it by making changes."""


class Piece(NamedTuple):
    """One physical line.

    Attributes:
        file: The history file, relative to the store.
        number: Which line of it, from 1.
        raw: Its bytes, with the newline.
        line: What it says, None when that cannot be believed.
        why_not: What no change of pmtui can say, where the checksum is right and the line is not believed.
    """

    file: str
    number: int
    raw: bytes
    line: Line | None
    why_not: str = ""


def pieces_of(file: str, raw: bytes) -> Iterator[Piece]:
    """The lines of a history file with the bytes ``raw``, each as far as it can be believed."""
    for number, text in enumerate(raw.splitlines(keepends=True), 1):
        try:
            line = _believed(text)
            if line is not None and line.n > _HIGHEST:
                raise NotALine("its number leaves no room for the next ones")
            yield Piece(file, number, text, line)
        except NotALine as error:
            yield Piece(file, number, text, None, str(error))


def _believed(raw: bytes) -> Line | None:
    """The line, if its checksum is right as it stands or once it is written as pmtui writes.

    Raises:
        NotALine: The checksum is right, and no change of pmtui says what it says.
    """
    line = decoded(raw)
    if line is None:
        data = _object(raw)
        line = None if data is None else decoded(_rewritten(data, str(data.get("sum"))))
    return line


def doubted(raw: bytes) -> Line | None:
    """What a line says whose checksum is wrong; None when it is no line at all. Needs other evidence."""
    data = _object(raw)
    if data is None:
        return None
    try:
        return decoded(_rewritten(data))
    except NotALine:
        return None


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        data = from_json(raw.removeprefix(_BOM).strip(), allow_inf_nan=False)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _rewritten(data: dict[str, Any], stated: str | None = None) -> bytes:
    """The members that belong to a line, as pmtui writes them, with the ``stated`` checksum or a right one."""
    try:
        body = json_text.dumps({name: data[name] for name in MEMBERS if name in data})
    except ValueError:  # a number without an end
        return b""
    total = checksum(body) if stated is None else stated.encode(errors="replace")
    return b'%s,"sum":"%s"}\n' % (body[:-1], total)
