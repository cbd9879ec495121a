"""The document store: read without a lock, change in transactions, undo as far back as the history goes.

What writing needs is imported when something is written: a report does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.data.clock import Clock
from pmtui.data.data_files import DataFiles
from pmtui.data.document import Doc, Look, copied, require_place
from pmtui.data.file_text import newer_format
from pmtui.data.history import History
from pmtui.data.holding import Held, Holding
from pmtui.data.migrations import newest
from pmtui.data.places import Places
from pmtui.data.tables import STRATEGY_FILE
from pmtui.errors import StoreError

if TYPE_CHECKING:
    from pmtui.data.past import Past
    from pmtui.data.transaction import Transaction
    from pmtui.data.undo import HistoryEntry

    Check = Callable[[Transaction, Sequence[HistoryEntry]], None]
    """Looks at a transaction that has taken changes back, or brought them back, and raises if it must not be."""


class Store:
    """A folder of documents.

    Reading takes no lock, writes nothing, and sees what other processes wrote. A folder that does not exist
    is an empty store, and is made by the first transaction.

    Attributes:
        after_write: Called after each transaction that stored something, when the lock is free again.
    """

    def __init__(self, root: Path, clock: Clock, *, lock_timeout: float = 5.0) -> None:
        """Use the folder ``root``; nothing is read or made yet. ``lock_timeout`` is in seconds."""
        self._root = root
        self._clock = clock
        places = Places(root)
        self._history = History(places)
        self._files = DataFiles(places, self._history)
        self._holding = Holding(places, self._files, self._history, clock, lock_timeout)
        self.after_write: Callable[[], None] = lambda: None

    @property
    def root(self) -> Path:
        """The folder of the store."""
        return self._root

    def documents(self, file: str, table: str) -> list[Doc]:
        """Every document of a table of a file such as "time/2026-10.json", sorted by id; copies to keep and change.

        Raises:
            StoreError: The file is damaged, deleted, of a newer format, or cannot be read.
        """
        return [copied(doc) for doc in self.peek(file, table)]

    def peek(self, file: str, table: str) -> Iterable[Doc]:
        """Every document of a table, sorted by id, without the cost of copies: not to be changed.

        Raises:
            StoreError: As for ``documents``.
        """
        return self.look(file, table).documents

    def look(self, file: str, table: str) -> Look:
        """The same documents, and whether they were checked.

        Raises:
            StoreError: As for ``documents``.
        """
        require_place(file, table)
        content = self._files.content(file)
        return Look(content.tables.get(table, {}).values(), content.checked)

    def tables(self, file: str) -> list[str]:
        """The names of the tables of a data file, sorted.

        Raises:
            StoreError: As for ``documents``.
        """
        return sorted(self._files.content(file).tables)

    def mentions(self, file: str, text: str) -> bool:
        """Whether ``text`` may stand in ``file``: much cheaper than reading its documents; no is always right."""
        return self._files.mentions(file, text)

    def stamp(self, file: str) -> object:
        """A value that differs whenever the documents of ``file`` may; much cheaper than reading them.

        Raises:
            StoreError: The store cannot be read.
        """
        return self._files.stamp(file)

    def files(self, folder: str) -> list[str]:
        """The data files in ``folder``, sorted: "time" → ["time/2026-09.json", "time/2026-10.json"].

        Raises:
            StoreError: The folder cannot be read.
        """
        return self._files.names(folder)

    def signature(self) -> object:
        """A value that changes whenever any process wrote; cheap enough to ask for every second.

        Raises:
            StoreError: The store cannot be read.
        """
        return self._history.signature(), self._files.signatures()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Lock the store and change it: all is stored when the block ends, nothing if it raises.

        Transactions do not nest: a second one waits for the first, in the same process as well.

        Raises:
            StoreError: The store is locked (E_LOCKED), damaged (E_DAMAGED), of a newer format
                (E_NEWER_FORMAT), or cannot be written (E_CANNOT_WRITE).
        """
        from pmtui.data.commit import commit

        with self.held() as (files, history, now):
            transaction = self._begin(now)
            try:
                yield transaction
                committed = commit(transaction, files, history)
            finally:
                transaction.end()
            if committed is not None:
                self._holding.note_save(whole=committed.whole)
        if committed is not None:
            self.after_write()

    @contextmanager
    def trial(self) -> Iterator[Transaction]:
        """A transaction that only shows what would happen: it takes no lock, makes no folder, and stores nothing.

        Raises:
            StoreError: The store is damaged (E_DAMAGED), of a newer format (E_NEWER_FORMAT), or cannot be read.
        """
        newer = self.newer()
        if newer is not None:
            raise newer
        transaction = self._begin(self._clock.now())
        try:
            yield transaction
        finally:
            transaction.end()

    def _begin(self, now: datetime) -> Transaction:
        from pmtui.data.transaction import Transaction

        last = self._history.tail().line
        return Transaction(self._files, last.n + 1 if last else 1, now, last.refs if last else {})

    def held(self, *, recovering: bool = True) -> AbstractContextManager[Held]:
        """Lock the store, for work on whole files; nothing else can write until the block ends.

        ``recovering`` first puts right what a crash left, and brings an older format up.

        Raises:
            StoreError: As for ``transaction``.
        """
        return self._holding.held(recovering=recovering)

    def newer(self) -> StoreError | None:
        """Why the store can only be read: a newer program wrote it; None when it can be written.

        Raises:
            StoreError: The store cannot be read, or is damaged.
        """
        for file in self._files.telling():
            number = self._files.head(file).format
            if number > newest():
                return newer_format(self._files.path(file), number)
        return None

    def lacks_history(self) -> bool:
        """Whether there is a strategy, and nothing tells what it must hold, or which months there were.

        Raises:
            StoreError: The store cannot be read.
        """
        return self._files.is_present(STRATEGY_FILE) and self._history.signature() is None

    def at(self, instant: datetime) -> Past:
        """The documents as they were after the last change made at ``instant`` or before.

        Raises:
            StoreError: A file or the history is damaged or cannot be read.
        """
        from pmtui.data.past import past

        return past(self._files, self._history, instant)

    def history(
        self, limit: int | None = None, touching: Callable[[HistoryEntry], bool] | None = None
    ) -> list[HistoryEntry]:
        """The newest ``limit`` transactions, all without; oldest first. ``touching`` says which ones count.

        Raises:
            StoreError: The history is damaged or cannot be read.
        """
        from pmtui.data.undo import entries_backwards

        return list(islice(filter(touching, entries_backwards(self._history)), limit))[::-1]

    def undo(self, count: int = 1, check: Check = lambda transaction, entries: None) -> list[HistoryEntry]:
        """Take back the newest ``count`` changes in force, or as many as there are; returns them, newest first.

        Raises:
            PmtuiError: There is none (E_NOTHING_TO_UNDO).
            StoreError: As for ``transaction``.
        """
        from pmtui.data.undo import newest_in_force, take_back

        newest_in_force(self._history, 1)  # with nothing to undo, no folder is made and no lock taken
        with self.transaction() as transaction:
            entries = newest_in_force(self._history, count)
            take_back(transaction, entries)
            check(transaction, entries)
        return [entry._replace(undone=True) for entry in entries]

    def undo_change(self, n: int, check: Check = lambda transaction, entries: None) -> HistoryEntry:
        """Take back the change with number ``n`` alone; returns it.

        Raises:
            PmtuiError: There is no such change in force (E_NOTHING_TO_UNDO), or a later one in force touched
                the same documents (E_UNDO_BLOCKED).
            StoreError: As for ``transaction``.
        """
        from pmtui.data.undo import one_in_force, take_back

        one_in_force(self._history, n)
        with self.transaction() as transaction:
            entry = one_in_force(self._history, n)
            take_back(transaction, [entry])
            check(transaction, [entry])
        return entry._replace(undone=True)

    def redo(self, count: int = 1, check: Check = lambda transaction, entries: None) -> list[HistoryEntry]:
        """Bring back the ``count`` changes undone last, or as many as there are, in one transaction.

        An ordinary change ends what can be redone. Returns the changes brought back, in the order they were.

        Raises:
            PmtuiError: There is none (E_NOTHING_TO_REDO).
            StoreError: As for ``transaction``.
        """
        from pmtui.data.undo import bring_back, redoable

        redoable(self._history, 1)
        with self.transaction() as transaction:
            entries = redoable(self._history, count)
            bring_back(transaction, entries)
            check(transaction, entries)
        return [entry._replace(undone=False) for entry in entries]
