"""Back up the store into one file, and bring a backup back."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from pmtui.data.archive import read_archive, write_archive
from pmtui.data.backup_folder import FOLDER
from pmtui.data.disk import cannot_write, make_folder
from pmtui.data.doctor.examination import examine_at_rest
from pmtui.data.doctor.finding import Finding
from pmtui.data.outside_files import require_outside
from pmtui.data.restoring import Restored, restore
from pmtui.data.snapshots import take
from pmtui.data.tables import TIME_FOLDER
from pmtui.domain.date_words import minute_text
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup just written.

    Attributes:
        path: Where it is.
        files: How many files are in it.
        size: Bytes of the zip.
        change: Number of the newest change in it.
    """

    path: Path
    files: int
    size: int
    change: int


def back_up(session: Session, target: Path | None, *, replace: bool = False) -> Backup:
    """Write the whole store, history included, into a zip.

    Args:
        session: Store and clock.
        target: File, or a folder to make one in; None: the folder for backups in the store.
        replace: Whether a file that exists is replaced.

    Raises:
        PmtuiError: ``E_NOTHING_TO_BACK_UP`` for an empty store, ``E_FILE_EXISTS``, ``E_INSIDE_STORE``.
        StoreError: the store is damaged or locked, or the file cannot be written.
    """
    store = session.store
    if not store.files("") and not store.files(TIME_FOLDER) and not store.history(1):
        raise PmtuiError("E_NOTHING_TO_BACK_UP", f"there is nothing in {store.root} yet", "check --data")
    _check_target(store.root, target)
    archive = take(store)
    path = _place(session, target)
    write_archive(path, archive.raw, session.now(), replace=replace)
    return Backup(path, len(archive.raw), path.stat().st_size, archive.last.n)


def _check_target(root: Path, target: Path | None) -> None:
    """Refuse what belongs to the store; only its folder for backups is for backups.

    Raises:
        PmtuiError: ``E_INSIDE_STORE``.
    """
    if target is None:
        return
    folder = target if target.is_dir() else target.absolute().parent
    if os.path.realpath(folder) != os.path.realpath(root / FOLDER):
        require_outside(folder, root)


def _place(session: Session, target: Path | None) -> Path:
    if target is not None and not target.is_dir():
        return target.absolute()
    folder = target or session.store.root / FOLDER
    try:
        make_folder(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    stem = f"pmtui-{session.now().astimezone(session.zone()):%Y-%m-%d-%H%M%S}"
    number, path = 1, folder / f"{stem}.zip"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.zip"
    return path.absolute()


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What a restore did.

    Attributes:
        restored: How it was done, and where what was there before is.
        newest: When the newest change in the backup was made, UTC.
        wrong: What is wrong with the store now, and was in the backup: a restore alters nothing.
    """

    restored: Restored
    newest: datetime
    wrong: tuple[Finding, ...] = ()


def bring_back(session: Session, source: Path) -> BroughtBack:
    """Make the store hold what the backup ``source`` holds; what is there now is backed up first.

    Raises:
        PmtuiError: ``E_BAD_BACKUP`` or ``E_CANNOT_READ`` when the backup is not whole; nothing is changed then.
        StoreError: ``E_NEWER_FORMAT``, or the store is locked or cannot be written.
    """
    archive = read_archive(source)
    newest = archive.last.at.astimezone(_zone(session))
    what = f"Restore the backup {printable(source.name)} of {minute_text(newest)}"
    restored = restore(session.store, archive, what)
    return BroughtBack(restored, archive.last.at, _wrong(session))


def _wrong(session: Session) -> tuple[Finding, ...]:
    """What the doctor finds in the documents of the store."""
    findings = examine_at_rest(session.store.root, session.now()).findings
    return tuple(found for found in findings if found.ref is not None)


def _zone(session: Session) -> tzinfo:
    """The workspace's zone, UTC when the store is too damaged to tell."""
    try:
        return session.zone()
    except PmtuiError:
        return UTC
