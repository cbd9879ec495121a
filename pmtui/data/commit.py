"""How a transaction reaches the disk: first the history, then the files it touches.

What is flushed, and what need not be: docs/adr/0014-a-save-flushes-twice.md.
"""

from __future__ import annotations

from typing import NamedTuple

from pmtui.data.data_files import DataFiles
from pmtui.data.history import History
from pmtui.data.history_line import Change, Line
from pmtui.data.noting import states_after
from pmtui.data.recovery import leave, missing_on_disk, replace_all, require_known
from pmtui.data.storage import DocumentStorage, put_changes
from pmtui.data.symlinks import require_no_link
from pmtui.data.transaction import Transaction
from pmtui.errors import StoreError


class Committed(NamedTuple):
    """What was stored.

    Attributes:
        line: Its line of the history.
        whole: Whether the data files hold it, too; if not, whoever takes the lock next sees to that.
    """

    line: Line
    whole: bool


def commit(transaction: Transaction, files: DataFiles, history: History) -> Committed | None:
    """Store what ``transaction`` changed; returns None if it changed nothing.

    The lock must be held and recovery done.

    Raises:
        StoreError: It cannot be written (E_CANNOT_WRITE); then nothing of it is stored.
    """
    changes = transaction.close()
    if not changes and not transaction.of:
        return None
    tail = history.tail()
    last = tail.line
    own = {change.file for change in changes}
    for file in sorted(own):
        require_known(transaction.content(file).applied, last.n if last else 0, files.path(file), history)
    require_no_link(map(files.path, own))
    for file in sorted(own):
        _require_readable(transaction, file, changes)
    storages = _storages(transaction, changes, files)
    made = {file: storage.make(transaction.n) for file, storage in storages.items()}
    states, since = states_after(files, history, made, transaction.now)
    line = Line(
        n=transaction.n,
        at=transaction.now,
        what=transaction.what,
        kind=transaction.kind,
        of=transaction.of,
        refs=transaction.refs,
        files=(last.files if last else 0) + missing_on_disk(files, storages),
        changes=changes,
        states=states,
        since=since,
    )
    leave(files, tail.touched - own)
    appended = history.append(line)
    # From here on the transaction is committed. It may be taken back only while no file was replaced;
    # whatever interrupts later, a signal included, recovery finishes it.
    try:
        replace_all(files, storages)
    except BaseException as error:
        untouched = not any(storage.replaced for storage in storages.values())
        if untouched and history.cut(appended):
            raise
        if not isinstance(error, StoreError):
            raise
        return Committed(line, whole=False)
    return Committed(line, whole=True)


def _require_readable(transaction: Transaction, file: str, changes: tuple[Change, ...]) -> None:
    """Refuse to write a file anew that somebody edited, where what he left cannot be read."""
    content = transaction.content(file)
    if not content.checked:
        from pmtui.data.edited import require_readable  # only edited files pay for it

        require_readable(file, content.tables, changes)


def _storages(
    transaction: Transaction, changes: tuple[Change, ...], files: DataFiles
) -> dict[str, DocumentStorage]:
    """TinyDB storages, by file, that hold the documents after ``changes``."""
    grouped: dict[str, dict[str, dict[str, Change]]] = {}
    for change in changes:
        grouped.setdefault(change.file, {}).setdefault(change.table, {})[change.id] = change
    storages = {}
    for file, tables in grouped.items():
        storages[file] = storage = DocumentStorage(files.path(file), transaction.content(file))
        for table, documents in tables.items():
            put_changes(storage, table, {id: change.after for id, change in documents.items()})
    return storages
