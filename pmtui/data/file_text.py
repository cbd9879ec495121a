"""The text of a data file: TinyDB JSON, one document per line, read strictly.

The first table, ``_meta``, tells the number of the last transaction the file holds (``applied``), the format,
and a checksum. A right checksum means that this program wrote the bytes, so the dearer checks are needed only
for files that somebody edited or damaged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from pmtui.data import json_text
from pmtui.data.document import META, Doc, Tables, is_name, require_storable
from pmtui.data.file_state import FileState
from pmtui.data.made_text import Changed, MadeText, head_of, is_ours, sum_of, text_of, whole
from pmtui.data.migrations import FIRST, newest
from pmtui.errors import PmtuiError, StoreError

_BOM = b"\xef\xbb\xbf"
_REPAIR = "Nothing was changed; see what can be rebuilt: pmtui doctor"


class FileContent(NamedTuple):
    """What a data file holds.

    Attributes:
        tables: Table name → document id → document; sorted by id.
        applied: Number of the last transaction the file holds, 0 for a file that does not exist yet.
        text: Its text, if this process wrote it.
        format: Number of the format the tables are in; 0 stands for the newest.
        checked: Whether every document was checked by this program before it was written; not so where somebody has
            edited the file since.
        sum: The checksum it has on the disk; empty where there is none that is right.
    """

    tables: Tables
    applied: int
    text: MadeText | None = None
    format: int = 0
    checked: bool = True
    sum: str = ""


def damaged(path: Path, what: str, line: int | None = None) -> StoreError:
    """The error for a file that is not what this program wrote and cannot be understood."""
    place = "" if line is None else f" at line {line}"
    return StoreError("E_DAMAGED", f"{path} is damaged{place}: {what}.", _REPAIR)


def newer_format(path: Path, number: int) -> StoreError:
    """The error for a file of a format that only a newer program knows."""
    return StoreError(
        "E_NEWER_FORMAT",
        f"{path} was written by a newer pmtui (format {number}; this one knows {newest()}); it can only be read.",
        "Update pmtui.",
    )


def ordered(tables: Tables) -> Tables:
    """The tables that hold something, sorted, with their documents sorted by id."""
    return {name: _sorted(tables[name]) for name in sorted(tables) if tables[name]}


def _sorted(docs: dict[str, Doc]) -> dict[str, Doc]:
    keys = sorted(docs)
    return docs if keys == list(docs) else {key: docs[key] for key in keys}


def with_text(content: FileContent, before: MadeText | None, changed: Changed) -> FileContent:
    """``content``, its tables ordered, with its text; see ``text_of``."""
    tables = ordered(content.tables)
    return content._replace(tables=tables, text=text_of(tables, before, changed))


def written(content: FileContent) -> bytes:
    """The bytes of a data file; equal contents give equal bytes."""
    text = content.text or text_of(ordered(content.tables))
    return whole(text, content.applied, content.format or newest(), checked=content.checked)


def state_of(content: FileContent) -> FileState:
    """The state of a file that holds ``content``, as the history notes it."""
    text = content.text or text_of(ordered(content.tables))
    return FileState(content.applied, sum_of(text, content.applied, content.format or newest()))


def parsed(raw: bytes, path: Path) -> FileContent:
    """Read the bytes of the data file ``path``; its tables stay in the format they are in.

    Raises:
        StoreError: They are damaged or foreign (E_DAMAGED), or of a newer program's format and not even tables of
            documents (E_NEWER_FORMAT).
    """
    if not raw:
        raise damaged(path, "it is empty")
    head = head_of(raw)
    if head is not None:
        applied, number, total = head
        if FIRST <= number <= newest() and is_ours(raw, applied, number):
            tables = _as_written(raw)
            if tables is not None:
                return FileContent(tables, applied, format=number, sum=total)
    return _parsed_with_care(raw, path)


def _as_written(raw: bytes) -> Tables | None:
    """The tables in a file whose checksum is right; None if they are not even tables of documents.

    Anybody can make a checksum. What is within a document is checked by whoever takes it for one.
    """
    try:
        tables = json_text.loads(raw)
        del tables[META]
        whole = all(_is_table(table) for table in tables.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return tables if whole else None


def _is_table(table: dict[str, Any]) -> bool:
    for key, doc in table.items():
        if doc["id"] != key or doc["ref"].__class__ is not str or doc["rev"].__class__ is not int:
            return False
    return True


def _parsed_with_care(raw: bytes, path: Path) -> FileContent:
    """Read what this program did not write, or not as it is now."""
    raw = raw.removeprefix(_BOM)  # some editors add it; it changes nothing
    top = _from_json(raw, path)
    meta = _meta(top, path)
    applied, number = meta.get("applied"), meta.get("format")
    if type(number) is int and number > newest():
        return _of_newer_format(top, raw, path, number)
    if type(number) is not int or number < FIRST or type(applied) is not int or applied < 0:
        raise damaged(path, "its _meta table does not tell format and applied")
    return FileContent(_tables(top, raw, path), applied, format=number, checked=False)


def _of_newer_format(top: dict[str, Any], raw: bytes, path: Path, number: int) -> FileContent:
    """What can be understood of a newer program's file: enough to look at, never to write."""
    applied = top[META]["1"].get("applied")
    if type(applied) is not int or applied < 0:
        raise newer_format(path, number)
    try:
        return FileContent(_tables(top, raw, path), applied, format=number, checked=False)
    except StoreError as error:
        raise newer_format(path, number) from error


def _tables(top: dict[str, Any], raw: bytes, path: Path) -> Tables:
    """The tables with documents, checked as far as can be without knowing their kinds."""
    _check_text(raw, path)
    return _checked_tables({name: table for name, table in top.items() if name != META}, raw, path)


def _from_json(raw: bytes, path: Path) -> dict[str, Any]:
    """The top object of strict JSON text."""
    from pmtui.data.strict_json import BadJson, well_formed  # what is ours does not pay for it

    try:
        top = well_formed(raw, keys="keys")
    except BadJson as error:
        what = error.what if error.column is None else f"{error.what} (column {error.column})"
        raise damaged(path, what, error.line) from None
    if not isinstance(top, dict):
        raise damaged(path, "it holds no tables")
    return top


def _meta(top: dict[str, Any], path: Path) -> Doc:
    """What the file says about itself."""
    table = top.get(META)
    meta = table.get("1") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(meta, dict):
        raise damaged(path, "its _meta table is missing, so it is no file of pmtui")
    if len(table) > 1:  # lines between that table and another are gone
        raise damaged(path, "its _meta table holds documents")
    return meta


def _check_text(raw: bytes, path: Path) -> None:
    """Refuse what the fast parser lets through: duplicate keys and numbers beyond what a file can hold.

    Raises:
        StoreError: Such a thing was found.
    """
    from pmtui.data.strict_json import BadJson, unambiguous

    try:
        unambiguous(raw)
    except BadJson as error:
        line = _line_of(raw, error.token.encode()) if error.token else None
        raise damaged(path, error.what, line) from None


def _line_of(raw: bytes, token: bytes) -> int | None:
    """The first line where ``token`` stands twice, else the last where it stands at all, if any."""
    for number, line in enumerate(raw.split(b"\n"), 1):
        if line.count(token) > 1:
            return number
    position = raw.rfind(token)
    return None if position < 0 else raw.count(b"\n", 0, position) + 1


def _checked_tables(tables: dict[str, Any], raw: bytes, path: Path) -> Tables:
    """The tables of an edited file, sorted, each document checked."""
    for name, table in tables.items():
        if not is_name(name) or not isinstance(table, dict):
            raise damaged(path, f"{name!r} is no table", _line_of(raw, f'"{name}"'.encode()))
        for key, doc in table.items():
            problem = _problem(key, doc)
            if problem is not None:
                where = _line_of(raw, f'"{key}":'.encode())
                raise damaged(path, f"document {key} in {name}: {problem}", where)
    return ordered(tables)


def _problem(key: str, doc: object) -> str | None:
    """What is wrong with a document, or None."""
    if not isinstance(doc, dict):
        return "it is no object"
    if doc.get("id") != key:
        return f"its id is {doc.get('id')!r}"
    revision = doc.get("rev")
    if type(revision) is not int or revision < 0:
        return f"its rev is {revision!r}"
    try:
        require_storable(doc)
    except (PmtuiError, ValueError, TypeError) as error:
        return str(error)
    return None
