"""Rolling backups: one zip for each day on which something was written, made after the first write of the day.

A small store is backed up on the spot. A large one is by a process of its own, so that nobody waits for it: run
as ``python -m pmtui.data.rolling FOLDER DAY``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtui.data.backup_folder import FOLDER, has_rolling_backup, rolling_backup
from pmtui.data.clock import Clock
from pmtui.data.disk import make_folder, open_private, remove_quietly, sweep, write_all
from pmtui.data.hard_links import part
from pmtui.data.holding import LOCK
from pmtui.data.lock import locked
from pmtui.data.store import Store
from pmtui.errors import PmtuiError, StoreError

if TYPE_CHECKING:
    import subprocess

KEPT_DAYS = 14
"""So many of the newest days are kept; of older ones, the first of each month."""

ON_THE_SPOT = 100_000
"""Bytes of a store that are zipped within a few milliseconds."""

children: list[subprocess.Popen[bytes]] = []
"""The processes started to make backups that may not have finished."""

_NAME = r"pmtui-([0-9]{4}-[0-9]{2}-[0-9]{2})\.zip"
_PROBLEM = "problem.txt"
_PATIENCE = timedelta(hours=1)


class State(NamedTuple):
    """How the rolling backups of a store stand.

    Attributes:
        newest: Day of the newest, None without any.
        days: How many there are.
        problem: Why the last try failed, a sentence for people; empty when it did not.
    """

    newest: date | None
    days: int
    problem: str


def state(root: Path) -> State:
    """How the rolling backups of the store in ``root`` stand."""
    days = _days(root / FOLDER)
    problem = ""
    with suppress(OSError, ValueError):
        problem = (root / FOLDER / _PROBLEM).read_text(encoding="utf-8").strip()
    return State(days[-1] if days else None, len(days), problem)


def roll(store: Store, day: date) -> None:
    """See to it that there is a backup of ``day``, without making anybody wait, and without ever failing.

    What goes wrong is kept for ``state``, and tried again after an hour.
    """
    folder = store.root / FOLDER
    if has_rolling_backup(store.root, day):
        return
    if _failed_lately(folder) or _is_being_made(folder):
        return
    try:
        if _is_large(store.root):
            _start(store.root, day)
        else:
            back_up(store, day)
    except OSError as error:
        _tell(folder, f"{folder}: {error.strerror or error}")


def back_up(store: Store, day: date) -> None:
    """Make the backup of ``day`` unless it is there, and remove those that are too old; never fails."""
    from pmtui.data.archive import write_archive
    from pmtui.data.snapshots import take  # once a day somebody pays for it

    folder = store.root / FOLDER
    if not store.root.is_dir():
        return  # removed meanwhile; nothing of it shall come back
    try:
        make_folder(folder)
        with locked(folder / LOCK, 0):
            path = rolling_backup(store.root, day)
            if path.exists():
                return
            sweep(folder)
            archive = take(store)
            write_archive(path, archive.raw, archive.last.at)
            remove_quietly(folder / _PROBLEM)
            days = _days(folder)
            for old in {*days} - {*kept(days)}:
                remove_quietly(rolling_backup(store.root, old))
    except PmtuiError as error:
        if error.code not in ("E_LOCKED", "E_FILE_EXISTS"):  # somebody else is at it
            _tell(folder, error.message)
    except OSError as error:
        _tell(folder, f"{folder}: {error.strerror or error}")


def _start(root: Path, day: date) -> None:
    """Let a process of its own make the backup."""
    import subprocess

    options: dict[str, object] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NO_WINDOW}
    child = subprocess.Popen(  # type: ignore[call-overload]  # the options differ by platform
        [sys.executable, "-m", "pmtui.data.rolling", str(root), day.isoformat()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )
    # Kept, so that it can be reaped later by a process that runs for long, such as the app.
    children[:] = [*(other for other in children if other.poll() is None), child]


def kept(days: Sequence[date]) -> list[date]:
    """Those of ``days``, which are in order, whose backups are kept."""
    first_of = {(day.year, day.month): day for day in reversed(days[:-KEPT_DAYS])}
    return [*reversed(first_of.values()), *days[-KEPT_DAYS:]]


def _days(folder: Path) -> list[date]:
    """The days there are backups of, in order."""
    found = []
    with suppress(OSError):
        for name in os.listdir(folder):
            match = re.fullmatch(_NAME, name)
            with suppress(ValueError):
                found += [date.fromisoformat(match[1])] if match else []
    return sorted(found)


def _is_large(root: Path) -> bool:
    """Whether data files and history are too much to be zipped on the spot; looks at no more of them than needed."""
    size = 0
    for folder in (root, root / "time", root / "history"):
        with suppress(FileNotFoundError), os.scandir(folder) as found:
            for entry in found:
                if entry.is_file() and not entry.name.startswith("."):
                    size += entry.stat().st_size
                    if size > ON_THE_SPOT:
                        return True
    return False


def _is_being_made(folder: Path) -> bool:
    """Whether another process is making a backup, which may take it a while."""
    if not folder.is_dir():
        return False
    try:
        with locked(folder / LOCK, 0):
            return False
    except StoreError as error:
        return error.code == "E_LOCKED"


def _failed_lately(folder: Path) -> bool:
    import time

    try:
        return time.time() - (folder / _PROBLEM).stat().st_mtime < _PATIENCE.total_seconds()
    except OSError:
        return False


def _tell(folder: Path, problem: str) -> None:
    with suppress(OSError):
        make_folder(folder)
        part(folder / _PROBLEM)
        descriptor = open_private(folder / _PROBLEM, os.O_WRONLY | os.O_TRUNC)
        try:
            write_all(descriptor, f"{problem}\n".encode("utf-8", "replace"))
        finally:
            os.close(descriptor)


if __name__ == "__main__":
    with suppress(OSError, AttributeError):
        os.nice(10)
    with suppress(StoreError, PmtuiError):
        back_up(Store(Path(sys.argv[1]), Clock()), date.fromisoformat(sys.argv[2]))
