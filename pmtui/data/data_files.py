"""The data files of a store as a reader sees them: whole, strict, and as new as the history."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pmtui.data.backup_folder import archives
from pmtui.data.disk import (
    SETTLED_NS,
    Signature,
    cannot_read,
    open_ordinary,
    read_file,
    signature,
)
from pmtui.data.document import Tables
from pmtui.data.file_text import FileContent, damaged, newer_format, ordered, parsed
from pmtui.data.history import History, Tail
from pmtui.data.history_files import HistorySignature
from pmtui.data.history_line import Line
from pmtui.data.made_text import HEAD_LENGTH, head_of
from pmtui.data.migrations import brought_up, newest
from pmtui.data.places import Places
from pmtui.data.present_files import PresentFiles
from pmtui.data.symlinks import require_no_dead_link
from pmtui.errors import StoreError

_NOTHING = FileContent({}, 0)
_MOST_KEPT = 16  # the strategy, and a year of months with some to spare


class _Cached(NamedTuple):
    """What was read, and the state of file and history it was read in."""

    signature: Signature | None
    history: object
    settled: bool
    content: FileContent


class DataFiles(PresentFiles):
    """Reads data files without a lock and without writing anything; keeps what it read while it is valid."""

    def __init__(self, places: Places, history: History) -> None:
        """Take the data files of the store in ``places``, and its history; nothing is read."""
        super().__init__(places)
        self._history = history
        self._stored: dict[str, _Cached] = {}
        self._forwarded: dict[str, tuple[object, FileContent]] = {}
        self._known: tuple[object, frozenset[str]] | None = None
        self._never_written: dict[str, HistorySignature] = {}

    def content(self, file: str) -> FileContent:
        """What ``file`` holds, with the last transaction even if a crash kept that from the file.

        Older formats are brought up to the newest; of newer ones, what can be understood is returned as it is.

        Raises:
            StoreError: The file is damaged, deleted, not to be understood, or cannot be read.
        """
        stored = self.stored(file)
        tail = self._tail()
        if tail.line is not None and stored.applied < tail.line.n and file in tail.touched:
            stored = self.forwarded(file, stored)
        if 0 < stored.format < newest():
            return FileContent(
                ordered(brought_up(file, stored.tables, stored.format)),
                stored.applied,
                checked=stored.checked,
            )
        return stored

    def _tail(self) -> Tail:
        """The end of the history; a damaged one hinders writing, not reading."""
        try:
            return self._history.tail()
        except StoreError:
            return Tail(None, None)

    def stored(self, file: str) -> FileContent:
        """What ``file`` holds on the disk.

        Raises:
            StoreError: As for ``content``.
        """
        path = self._places.standing(file)
        cached = self._stored.get(file)
        try:
            now = Signature.of(os.stat(path))
        except FileNotFoundError:
            return self._gone(file, path)
        except OSError as error:
            raise cannot_read(path, error) from error
        if (
            cached
            and cached.signature == now
            and (cached.settled or cached.history == self._history.signature())
        ):
            return cached.content
        history = self._history.signature()
        try:
            raw, now = read_file(path)
        except FileNotFoundError:
            return self._gone(file, path)
        except OSError as error:
            raise cannot_read(path, error) from error
        content = parsed(raw, path)
        self._keep(file, now, content, history)
        return content

    def _keep(
        self, file: str, now: Signature | None, content: FileContent, history: HistorySignature
    ) -> None:
        """Remember ``content``, which was read when the history was in this state or later.

        Within one tick of the file system's clock a file may be replaced twice and end with the same
        signature, so a young one is trusted only while no transaction was made. What was read longest ago is
        forgotten: whoever goes through years need not hold them.
        """
        self._stored.pop(file, None)
        self._stored[file] = _Cached(now, history, _is_settled(now, history), content)
        while len(self._stored) > _MOST_KEPT:
            del self._stored[next(iter(self._stored))]

    def replaced(self, file: str, now: Signature | None, content: FileContent) -> None:
        """Take note that this process, holding the lock, gave ``file`` this content."""
        self._keep(file, now, content, self._history.signature())
        self._places.added(file)

    def stamp(self, file: str) -> object:
        """A value that differs whenever ``content`` may: of the file, and of the history where that tells more.

        Raises:
            StoreError: The file system does not say.
        """
        path = self._places.standing(file)
        try:
            now = signature(path)
        except OSError as error:
            raise cannot_read(path, error) from error
        history = self._history.signature()
        told = not _is_settled(now, history) or file in self._tail().touched
        return now, history if told else None

    def _gone(self, file: str, path: Path) -> FileContent:
        """What ``file`` holds, which was not found at ``path``."""
        if path != self.path(file):  # just moved into its place
            return self.stored(file)
        return self._missing(file)

    def _missing(self, file: str) -> FileContent:
        """No documents, unless the history knows the file: then somebody deleted it."""
        now = self._history.signature()
        if now is not None and self._never_written.get(file) == now:
            return _NOTHING
        require_no_dead_link(self.path(file))
        tail = self._tail()
        if tail.line is None:
            self._require_never_written(file)
        if file in tail.touched or file not in self._deleted(tail, self.present()):
            self._never_written[file] = now
            return _NOTHING
        raise damaged(self.path(file), "the file is missing, and the history says it must be there")

    def _require_never_written(self, file: str) -> None:
        """Check that a ``file`` without a history was never there: somebody may have deleted both.

        Raises:
            StoreError: There are other data files, or backups, without any history.
        """
        if self._history.files():
            return
        if self.present():
            if "/" not in file:
                raise damaged(
                    self.path(file), "the file is missing, and so is the history that would tell of it"
                )
        elif archives(self.path("")):
            raise damaged(self.path(""), "its data and its history are missing, and only backups are there")

    def _deleted(self, tail: Tail, present: Sequence[str]) -> frozenset[str]:
        """Files the history knows and the disk lacks; looks the long way only if there are too few ``present``."""
        if tail.line is None or len(tail.touched.union(present)) >= tail.line.files:
            return frozenset()
        now = self._history.signature()
        if self._known is None or self._known[0] != now:
            self._known = now, frozenset(c.file for line in self._history.backwards() for c in line.changes)
        return self._known[1].difference(present)

    def names(self, folder: str) -> list[str]:
        """The data files of ``folder``, sorted, with those that only the history knows.

        Raises:
            StoreError: The folder cannot be read.
        """
        tail = self._tail()
        present = self.present()
        known = {*tail.touched, *self._deleted(tail, present)}
        return sorted(
            {*self._data_files(folder), *(file for file in known if file.rpartition("/")[0] == folder)}
        )

    def forwarded(self, file: str, stored: FileContent) -> FileContent:
        """``stored`` with every transaction of the history that it lacks; doing so twice changes nothing.

        Raises:
            StoreError: The history is damaged or cannot be read.
        """
        now = (self._history.signature(), stored.applied)
        known = self._forwarded.get(file)
        if known and known[0] == now:
            return known[1]
        missing: list[Line] = []
        for line in self._history.backwards():
            if line.n <= stored.applied:
                break
            missing.append(line)
        content = advanced(stored, file, reversed(missing))
        self._forwarded[file] = now, content
        return content

    def applied(self, file: str) -> int:
        """Number of the last transaction that ``file`` on the disk holds; mostly reads its first line only.

        Raises:
            StoreError: As for ``content``, or it is of a newer format and must not be written (E_NEWER_FORMAT).
        """
        number, applied = self.head(file)
        if number > newest():
            raise newer_format(self.path(file), number)
        return applied

    def head(self, file: str) -> tuple[int, int]:
        """Format of ``file`` on the disk and the last transaction it holds, 0 when it does not exist.

        Raises:
            StoreError: As for ``content``.
        """
        path = self.path(file)
        cached = self._stored.get(file)
        try:
            if cached and cached.settled and cached.signature == signature(path):
                return cached.content.format or newest(), cached.content.applied
            with open_ordinary(path) as handle:
                head = head_of(handle.read(HEAD_LENGTH))
        except FileNotFoundError:
            return 0, 0
        except OSError as error:
            raise cannot_read(path, error) from error
        if head is None:
            stored = self.stored(file)
            return stored.format, stored.applied
        applied, number = head
        return number, applied


def _is_settled(now: Signature | None, history: HistorySignature) -> bool:
    """Whether the file was written so long before the history that its time stamp will not be given again."""
    newest_line = history[1].mtime_ns if history and history[1] else 0
    return now is not None and newest_line - now.mtime_ns > SETTLED_NS


def advanced(content: FileContent, file: str, lines: Iterable[Line]) -> FileContent:
    """``content`` after the changes that ``lines``, oldest first, made to ``file``."""
    tables: Tables = {name: dict(table) for name, table in content.tables.items()}
    number = content.applied
    for line in lines:
        for change in line.changes:
            if change.file != file:
                continue
            number = line.n
            table = tables.setdefault(change.table, {})
            if change.after is None:
                table.pop(change.id, None)
            else:
                table[change.id] = change.after
    return FileContent(ordered(tables), number, format=content.format, checked=content.checked)
