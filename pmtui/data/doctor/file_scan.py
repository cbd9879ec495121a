"""The data files as they lie there, each read as far as it goes."""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pmtui.data.document import Doc, Tables, require_storable
from pmtui.data.file_text import FileContent, damaged, parsed
from pmtui.data.made_text import is_ours
from pmtui.data.migrations import FIRST, newest
from pmtui.data.tables import TABLES
from pmtui.domain.refs import kind_of
from pmtui.errors import PmtuiError, StoreError

Docs = dict[tuple[str, str], Doc]
"""The documents of one file by table and id."""

_FORMAT = re.compile(rb'"format": ?(\d{1,9})')


class FileScan(NamedTuple):
    """One data file.

    Attributes:
        file: Its name in the store.
        raw: Its bytes, None when it is missing or cannot be read.
        content: What it holds, None when that cannot be told.
        ours: Whether its checksum says that every byte is as pmtui wrote it.
        error: Why there is no ``content``; None when the file is just missing.
        newer: Whether a newer pmtui wrote it, so that it must be left alone.
    """

    file: str
    raw: bytes | None = None
    content: FileContent | None = None
    ours: bool = False
    error: StoreError | None = None
    newer: bool = False


def scan_file(file: str, raw: bytes | StoreError | None, path: Path) -> FileScan:
    """Understand a data file; nothing in it is an error."""
    if raw is None or isinstance(raw, StoreError):
        return FileScan(file, error=raw)
    try:
        content = _believed(raw, path)
    except StoreError as error:
        mended = _with_known_format(raw, path)
        if mended is None:
            return FileScan(file, raw, error=error, newer=error.code == "E_NEWER_FORMAT")
        return FileScan(file, raw, mended)
    if content.format <= newest():
        return FileScan(file, raw, content, is_ours(raw, content.applied, content.format))
    mended = _with_known_format(raw, path)
    return FileScan(file, raw, content if mended is None else mended, newer=mended is None)


def _believed(raw: bytes, path: Path) -> FileContent:
    """What ``raw`` holds; a right checksum does not make documents of what are none.

    Raises:
        StoreError: It cannot be understood.
    """
    content = parsed(raw, path)
    for table, docs in content.tables.items() if content.checked else ():
        for id, doc in docs.items():
            try:
                require_storable(doc)
            except (PmtuiError, ValueError, TypeError) as error:
                raise damaged(path, f"document {id} in {table}: {error}") from error
    return content


def _with_known_format(raw: bytes, path: Path) -> FileContent | None:
    """What is held, if it is only the number of the format that is damaged: the checksum is right with another one."""
    for number in range(FIRST, newest() + 1):
        mended = _FORMAT.sub(b'"format":%d' % number, raw, count=1)
        applied = re.match(rb'\{"_meta": \{\n"1": \{"applied":(\d{1,18}),', mended)
        if mended != raw and applied and is_ours(mended, int(applied[1]), number):
            with suppress(StoreError):
                return _believed(mended, path)
    return None


def flat(tables: Tables) -> Docs:
    """The documents of ``tables`` by table and id."""
    return {(name, key): doc for name, table in tables.items() for key, doc in table.items()}


def sorted_in(tables: Tables, told: Container[tuple[str, str]] = ()) -> Docs:
    """The documents of ``tables``, each in the table of its kind: a damaged line may be the one that named the table.

    What the history has ``told`` of stays where it is; there it is the ref that is damaged.
    """
    found: Docs = {}
    for (table, key), doc in flat(tables).items():
        kind = None if (table, key) in told else kind_of(doc["ref"])
        found.setdefault((TABLES[kind] if kind else table, key), doc)
    return found


def tables_of(docs: Docs) -> Tables:
    """The opposite of ``flat``."""
    tables: Tables = {}
    for (name, key), doc in docs.items():
        tables.setdefault(name, {})[key] = doc
    return tables
