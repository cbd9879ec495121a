"""The bytes of a whole store, read within a moment, so that looking at them may take its time without the lock."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path

from pmtui.data.disk import cannot_read, read_file
from pmtui.data.file_text import damaged
from pmtui.data.rewriting import COMMITTED, standing_path
from pmtui.data.tables import STRATEGY_FILE, TIME_FOLDER
from pmtui.errors import StoreError

HISTORY = "history"

Raws = Mapping[str, bytes | StoreError]
"""The files and folders of a store, by name, and what is in them or why that cannot be read."""

_TRIES = 5
_FILES = {
    TIME_FOLDER: re.compile(r"\d{4}-(0[1-9]|1[0-2])\.json", re.ASCII),
    HISTORY: re.compile(r"\d{4}-\d{2}\.jsonl", re.ASCII),
}


def read_at_rest(root: Path) -> Raws:
    """Everything in the store in ``root``; read once more when somebody wrote meanwhile.

    Raises:
        StoreError: There is something else in the place of the folder, or it cannot be read.
    """
    for _ in range(_TRIES - 1):
        before = _state(root)
        found = read_all(root)
        if _state(root) == before:
            return found
    return read_all(root)


def read_all(root: Path) -> Raws:
    """Everything in the store in ``root``, which nobody changes meanwhile.

    Raises:
        StoreError: There is something else in the place of the folder, or it cannot be read.
    """
    if root.exists() and not root.is_dir():
        raise cannot_read(root, NotADirectoryError(errno.ENOTDIR, "it is no folder"))
    _listed(root)
    found: dict[str, bytes | StoreError] = {}
    for file in _names(root, found):
        path = standing_path(root, file)
        try:
            found[file] = read_file(path)[0]
        except FileNotFoundError:
            continue
        except OSError as error:
            odd = path.exists() and not path.is_file()
            found[file] = damaged(path, "it is no file") if odd else cannot_read(path, error)
    return found


def _names(root: Path, errors: dict[str, bytes | StoreError]) -> list[str]:
    """The data files and history files there are; folders that cannot be read go into ``errors``."""
    found = {STRATEGY_FILE}
    for folder, pattern in _FILES.items():
        for top in (root, root / COMMITTED):
            try:
                found |= {f"{folder}/{name}" for name in _listed(top / folder) if pattern.fullmatch(name)}
            except StoreError as error:
                errors[folder] = error
    return sorted(found)


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise cannot_read(folder, error) from error


def _state(root: Path) -> list[tuple[str, int, int, int]]:
    """A value that changes when somebody writes."""
    found = []
    for file in _names(root, {}):
        try:
            status = os.stat(standing_path(root, file))
        except OSError:
            continue
        found.append((file, status.st_mtime_ns, status.st_size, status.st_ino))
    return found
