"""TinyDB over one data file: changes stay in memory until the whole file is replaced at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from pmtui.data.disk import (
    Signature,
    cannot_read,
    read_file,
    remove_quietly,
    signature,
    temporary_path,
    write_temporary,
)
from pmtui.data.document import Doc, Tables
from pmtui.data.file_state import FileState
from pmtui.data.file_text import FileContent, damaged, state_of, with_text, written
from pmtui.data.made_text import MadeText, has_rows_of, is_ours, text_in


class DocumentStorage(Storage):
    """TinyDB's storage seam: changes are collected, ``make``, ``stage`` and ``replace`` bring them to the disk.

    TinyDB copies a table twice for each write, so it is shown only those of the documents that a write is about.
    """

    def __init__(self, path: Path, content: FileContent) -> None:
        """Start from ``content``, which is not changed; nothing is read or written."""
        self.path = path
        self._tables: Tables = dict(content.tables)
        self._changed: dict[str, list[str]] = {}
        self._shown: Tables = {}
        self._made: bytes | None = None
        self._temporary: str | None = None
        self.replaced = False
        self.content = content
        self.signature: Signature | None = None

    def show(self, table: str, keys: Iterable[str]) -> None:
        """Let TinyDB see the documents ``keys`` of ``table``, as far as they are there, and nothing else."""
        known = self._tables.get(table, {})
        self._changed[table] = list(keys)
        self._shown = {table: {key: known[key] for key in self._changed[table] if key in known}}

    def read(self) -> dict[str, dict[str, Any]]:
        """The documents that TinyDB shall see."""
        return self._shown

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take the documents TinyDB changed; the file is not touched."""
        self._shown = data
        for table, shown in data.items():
            documents = self._tables.get(table, {}).copy()
            for key in self._changed[table]:
                if key not in shown:
                    documents.pop(key, None)
            documents.update(shown)
            self._tables[table] = documents

    def make(self, applied: int) -> FileState:
        """Make the new file's bytes, and return the state it will be in; ``applied`` is the transaction it then holds.

        Raises:
            StoreError: The old file cannot be read, or holds what no file can.
        """
        content = self.content._replace(tables=self._tables, applied=applied, sum="")
        try:
            content = with_text(content, self._text_before(), self._changed)
        except (ValueError, RecursionError) as error:
            raise damaged(self.path, f"one of its documents cannot be written: {error}") from error
        state = state_of(content)
        self.content = content._replace(sum=state.sum if content.checked else "")
        self._made = written(self.content)
        return state

    def stage(self) -> None:
        """Write the new file beside the old one, durably.

        Raises:
            OSError: It cannot be written.
        """
        if self._made is None:
            raise RuntimeError("make comes first")
        self._temporary = temporary_path(self.path)
        self.signature = write_temporary(self._temporary, self._made)

    def _text_before(self) -> MadeText | None:
        """The text the file held; None if it is not known, and all of it must be made."""
        if self.content.text or not self.content.checked:
            return self.content.text
        try:
            raw, _ = read_file(self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise cannot_read(self.path, error) from error
        if not is_ours(raw, self.content.applied, self.content.format):
            return None
        text = text_in(raw)
        return text if has_rows_of(text, self.content.tables) else None

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
        self._note_renamed()

    def _note_renamed(self) -> None:
        """Take the signature that the new name gave the file; whoever replaced it at once is not taken for us."""
        try:
            renamed = signature(self.path)
        except OSError:
            return
        before = self.signature
        if renamed and before and before == renamed._replace(changed_ns=before.changed_ns):
            self.signature = renamed

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
    """Replace, insert and (None) remove documents of one table, by id; once for each table."""
    storage.show(table, changes)
    documents = DocumentDB(storage=lambda: storage).table(table, cache_size=0)
    gone = list(storage.read()[table])
    if gone:
        documents.remove(doc_ids=gone)  # type: ignore[arg-type]  # see Documents: ids are str
    documents.insert_multiple([Document(doc, key) for key, doc in changes.items() if doc is not None])  # type: ignore[arg-type]  # the same
