"""The data files as they lie on the disk, read when they changed; one that is missing is damage where it was there."""

from __future__ import annotations

import os
from collections.abc import Sequence
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
from pmtui.data.file_text import FileContent, damaged, newer_format, parsed
from pmtui.data.history import History, Tail
from pmtui.data.history_files import HistorySignature
from pmtui.data.made_text import HEAD_LENGTH, Head, head_of
from pmtui.data.migrations import newest
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


class StoredFiles(PresentFiles):
    """Reads data files without a lock and without writing anything; keeps what it read while it is valid.

    Attributes:
        lagging: Files in whose place an older state was found; whoever takes the lock brings them forward.
    """

    def __init__(self, places: Places, history: History) -> None:
        """Take the data files of the store in ``places``, and its history; nothing is read."""
        super().__init__(places)
        self.lagging: set[str] = set()
        self._history = history
        self._stored: dict[str, _Cached] = {}
        self._known: tuple[object, frozenset[str]] | None = None
        self._never_written: dict[str, HistorySignature] = {}

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
        told = not _is_settled(now, history) or file in self._tail().touched or file in self.lagging
        return now, history if told else None

    def forget(self, file: str) -> None:
        """Read ``file`` anew the next time."""
        self._stored.pop(file, None)

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

    def applied(self, file: str) -> int:
        """Number of the last transaction that ``file`` on the disk holds; mostly reads its first line only.

        Raises:
            StoreError: As for ``content``, or it is of a newer format and must not be written (E_NEWER_FORMAT).
        """
        head = self.head(file)
        if head.format > newest():
            raise newer_format(self.path(file), head.format)
        return head.applied

    def head(self, file: str) -> Head:
        """What ``file`` on the disk says about itself.

        Raises:
            StoreError: As for ``content``.
        """
        return self._places.once((f"head of {file}", file.rpartition("/")[0]), lambda: self._head(file))

    def _head(self, file: str) -> Head:
        path = self.path(file)
        try:
            with open_ordinary(path) as handle:
                head = head_of(handle.read(HEAD_LENGTH))
        except FileNotFoundError:
            return Head(0, 0)
        except OSError as error:
            raise cannot_read(path, error) from error
        if head is None:
            stored = self.stored(file)
            return Head(stored.applied, stored.format, stored.sum)
        return head

    def head_or_none(self, file: str) -> Head | None:
        """The same; None when the file is damaged.

        Raises:
            StoreError: It cannot be read.
        """
        try:
            return self.head(file)
        except StoreError as error:
            if error.code != "E_DAMAGED":
                raise
            return None


def _is_settled(now: Signature | None, history: HistorySignature) -> bool:
    """Whether the file was written so long before the history that its time stamp will not be given again."""
    newest_line = history[1].mtime_ns if history and history[1] else 0
    return now is not None and newest_line - max(now.mtime_ns, now.changed_ns) > SETTLED_NS
