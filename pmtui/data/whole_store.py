"""The files of a whole store at one moment, believed only when they are whole and fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pmtui.data.data_files import FOREIGN, DataFiles, advanced, is_as_left
from pmtui.data.disk import cannot_read, read_file
from pmtui.data.document import require_storable
from pmtui.data.file_state import NEVER, FileState
from pmtui.data.file_text import FileContent, damaged, newer_format, parsed, state_of
from pmtui.data.history import History
from pmtui.data.history_line import Line, NotALine, decoded, noted
from pmtui.data.migrations import brought_up, newest
from pmtui.data.tables import can_hold, is_store_file
from pmtui.errors import PmtuiError

HISTORY_NAME = re.compile(r"history/\d{4}-\d{2}\.jsonl", re.ASCII)
"""What a file of the history is called within a store."""


class Archive(NamedTuple):
    """The files of a whole store.

    Attributes:
        raw: Name → bytes, as they lie in the store.
        contents: Data file → what it holds, with every change of the history, in the newest format.
        last: The newest change.
    """

    raw: Mapping[str, bytes]
    contents: Mapping[str, FileContent]
    last: Line


def snapshot(files: DataFiles, history: History) -> dict[str, bytes]:
    """The bytes of every data file and of the history. The lock must be held.

    Raises:
        StoreError: A file cannot be read.
    """
    root = files.path("")
    names = [*files.present(), *(f"{path.parent.name}/{path.name}" for path in history.files())]
    found = {}
    for name in names:
        try:
            found[name], _ = read_file(root / name)
        except OSError as error:
            raise cannot_read(root / name, error) from error
    return found


def checked(raw: Mapping[str, bytes], place: Path, *, with_contents: bool = True) -> Archive:
    """``raw`` as the store it is; ``place`` is where messages say that it lies.

    Without ``with_contents`` everything is verified just the same, and not kept in memory.

    Raises:
        StoreError: A file is damaged or missing, or the history is (E_DAMAGED), or a file is of a newer format
            (E_NEWER_FORMAT).
    """
    contents = {}
    for name in filter(is_store_file, raw):
        content = parsed(raw[name], place / name)
        if content.format > newest():
            raise newer_format(place / name, content.format)
        require_documents(name, content, place)
        contents[name] = content if with_contents else content._replace(tables={})
    missing: dict[str, list[Line]] = {}
    known: set[str] = set()
    whole: Line | None = None
    last: Line | None = None
    for last in _lines(raw, place):
        whole = last if last.is_whole else whole
        touched = {change.file for change in last.changes}
        known |= touched
        for file in contents if last.kind == "migrate" else touched:
            if with_contents and file in contents and last.n > contents[file].applied:
                missing.setdefault(file, []).append(last)
    if last is None:
        raise damaged(place / "history", "the history is missing")
    for file in sorted(known - contents.keys()):
        raise damaged(place / file, "the file is missing, and the history says it must be there")
    for name, content in contents.items():
        if content.applied > last.n:
            raise damaged(place / name, f"it holds change {content.applied}, the history ends with {last.n}")
    left = noted(whole, last)
    due = {} if left is None else {name: left.get(name, NEVER) for name in contents}
    if not with_contents and any(contents[name].applied < state.applied for name, state in due.items()):
        return checked(raw, place)  # what an older file becomes is known only from what it holds
    full = {
        name: _full(name, content, missing.get(name, []), due.get(name), place / name)
        for name, content in contents.items()
    }
    return Archive(raw, full, last)


def require_documents(file: str, content: FileContent, place: Path) -> None:
    """Check that ``file``, in the folder ``place``, holds what a store can: anybody can make a checksum.

    Raises:
        StoreError: It does not (E_DAMAGED).
    """
    for table, docs in content.tables.items():
        if not can_hold(file, table):
            raise damaged(place / file, f"no table of this file is called {table!r}")
        for id, doc in docs.items() if content.checked else ():
            try:
                require_storable(doc)
            except (PmtuiError, ValueError, TypeError) as error:
                raise damaged(place / file, f"document {id} in {table}: {error}") from error


def _full(
    file: str, content: FileContent, missing: list[Line], due: FileState | None, place: Path
) -> FileContent:
    """What ``file`` holds after the ``missing`` lines, in the newest format; ``due`` is the state it is in then."""
    if missing:
        content = advanced(content, file, missing)
        content = content._replace(sum=state_of(content).sum if content.checked else "")
    if due is not None and not is_as_left(content, due, content.applied):
        raise damaged(place, FOREIGN)
    tables = brought_up(file, content.tables, content.format or newest())
    return FileContent(tables, content.applied, checked=content.checked)


def _lines(raw: Mapping[str, bytes], place: Path) -> Iterator[Line]:
    """Every line of the history, oldest first; a torn end is left out."""
    names = sorted(name for name in raw if HISTORY_NAME.fullmatch(name))
    expected = 1
    for name in names:
        rows = raw[name].splitlines(keepends=True)
        for number, row in enumerate(rows, 1):
            try:
                line = decoded(row)
            except NotALine as error:
                raise damaged(place / name, str(error), number) from error
            if line is None and name == names[-1] and number == len(rows):
                return
            if line is None:
                raise damaged(place / name, "the checksum of this change is wrong", number)
            if line.n != expected and not (line.kind == "base" and line.n > expected):
                raise damaged(place / name, f"change {expected} is missing", number)
            expected = line.n + 1
            yield line
