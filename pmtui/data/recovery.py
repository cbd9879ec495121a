"""What every writer does first: finish or set aside what a crash left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pmtui.data.data_files import DataFiles
from pmtui.data.disk import cannot_write, flush_folders, make_folder, remove_quietly
from pmtui.data.document import DATA_FOLDERS
from pmtui.data.file_text import damaged
from pmtui.data.history import History
from pmtui.data.history_files import FOLDER
from pmtui.data.storage import DocumentStorage
from pmtui.data.symlinks import require_no_link
from pmtui.errors import StoreError


def flush_names(root: Path) -> None:
    """Make durable whatever names there are: the last writer was killed, perhaps before it did. The lock must be held.

    Raises:
        StoreError: The disk refuses.
    """
    flush_folders([root.parent, root, root / FOLDER, *(root / folder for folder in DATA_FOLDERS)])


def recover(files: DataFiles, history: History, now: datetime) -> None:
    """Bring the store to the state the history tells. The lock must be held.

    Raises:
        StoreError: The end of the history is damaged or missing, a newer program wrote the store, or the disk
            refuses.
    """
    try:
        tail = history.tail()
    except StoreError:
        for file in files.telling():  # what looks like damage may be what only a newer program understands
            _applied_or_zero(files, file)
        raise
    doubtful = tail.line is None or tail.torn is not None
    _require_history(files, history, 0 if tail.line is None else tail.line.n, thoroughly=doubtful)
    if tail.torn is not None:
        history.set_torn_aside(tail.torn, now)
    for leftover in files.leftovers():
        remove_quietly(leftover)
    if tail.line is not None:
        for file in sorted({*tail.touched, *files.telling(), *files.lagging}):
            _bring_forward(files, file)


def _require_history(files: DataFiles, history: History, last: int, *, thoroughly: bool) -> None:
    """Refuse to write when data files hold more than the history tells: new numbers would be used twice."""
    for file in files.present() if thoroughly else files.telling():
        applied = _applied_or_zero(files, file)
        require_known(applied, last, files.path(file), history)


def require_known(applied: int, last: int, path: Path, history: History) -> None:
    """Check that the history knows the transaction that ``path`` holds.

    Raises:
        StoreError: It ends before.
    """
    if applied > last:
        what = "the history is missing" if last == 0 else f"the history ends with change {last}"
        raise damaged(history.folder, f"{what}, but {path} holds change {applied}")


def _applied_or_zero(files: DataFiles, file: str) -> int:
    """The last transaction ``file`` holds; a damaged one tells nothing, and whoever needs it hears of it."""
    try:
        return files.applied(file)
    except StoreError as error:
        if error.code != "E_DAMAGED":
            raise
        return 0


def _bring_forward(files: DataFiles, file: str) -> None:
    """Rewrite ``file`` from the history if it lacks a transaction: after a crash, or as an older copy lies there.

    Raises:
        StoreError: It is a link, or the disk refuses.
    """
    try:
        content = files.overdue(file)
    except StoreError as error:
        if error.code != "E_DAMAGED":
            raise
        return  # whoever needs this file is told; the history keeps what it lacks
    if content is not None:
        require_no_link([files.path(file)])
        storage = DocumentStorage(files.path(file), content)
        storage.make(content.applied)
        replace_all(files, {file: storage})
        files.lagging.discard(file)


def replace_all(files: DataFiles, storages: dict[str, DocumentStorage]) -> None:
    """Stage every file, whose bytes are made, then put all in place.

    Their new names need not be durable yet: whatever a power cut leaves of the files that the last transaction touched,
    recovery brings forward. See ``leave``.

    Raises:
        StoreError: The disk refuses. Each storage tells whether its file was replaced.
    """
    path = files.path("")
    try:
        for storage in storages.values():
            path = storage.path
            try:
                storage.stage()
            except FileNotFoundError:
                make_folder(path.parent)
                storage.stage()
        for storage in storages.values():
            path = storage.path
            storage.replace()
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        for storage in storages.values():
            storage.discard()
    for file, storage in storages.items():
        files.replaced(file, storage.signature, storage.content)


def leave(files: DataFiles, left: Iterable[str]) -> None:
    """Make the names of files durable that recovery will not look after any more: a new transaction touches others.

    Raises:
        StoreError: The disk refuses.
    """
    flush_folders(sorted({files.path(file).parent for file in left}))


def missing_on_disk(files: DataFiles, names: Iterable[str]) -> int:
    """How many of ``names`` are not there yet."""
    return sum(not files.is_present(name) for name in names)
