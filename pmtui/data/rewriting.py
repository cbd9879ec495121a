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
_NEVER = (COMMITTED, STAGED, "lock")


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
        from pmtui.data.rewrite_check import text_of

        places = [Path(file) for file in (*self._files, *self._removed)]
        every = {place for path in places for place in (path, *path.parents)} - {Path()}
        require_no_link([self._root / place for place in sorted(every)])
        staged = self._root / STAGED
        path = staged
        _require_ours(self._root)
        try:
            _discard(staged)
            make_folder(staged)
            files = {**self._files, _REMOVED: text_of(self._removed)}
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
        StoreError: The disk refuses, or somebody else made what is there (E_CANNOT_WRITE).
    """
    found = _require_ours(root)
    try:
        if COMMITTED in found:
            _move_in(root)
        if STAGED in found:
            _discard(root / STAGED)
    except OSError as error:
        raise cannot_write(root / COMMITTED, error) from error


def _require_ours(root: Path) -> list[str]:
    """The folders of rewrites that there are.

    Raises:
        StoreError: Somebody else made one (E_CANNOT_WRITE).
    """
    found = [name for name in (COMMITTED, STAGED) if os.path.isdir(os.path.join(root, name))]
    for name in found:
        if is_foreign(root, name):
            from pmtui.data.rewrite_check import not_ours

            raise not_ours(root / name)
    return found


def is_pending(root: Path) -> bool:
    """Whether a rewrite is done and not yet in its place."""
    return os.path.isdir(os.path.join(root, COMMITTED)) and not is_foreign(root, COMMITTED)


def is_foreign(root: Path, name: str) -> bool:
    """Whether somebody else made the folder in the place of a rewrite that is called ``name``."""
    from pmtui.data.rewrite_check import is_ours

    if name == STAGED:  # nothing in it counts, and all of it goes: the folder itself must be the store's
        return os.path.islink(root / name)
    return not is_ours(root / name, _REMOVED, _NEVER)


def standing_path(root: Path, file: str) -> Path:
    """Where the bytes of ``file`` are that count: in an unfinished rewrite, else in their place."""
    waiting = os.path.join(root, COMMITTED, file)
    there = os.path.isfile(waiting) and is_pending(root)  # unlike Path.is_file it never raises
    return Path(waiting) if there else root / file


def standing_names(root: Path, folder: str) -> list[str]:
    """The names in ``folder`` that count: with those of an unfinished rewrite, without those it removes.

    Raises:
        OSError: The folder cannot be read.
    """
    names = _names(os.path.join(root, folder))
    if not is_pending(root):
        return names
    from pmtui.data.rewrite_check import names_in

    removed = {Path(name) for name in names_in(root / COMMITTED / _REMOVED)}
    every = {*names, *_names(os.path.join(root, COMMITTED, folder))}
    return [name for name in every if Path(folder, name) not in removed]


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def _move_in(root: Path) -> None:
    from pmtui.data.rewrite_check import names_in

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
    for name in names_in(removed):
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
            path = Path(where) / name
            (os.unlink if os.path.islink(path) else os.rmdir)(path)
    with suppress(FileNotFoundError):
        os.rmdir(folder)
