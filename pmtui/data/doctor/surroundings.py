"""What lies around the data: who may read it, what was left behind, drafts, the lock, files of others."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from pmtui.data.backup_folder import dated_newest_first
from pmtui.data.disk import is_abandoned, open_ordinary, read_file
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.draft_folder import FOLDER as DRAFTS
from pmtui.data.drafts import draft_in
from pmtui.data.holding import LOCK
from pmtui.data.rewriting import COMMITTED, STAGED, is_foreign
from pmtui.data.symlinks import link_fix, link_words
from pmtui.data.sync_copies import sync_copies
from pmtui.data.tables import STRATEGY_FILE, TIME_FOLDER
from pmtui.errors import StoreError

QUARANTINE = "quarantine"
OUT_OF_PLACE = "E_PLACE"
"""The code of something that has the place of a folder of the store; nothing can be repaired around it."""

SYMLINK = "E_SYMLINK"
"""The code of a symbolic link in the place of what belongs to the store."""

_FOLDERS = (TIME_FOLDER, "history", "backups", DRAFTS, QUARANTINE, COMMITTED, STAGED)
_REWRITES = (COMMITTED, STAGED)
_MOVE = "move it out of the store by hand, then ask the doctor again"


def require_store(root: Path) -> None:
    """Refuse a folder that holds nothing of pmtui's: repairing it would close the files of others.

    Raises:
        StoreError: There is no store (E_NO_STORE).
    """
    try:
        names = os.listdir(root)
    except FileNotFoundError:
        raise _no_store(f"{root} does not exist") from None
    except NotADirectoryError:
        raise _no_store(f"{root} is no folder") from None
    except OSError:  # whoever reads it says why
        return
    if not {STRATEGY_FILE, LOCK, *_REWRITES}.isdisjoint(names):
        return
    known = (_is_known(folder, name) for folder in (TIME_FOLDER, "history") for name in _names(root / folder))
    if not any(known) and not dated_newest_first(root) and not _names(root / DRAFTS):
        raise _no_store(f"{root} holds nothing that pmtui wrote")


def _no_store(what: str) -> StoreError:
    return StoreError(
        "E_NO_STORE",
        f"There is no store: {what}.",
        "Name another folder with --data DIR or PMTUI_DATA; the first change makes a store.",
    )


def look_around(root: Path) -> list[Finding]:
    """Everything but the data files and the history of the store in ``root``."""
    return [
        *_misplaced(root),
        *_links(root),
        *_links_beside(root),
        *(hint("E_MODE", _named(root, path), what) for path, _, what in wrong_modes(root)),
        *(hint("E_LEFTOVER", _named(root, path), what) for path, what in leftovers(root)),
        *_rewrites(root),
        *_foreign(root),
        *_stale_lock(root),
    ]


def _misplaced(root: Path) -> Iterator[Finding]:
    """Something else where pmtui needs a folder, or the lock."""
    for name in (*_FOLDERS, LOCK):
        path = root / name
        folder = name != LOCK
        if os.path.lexists(path) and not (path.is_dir() if folder else _is_plain(path)):
            what = (
                "it should be a folder, and is not"
                if folder
                else "it should be a file of its own, and is not"
            )
            yield damage(OUT_OF_PLACE, name, what, fix=_MOVE)


def _links(root: Path) -> Iterator[Finding]:
    """Symbolic links in the place of files of the store, and of the folders that hold them."""
    for folder in ("", TIME_FOLDER, "history"):
        for name in _names(root / folder):
            path = root / folder / name
            if _is_known(folder, name) and path.is_symlink():
                yield damage(
                    SYMLINK,
                    _named(root, path),
                    f"it {link_words(path)}, and nothing is written to it",
                    fix=link_fix(path),
                )
    for folder in (TIME_FOLDER, "history"):
        path = root / folder
        if path.is_symlink() and path.is_dir():
            what = f"it {link_words(path)}; a restore, a repair and a purge are refused"
            yield hint(SYMLINK, folder, what, fix=link_fix(path))


def _links_beside(root: Path) -> Iterator[Finding]:
    """Links in the place of what a purge would look into, and cannot erase."""
    places = [root / DRAFTS, root / QUARANTINE]
    for folder, suffixes in ((DRAFTS, (".json", ".damaged")), ("history", (".torn",))):
        places += [root / folder / name for name in _names(root / folder) if name.endswith(suffixes)]
    for path in places:
        if path.is_symlink():
            yield hint(
                "E_FOREIGN",
                _named(root, path),
                f"it {link_words(path)}; a purge is refused",
                fix=link_fix(path),
            )


def _is_plain(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:  # gone meanwhile
        return True
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def _named(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _own(root: Path) -> Iterator[Path]:
    """The store's folder and everything in it that belongs to pmtui."""
    yield root
    for name in (STRATEGY_FILE, LOCK):
        yield root / name
    for folder in _FOLDERS:
        yield root / folder  # also one that may not be listed
        if os.path.islink(root / folder):  # what it leads to may hold what is not pmtui's
            continue
        for where, folders, names in os.walk(root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(where) / name for name in (*folders, *names))


def wrong_modes(root: Path) -> Iterator[tuple[Path, int, str]]:
    """What others than the owner may read or the owner may not: path, the mode it should have, and what is wrong."""
    if os.name == "nt":
        return
    for path in _own(root):
        try:
            status = path.lstat()
        except OSError:
            continue
        wanted = 0o700 if stat.S_ISDIR(status.st_mode) else 0o600
        mode = stat.S_IMODE(status.st_mode)
        if mode != wanted and not stat.S_ISLNK(status.st_mode):
            what = (
                "others may read or change it" if mode & 0o077 else "you yourself may not read and write it"
            )
            yield path, wanted, f"its mode is {mode:04o} and should be {wanted:04o}: {what}"


def leftovers(root: Path) -> Iterator[tuple[Path, str]]:
    """Files that nobody needs, each with what it is."""
    for path in _own(root):
        first = path.relative_to(root).parts[:1]
        if path.is_symlink() or not path.is_file() or (first and first[0] in (QUARANTINE, *_REWRITES)):
            continue
        if is_abandoned(path.name):
            yield path, "a write that was interrupted left it; the next one removes it"
        elif path.suffix == ".torn":
            yield path, "the end of a write that was interrupted, set aside"
        elif first == (DRAFTS,) and path.suffix in (".json", ".damaged") and not _is_draft(path):
            yield path, "a draft that cannot be read"
    for name in _names(root):
        if is_abandoned(name):
            yield root / name, "a write that was interrupted left it; the next one removes it"


def _is_draft(path: Path) -> bool:
    try:
        draft_in(path.stem, json.loads(read_file(path)[0]))
    except FileNotFoundError:  # the form was saved or closed meanwhile
        return True
    except (OSError, ValueError, RecursionError):
        return False
    return path.suffix == ".json"


def _rewrites(root: Path) -> Iterator[Finding]:
    for name in _REWRITES:
        if not (root / name).is_dir():
            continue
        if is_foreign(root, name):
            what = "it is not what an interrupted restore or repair leaves; somebody else made it"
            yield damage(OUT_OF_PLACE, name, what, fix=_MOVE)
        else:
            yield hint(
                "E_LEFTOVER", name, "a restore or repair that was interrupted; the next write finishes it"
            )


def _foreign(root: Path) -> Iterator[Finding]:
    """Data files by name that pmtui does not read."""
    fix = "look into it, then move it out of the store"
    copies = sync_copies(root)  # what is in them is told elsewhere
    for folder in ("", TIME_FOLDER, "history"):
        for name in _names(root / folder):
            file = f"{folder}/{name}" if folder else name
            data = name.endswith((".json", ".jsonl")) and not name.startswith(".")
            if data and file not in copies and not _is_known(folder, name):
                yield hint("E_FOREIGN", file, "pmtui does not read this file", fix=fix)


def _is_known(folder: str, name: str) -> bool:
    if not folder:
        return name == STRATEGY_FILE
    year, dash, month = name.partition(".")[0].partition("-")
    suffix = ".jsonl" if folder == "history" else ".json"
    plain = len(year) == 4 and len(month) == 2 and (year + month).isdecimal() and name.endswith(suffix)
    return plain and bool(dash) and name.count(".") == 1 and (folder == "history" or 1 <= int(month) <= 12)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _stale_lock(root: Path) -> Iterator[Finding]:
    """Whether the last writer was killed; asks for a shared lock for an instant, which a writer waits out."""
    path = root / LOCK
    if sys.platform == "win32":
        return
    import fcntl

    try:
        with open_ordinary(path) as handle:
            holder = handle.read(32).strip()
            if not holder:
                return
            fcntl.flock(handle.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # not there, not to be read, or rightly held by a writer
        return
    who = f"process {holder.decode()}" if holder.isdigit() else "a process"
    yield hint("E_LOCK", LOCK, f"{who} was ended while it was writing; the next write finishes what it began")
