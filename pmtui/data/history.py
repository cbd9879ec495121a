"""The history: every transaction ever made, one line each, and so the write-ahead log of the store.

A line ends with a checksum of the bytes before it. Lines are only ever appended, and a line counts from the
moment it is whole. A last line that is not whole was never acknowledged to anybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pmtui.data.disk import (
    Signature,
    cannot_read,
    cannot_write,
    flush,
    flush_folder,
    make_folder,
    open_ordinary,
    open_private,
    remove_quietly,
    write_all,
    write_temporary,
)
from pmtui.data.file_state import NEVER, FileState, FileStates
from pmtui.data.file_text import damaged
from pmtui.data.hard_links import part
from pmtui.data.history_files import SIGNATURE, HistoryFiles
from pmtui.data.history_line import Line, NotALine, decoded, encoded, states_noted
from pmtui.data.lines_backwards import lines_backwards
from pmtui.data.places import Places
from pmtui.data.symlinks import require_no_dead_link, require_no_link
from pmtui.errors import StoreError


class Tail(NamedTuple):
    """The end of the history.

    Attributes:
        line: The last whole line, None when there is none.
        torn: The file that ends with something else, and where that begins; None when all is whole.
        touched: The data files the last line changed.
        path: The file the last line is in.
        start: Where in it the line begins.
    """

    line: Line | None
    torn: tuple[Path, int] | None
    touched: frozenset[str] = frozenset()
    path: Path | None = None
    start: int = 0


def _tail_of(line: Line, path: Path, start: int, torn: tuple[Path, int] | None = None) -> Tail:
    return Tail(line, torn, frozenset(change.file for change in line.changes), path, start)


class Appended(NamedTuple):
    """A line just written: its file and the length of that file before."""

    path: Path
    size_before: int


class History(HistoryFiles):
    """The lines of all transactions, over the files that hold them."""

    def __init__(self, places: Places) -> None:
        """Take the history of the store in ``places``; nothing is read."""
        super().__init__(places)
        self._tail: tuple[object, Tail] | None = None
        self._whole: tuple[Line, FileStates | None] | None = None

    def tail(self) -> Tail:
        """The end of the history; costs the same however long it is.

        Raises:
            StoreError: It cannot be read, or more than the last line is damaged.
        """
        now = self.signature()
        if self._tail is None or self._tail[0] != now:
            self._tail = now, self._read_tail()
        return self._tail[1]

    def _read_tail(self) -> Tail:
        torn: tuple[Path, int] | None = None
        for path in map(self._place, reversed(self._names())):
            for start, raw in self._raw_backwards(path):
                line = self._line(path, start, raw)
                if line is not None:
                    return _tail_of(line, path, start, torn)
                if torn is not None:
                    raise self._damaged_at(path, start)
                torn = path, start
        return Tail(None, torn)

    def left(self, file: str, tail: Tail) -> FileState | None:
        """The state the history with this ``tail`` left ``file`` in; None when it does not tell, as that of old stores.

        Raises:
            StoreError: The history cannot be read, or is damaged.
        """
        line = tail.line
        if line is None or line.states is None:
            return None
        if file in line.states:
            return line.states[file]
        whole = self._whole_states(line)
        return None if whole is None else whole.get(file, NEVER)

    def states(self) -> FileStates | None:
        """The state the history left each data file in; None when it does not tell.

        Raises:
            StoreError: The history cannot be read, or is damaged.
        """
        line = self.tail().line
        if line is None or line.states is None:
            return None
        whole = self._whole_states(line)
        return None if whole is None else {**whole, **line.states}

    def _whole_states(self, last: Line) -> FileStates | None:
        """The states of all files in the line that the ``last`` one names."""
        if last.since is None:
            return last.states
        if self._whole is None or self._whole[0] is not last:
            self._whole = last, self._read_states(last.since)
        return self._whole[1]

    def _read_states(self, since: int) -> FileStates | None:
        """The states in the line at ``since``; looked for line by line where somebody moved it."""
        path = self.tail().path
        states = None if path is None else states_noted(self._raw_at(path, since))
        if states is not None:
            return states
        return next((line.states for line in self.backwards() if line.is_whole), None)

    def _raw_at(self, path: Path, start: int) -> bytes:
        try:
            with open_ordinary(path) as handle:
                handle.seek(start)
                return handle.readline()
        except FileNotFoundError:  # somebody moves it at this moment
            return b""
        except OSError as error:
            raise cannot_read(path, error) from error

    def backwards(self) -> Iterator[Line]:
        """Every whole line, newest first; read only as far as the caller goes.

        Raises:
            StoreError: It cannot be read, a line is damaged, or lines are missing.
        """
        last = self.tail().line
        if last is None:
            return
        expected, gap = last.n, False
        for path in map(self._place, reversed(self._names())):
            for start, raw in self._raw_backwards(path):
                line = self._line(path, start, raw)
                if line is not None and (line.n == expected or (gap and 0 < line.n < expected)):
                    expected, gap = line.n - 1, line.kind == "base"
                    yield line
                elif expected != last.n:
                    raise self._bad(path, start, line, expected)
                # Before the last line stand only a torn one and such as were appended a moment ago.
        if expected and not gap:
            raise self._hole(self.folder, 0, expected)

    def _bad(self, path: Path, start: int, line: Line | None, expected: int) -> StoreError:
        return self._damaged_at(path, start) if line is None else self._hole(path, line.n, expected)

    def _hole(self, path: Path, found: int, expected: int) -> StoreError:
        return damaged(path, f"after change {found} follows change {expected + 1}")

    def _raw_backwards(self, path: Path) -> Iterator[tuple[int, bytes]]:
        try:
            yield from lines_backwards(path)
        except FileNotFoundError:
            require_no_dead_link(path)
            return
        except OSError as error:
            raise cannot_read(path, error) from error

    def _line(self, path: Path, start: int, raw: bytes) -> Line | None:
        """The line with the bytes ``raw``; None when its checksum is wrong.

        Raises:
            StoreError: No change of pmtui says what it says.
        """
        try:
            return decoded(raw)
        except NotALine as error:
            raise self._damaged_at(path, start, f"{error}: pmtui did not write this change") from error

    def _damaged_at(
        self, path: Path, start: int, what: str = "the checksum of this change is wrong"
    ) -> StoreError:
        """The error for a bad line; counting its number reads the file, which is worth it here."""
        try:
            with open(path, "rb") as handle:
                number = handle.read(start).count(b"\n") + 1
        except OSError as error:
            return cannot_read(path, error)
        return damaged(path, what, number)

    def append(self, line: Line) -> Appended:
        """Write ``line`` durably; when this returns, the transaction is committed. The lock must be held.

        Raises:
            StoreError: It cannot be written (E_CANNOT_WRITE).
        """
        data = encoded(line)
        path = self.next_file(line.at)
        try:
            if not self._names():
                make_folder(self.folder)
            part(path)
            descriptor = open_private(path, os.O_WRONLY | os.O_APPEND)
        except OSError as error:
            raise cannot_write(path, error) from error
        appended = Appended(path, os.fstat(descriptor).st_size)
        try:
            write_all(descriptor, data)
            flush(descriptor)
            if appended.size_before == 0:
                flush_folder(self.folder)
                flush_folder(self.folder.parent)
            now = Signature.of(os.fstat(descriptor))
        except BaseException as error:
            gone = self.cut(appended)
            if isinstance(error, OSError):
                raise cannot_write(path, error, unsure=not gone) from error
            raise
        finally:
            os.close(descriptor)
            if appended.size_before == 0:
                self._places.look_again()
        self._tail = (path, now), _tail_of(line, path, appended.size_before)
        self._places.note(SIGNATURE, self._tail[0])
        return appended

    def cut(self, appended: Appended) -> bool:
        """Take the last line away again; returns whether it is gone. The lock must be held."""
        path, size = appended
        self._places.look_again()
        self._tail = None
        try:
            descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return False
        try:
            os.ftruncate(descriptor, size)
            flush(descriptor)
        except OSError:
            # Cut but not flushed is gone as well, for everybody who looks before a power cut.
            return os.fstat(descriptor).st_size == size
        finally:
            os.close(descriptor)
        if size == 0:
            remove_quietly(path)
        return True

    def set_torn_aside(self, torn: tuple[Path, int], now: datetime) -> Path:
        """Move a torn end into a file of its own, ``MONTH.TIME.torn``; returns that. The lock must be held.

        Raises:
            StoreError: It cannot be written.
        """
        path, start = torn
        require_no_link([path])
        self._places.look_again()
        aside = self._unused_name(path, now)
        try:
            part(path)
            with open(path, "r+b") as handle:
                handle.seek(start)
                write_temporary(aside, handle.read())
                flush_folder(self.folder)
                handle.truncate(start)
                flush(handle.fileno())
        except OSError as error:
            raise cannot_write(path, error) from error
        return aside

    def _unused_name(self, path: Path, now: datetime) -> Path:
        names = (path.with_suffix(f".{now:%Y%m%dT%H%M%SZ}-{number}.torn") for number in count(1))
        return next(name for name in names if not name.exists())
