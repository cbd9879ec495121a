"""Replacing many files of a store at once, all or nothing, where a transaction cannot do it.

The new files are written into the folder ``rewrite.new``, which is then renamed to ``rewrite``: that is the moment it
is done. What remains, moving them into their places, is finished by whoever takes the lock next if a crash comes
between; until then readers look into ``rewrite`` first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pmtui.data.disk import cannot_write, flush_folder, make_folder, remove_quietly, write_temporary
from pmtui.data.document import DATA_FOLDERS
from pmtui.data.symlinks import require_no_link

COMMITTED = "rewrite"
STAGED = "rewrite.new"
_REMOVED = "removed"


class Rewrite:
    """Files that shall change together; the lock must be held."""

    def __init__(self, root: Path) -> None:
        """Start without changes to the store in ``root``; nothing is written yet."""
        self._root = root
        self._files: dict[str, bytes] = {}
        self._removed: list[str] = []

    def put(self, file: str, data: bytes) -> None:
        """Let ``file``, relative to the store, hold ``data``."""
        self._files[file] = data

    def remove(self, file: str) -> None:
        """Let ``file`` be gone."""
        self._removed.append(file)

    def _data_folders(self) -> Iterator[Path]:
        return (folder for name in ("", *DATA_FOLDERS) if (folder := self._root / name).is_dir())

    def commit(self) -> None:
        """Do it.

        Raises:
            StoreError: The disk refuses, or a link stands in the place of a file or its folder (E_CANNOT_WRITE);
                nothing is changed.
        """
        places = [self._root / file for file in (*self._files, *self._removed)]
        require_no_link(sorted({*places, *(place.parent for place in places)} - {self._root}))
        staged = self._root / STAGED
        path = staged
        try:
            _discard(staged)
            make_folder(staged)
            files = {**self._files, _REMOVED: "".join(f"{name}\n" for name in self._removed).encode()}
            for file, data in files.items():
                path = staged / file
                make_folder(path.parent)
                write_temporary(path, data)
            # Names that the last transaction gave are made durable as well: only as long as it stays the last one does
            # recovery look after its files.
            for path in {(staged / file).parent for file in files} | set(self._data_folders()):
                flush_folder(path)
            path = staged
            os.rename(staged, self._root / COMMITTED)
        except OSError as error:
            with suppress(OSError):
                _discard(staged)
            raise cannot_write(path, error) from error
        # From here on it is done, whatever the disk says: the next one who takes the lock finishes it.
        with suppress(OSError):
            flush_folder(self._root)
            _move_in(self._root)


def finish_rewrite(root: Path) -> None:
    """Finish a rewrite that a crash interrupted, and forget one that was never done. The lock must be held.

    Raises:
        StoreError: The disk refuses (E_CANNOT_WRITE).
    """
    try:
        if (root / COMMITTED).is_dir():
            _move_in(root)
        if (root / STAGED).is_dir():
            _discard(root / STAGED)
    except OSError as error:
        raise cannot_write(root / COMMITTED, error) from error


def is_pending(root: Path) -> bool:
    """Whether a rewrite is done and not yet in its place."""
    return os.path.isdir(os.path.join(root, COMMITTED))


def standing_path(root: Path, file: str) -> Path:
    """Where the bytes of ``file`` are that count: in an unfinished rewrite, else in their place."""
    waiting = os.path.join(root, COMMITTED, file)
    return Path(waiting) if os.path.isfile(waiting) else root / file  # unlike Path.is_file it never raises


def standing_names(root: Path, folder: str) -> list[str]:
    """The names in ``folder`` that count: with those of an unfinished rewrite, without those it removes.

    Raises:
        OSError: The folder cannot be read.
    """
    names = _names(os.path.join(root, folder))
    if not is_pending(root):
        return names
    removed = {Path(name) for name in _removed(root / COMMITTED)}
    every = {*names, *_names(os.path.join(root, COMMITTED, folder))}
    return [name for name in every if Path(folder, name) not in removed]


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def _removed(folder: Path) -> list[str]:
    try:
        return (folder / _REMOVED).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _move_in(root: Path) -> None:
    folder = root / COMMITTED
    removed = folder / _REMOVED
    # Also what was moved before a crash came between, which nobody knows any more.
    touched = {root, *(root / name for name in (*DATA_FOLDERS, "history"))}
    for path in sorted(_files_below(folder)):
        if path == removed:
            continue
        place = root / path.relative_to(folder)
        make_folder(place.parent)
        os.replace(path, place)
        touched.add(place.parent)
    for name in _removed(folder):
        with suppress(FileNotFoundError):
            os.unlink(root / name)
        touched.add((root / name).parent)
    for place in sorted(place for place in touched if place.is_dir()):
        flush_folder(place)
    _discard(folder)
    flush_folder(root)


def _files_below(folder: Path) -> Iterator[Path]:
    return (Path(where) / name for where, _, names in os.walk(folder) for name in names)


def _discard(folder: Path) -> None:
    """Remove ``folder`` and what is in it.

    Raises:
        OSError: It is still there.
    """
    for where, folders, names in os.walk(folder, topdown=False):
        for name in names:
            remove_quietly(Path(where) / name)
        for name in folders:
            os.rmdir(Path(where) / name)
    with suppress(FileNotFoundError):
        os.rmdir(folder)
