"""The text of a data file as this program makes it: a row per document, and a checksum over all.

A save changes few of a file's documents, so it starts from the text of the one before: only rows of changed documents
are made, and where rows are only added at the end, as in the log of a day, the checksum goes on from there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from pmtui.data import json_text
from pmtui.data.document import Doc, Tables

Changed = Mapping[str, Collection[str]]
"""Table name → the ids of documents that were put or removed."""

Rows = dict[str, bytes]
"""Document id → its row, which begins with a comma; in the file the first of a table has none."""

HEAD_LENGTH = 256
"""So many bytes are enough to tell a file's head."""

_HEAD = b'{"_meta": {\n"1": {"applied":%d,"format":%d,"sum":"%s"}\n}'
_TOLD = rb'"applied": ?([0-9]{1,18}), ?"format": ?([0-9]{1,9})(?:, ?"sum": ?"([0-9a-f]{8})")?'
_HEAD_END = b"\n}\n"
_AROUND = ("its name", "its own table", "the end of that", "the end of all")
"""The lines of a file beside those of its tables, each of which has one for its name and one for its end."""


class MadeText(NamedTuple):
    """The lines between a file's own table and its closing braces.

    Attributes:
        tables: Table name → rows, both sorted.
        sum: The checksum of the lines.
    """

    tables: dict[str, Rows]
    sum: int


_NOTHING = MadeText({}, 0)


def text_of(
    tables: Tables, before: MadeText | None = None, changed: Changed = MappingProxyType({})
) -> MadeText:
    """The text of ``tables``, which are sorted; ``before`` is the text from when only ``changed`` were others."""
    old = before or _NOTHING
    rows = {name: _rows(tables[name], old.tables.get(name), changed.get(name, ())) for name in sorted(tables)}
    if not _continues(old, rows, changed):
        return MadeText(rows, _sum(rows))
    last = next(reversed(rows))
    added = islice(rows[last].values(), len(old.tables[last]), None)
    return MadeText(rows, crc32(b"\n".join([*added, b""]), old.sum))


def _rows(docs: dict[str, Doc], old: Rows | None, changed: Collection[str]) -> Rows:
    if old is None:
        return {key: _row(key, doc) for key, doc in docs.items()}
    made = {key: _row(key, docs[key]) for key in sorted(changed) if key in docs}
    if _come_after(changed, old):
        return {**old, **made}
    return {key: made.get(key) or old[key] for key in docs}


def _row(key: str, doc: Doc) -> bytes:
    return b',"%s": %s' % (key.encode(), json_text.dumps(doc))


def _come_after(changed: Collection[str], old: Rows) -> bool:
    """Whether the documents ``changed`` belong behind all that have a row, and so had none themselves."""
    return not changed or not old or min(changed) > next(reversed(old))


def _continues(old: MadeText, rows: dict[str, Rows], changed: Changed) -> bool:
    """Whether ``rows`` begin with all of the ``old`` text."""
    *others, last = [*rows] or [""]
    return (
        list(old.tables) == list(rows) != []
        and not any(changed.get(name) for name in others)
        and _come_after(changed.get(last, ()), old.tables[last])
    )


def _lines(tables: dict[str, Rows]) -> list[bytes]:
    """The lines between a file's own table and its closing braces."""
    lines: list[bytes] = []
    for name, rows in tables.items():
        if lines:
            lines.append(b"}")
        lines.append(b',"%s": {' % name.encode())
        first = len(lines)
        lines += rows.values()
        lines[first] = lines[first][1:]
    return lines


def _sum(tables: dict[str, Rows]) -> int:
    return crc32(b"\n".join([*_lines(tables), b""]))


def whole(text: MadeText, applied: int, number: int, *, checked: bool) -> bytes:
    """The bytes of a file of format ``number`` that holds the transaction ``applied``.

    Without ``checked`` it gets no checksum: what somebody edited is not made ours by writing it again, and so is read
    with care for ever.
    """
    checksum = sum_of(text, applied, number).encode() if checked else b""
    return b"\n".join([_HEAD % (applied, number, checksum), *_lines(text.tables), _closing(text)])


def sum_of(text: MadeText, applied: int, number: int) -> str:
    """The checksum of a file of format ``number`` that holds the transaction ``applied``."""
    return _checksum(applied, number, crc32(_closing(text), text.sum)).decode()


def _closing(text: MadeText) -> bytes:
    return b"}\n}\n" if text.tables else b"}\n"


def _checksum(applied: int, number: int, rest: int) -> bytes:
    """Covers ``applied``, the format's number and the ``rest`` of the file, which has this checksum."""
    return b"%08x" % crc32(b"%d %d" % (applied, number), rest)


def _start(raw: bytes) -> int:
    """Where a file's text begins, behind what it says about itself."""
    return raw.find(_HEAD_END) + len(_HEAD_END)


class Head(NamedTuple):
    """What a file says about itself.

    Attributes:
        applied: The last transaction it holds.
        format: The number of its format, 0 for a file that does not exist.
        sum: Its checksum, empty without one; nobody has compared it yet.
    """

    applied: int
    format: int
    sum: str = ""


def head_of(raw: bytes) -> Head | None:
    """What a file says about itself in its first bytes; None if they do not tell."""
    found = re.search(_TOLD, raw[:HEAD_LENGTH])
    return Head(int(found[1]), int(found[2]), (found[3] or b"").decode()) if found else None


def is_ours(raw: bytes, applied: int, number: int) -> bool:
    """Whether every byte is what this program wrote, as its checksum tells."""
    start = _start(raw)
    checksum = _checksum(applied, number, crc32(memoryview(raw)[start:]))
    return raw[:start] == _HEAD % (applied, number, checksum) + b"\n"


def is_laid_out(raw: bytes, tables: Tables) -> bool:
    """Whether a file with these ``tables`` has as many lines as this program gives it."""
    rows = sum(map(len, tables.values()))
    return raw.count(b"\n") == len(_AROUND) + 2 * len(tables) + rows


def has_rows_of(text: MadeText, tables: Tables) -> bool:
    """Whether ``text`` has a row for each document of ``tables``, and no others."""
    return {name: rows.keys() for name, rows in text.tables.items()} == {
        name: docs.keys() for name, docs in tables.items() if docs
    }


def text_in(raw: bytes) -> MadeText:
    """The text in a file that is ours; ten times as quick as making it."""
    tables: dict[str, Rows] = {}
    rows: Rows = {}
    for line in raw[_start(raw) :].split(b"\n"):
        if line.endswith(b": {"):
            rows = tables[line[2 : -len(b'": {')].decode()] = {}
        elif line and line != b"}":
            row = line if line.startswith(b",") else b"," + line
            rows[row[2:].partition(b'"')[0].decode()] = row
    return MadeText(tables, _sum(tables))
