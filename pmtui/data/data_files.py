"""The data files of a store as a reader sees them: whole, strict, and as new as the history.

A file in which the history left another state is no error where it is an older one, be it that a crash came before the
file, be it that somebody copied it back: what it lacks is told by the history, and the result is known by its checksum.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmtui.data.disk import read_file
from pmtui.data.document import Tables
from pmtui.data.file_state import FileState
from pmtui.data.file_text import FileContent, damaged, ordered, state_of
from pmtui.data.history import History, Tail
from pmtui.data.history_line import Line
from pmtui.data.migrations import brought_up, newest
from pmtui.data.places import Places
from pmtui.data.stored_files import StoredFiles
from pmtui.errors import StoreError


class DataFiles(StoredFiles):
    """Reads data files without a lock and without writing anything, each in the state the history left it in."""

    def __init__(self, places: Places, history: History) -> None:
        """Take the data files of the store in ``places``, and its history; nothing is read."""
        super().__init__(places, history)
        self._forwarded: dict[str, tuple[object, FileContent, FileContent]] = {}

    def content(self, file: str) -> FileContent:
        """What ``file`` holds, with every transaction, even if a crash or an older copy keeps some from the file.

        Older formats are brought up to the newest; of newer ones, what can be understood is returned as it is.

        Raises:
            StoreError: The file is damaged, deleted, foreign, not to be understood, or cannot be read.
        """
        stored = self.current(file)
        if 0 < stored.format < newest():
            return FileContent(
                ordered(brought_up(file, stored.tables, stored.format)),
                stored.applied,
                checked=stored.checked,
            )
        return stored

    def current(self, file: str) -> FileContent:
        """The same, in the format the file is in.

        Raises:
            StoreError: As for ``content``.
        """
        seen: object = None
        while True:
            stored = self.stored(file)
            tail = self._tail()
            left = self._left(file, tail)
            last = 0 if tail.line is None else tail.line.n
            if left is None:
                behind = stored.applied < last and file in tail.touched
                return self.forwarded(file, stored) if behind else stored
            if is_as_left(stored, left, last):
                return stored
            if stored.applied < left.applied:
                content = self.forwarded(file, stored)
                if content.applied == left.applied and _is_same_text(content, left):
                    self.lagging.add(file)
                    return content
            # Foreign, unless somebody rewrote file and history between the two looks.
            if seen == (stored.applied, stored.sum, last):
                raise damaged(self.path(file), FOREIGN)
            seen = stored.applied, stored.sum, last
            self.forget(file)

    def _left(self, file: str, tail: Tail) -> FileState | None:
        """The state the history left ``file`` in, None when that is not known."""
        try:
            return self._history.left(file, tail)
        except StoreError:  # it hinders writing, not reading
            return None

    def overdue(self, file: str) -> FileContent | None:
        """What ``file`` must hold, in its format, if it lacks a transaction; mostly reads its first line only.

        Raises:
            StoreError: As for ``content``, or it is of a newer format and must not be written (E_NEWER_FORMAT).
        """
        tail = self._tail()
        left = self._left(file, tail)
        due = tail.line.n if tail.line is not None and file in tail.touched else 0
        if left is not None:
            due = left.applied
        return self.current(file) if self.applied(file) < due else None

    def mentions(self, file: str, text: str) -> bool:
        """Whether ``text`` may stand in ``file``: much cheaper than reading its documents; no is always right.

        Where letters may be written as numbers, as JSON allows, it may; pmtui writes none so but control characters.
        """
        try:
            raw = read_file(self._places.standing(file))[0]
        except OSError:
            return True
        return file in self._tail().touched or text.encode() in raw or b"\\u" in raw

    def forwarded(self, file: str, stored: FileContent) -> FileContent:
        """``stored`` with every transaction of the history that it lacks; doing so twice changes nothing.

        Raises:
            StoreError: The history is damaged or cannot be read.
        """
        now = self._history.signature()
        known = self._forwarded.get(file)
        if known and known[0] == now and known[1] is stored:
            return known[2]
        missing: list[Line] = []
        for line in self._history.backwards():
            if line.n <= stored.applied:
                break
            missing.append(line)
        content = advanced(stored, file, reversed(missing))
        if content.checked:
            content = content._replace(sum=state_of(content).sum)
        self._forwarded[file] = now, stored, content
        return content


FOREIGN = (
    "the history tells something else of it, so an older file or one of another store was put in its place"
)


def is_as_left(stored: FileContent, left: FileState, last: int) -> bool:
    """Whether a file is in the state the history ``left`` it in, as far as can be told.

    One that knows more changes than the history with its ``last`` one is read; nothing is written until the history is
    mended. One that somebody edited, and so has no right checksum, may be of any later state.
    """
    if stored.applied > last:
        return True
    if stored.applied == left.applied:
        return _is_same_text(stored, left)
    return stored.applied > left.applied and not stored.sum


def _is_same_text(content: FileContent, left: FileState) -> bool:
    return not content.sum or not left.sum or content.sum == left.sum


def advanced(content: FileContent, file: str, lines: Iterable[Line]) -> FileContent:
    """``content`` after the changes that ``lines``, oldest first, made to ``file``."""
    tables: Tables = {name: dict(table) for name, table in content.tables.items()}
    number, form = content.applied, content.format
    for line in lines:
        if line.kind == "migrate" and form:
            number, form = line.n, form + 1
        for change in line.changes:
            if change.file != file:
                continue
            number = line.n
            table = tables.setdefault(change.table, {})
            if change.after is None:
                table.pop(change.id, None)
            else:
                table[change.id] = change.after
    return FileContent(ordered(tables), number, format=form, checked=content.checked)
