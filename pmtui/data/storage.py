"""TinyDB over one data file: changes stay in memory until the whole file is replaced at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from pmtui.data.disk import Signature, read_file, remove_quietly, temporary_path, write_temporary
from pmtui.data.document import Doc, Tables
from pmtui.data.file_text import FileContent, is_ours, lines_of, with_lines, written


class DocumentStorage(Storage):
    """TinyDB's storage seam: ``write`` keeps the tables, ``stage`` and ``replace`` bring them to the disk."""

    def __init__(self, path: Path, content: FileContent) -> None:
        """Start from ``content``, which is not changed; nothing is read or written."""
        self.path = path
        self._tables: Tables = dict(content.tables)
        self._temporary: Path | None = None
        self.replaced = False
        self.content = content
        self.signature: Signature | None = None

    def read(self) -> dict[str, dict[str, Any]]:
        """The tables as TinyDB shall see them."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the tables TinyDB changed; the file is not touched."""
        self._tables = data

    def stage(self, applied: int) -> None:
        """Write the new file beside the old one, durably; ``applied`` is the transaction it then holds.

        Raises:
            OSError: It cannot be written.
        """
        content = self.content._replace(tables=self._tables, applied=applied)
        self.content = with_lines(content, self._before())
        self._temporary = temporary_path(self.path)
        self.signature = write_temporary(self._temporary, written(self.content))

    def _before(self) -> FileContent:
        """What the file held, with its lines if they need not be made: they stand in the file."""
        if self.content.lines or not self.content.checked:
            return self.content
        try:
            raw, _ = read_file(self.path)
        except FileNotFoundError:
            return self.content
        same = is_ours(raw, self.content.applied, self.content.format)
        return self.content._replace(lines=lines_of(raw)) if same else self.content

    def replace(self) -> None:
        """Put the staged file in the place of the old one.

        Raises:
            OSError: It was refused, and the old file is still there.
        """
        if self._temporary is None:
            raise RuntimeError("stage comes first")
        # Set before the call: if a signal ends it, nobody knows whether it happened, and "yes" is safe.
        self.replaced = True
        try:
            os.replace(self._temporary, self.path)
        except OSError:
            self.replaced = False
            raise
        self._temporary = None

    def discard(self) -> None:
        """Remove the staged file if it was not put in place."""
        if self._temporary is not None:
            remove_quietly(self._temporary)


class Documents(Table):
    """A TinyDB table whose document ids are ULIDs."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB documents this, but declares the type int


class DocumentDB(TinyDB):
    """TinyDB with such tables."""

    table_class = Documents


def put_changes(storage: DocumentStorage, table: str, changes: dict[str, Doc | None]) -> None:
    """Replace, insert and (None) remove documents of one table, by id."""
    documents = _database(storage).table(table, cache_size=0)
    known = storage.read().get(table, {})
    gone = [key for key in changes if key in known]
    if gone:
        documents.remove(doc_ids=gone)  # type: ignore[arg-type]  # see Documents: ids are str
    documents.insert_multiple([Document(doc, key) for key, doc in changes.items() if doc is not None])  # type: ignore[arg-type]  # the same


def _database(storage: DocumentStorage) -> DocumentDB:
    return DocumentDB(storage=lambda: storage)
