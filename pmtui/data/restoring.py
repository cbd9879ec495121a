"""Bringing back a backup: as one more change where that is possible, else by replacing the files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pmtui.data.archive import write_archive
from pmtui.data.backup_folder import FOLDER
from pmtui.data.disk import cannot_write, flush_folder, make_folder, read_file, write_temporary
from pmtui.data.document import DATA_FOLDERS, Doc, same_content
from pmtui.data.file_text import newer_format, written
from pmtui.data.holding import Held
from pmtui.data.made_text import HEAD_LENGTH, head_of
from pmtui.data.migrations import newest
from pmtui.data.rewriting import Rewrite, finish_rewrite
from pmtui.data.store import Store
from pmtui.data.transaction import Transaction
from pmtui.data.whole_store import Archive, require_documents, snapshot
from pmtui.errors import StoreError

QUARANTINE = "quarantine"
"""The folder for files that were replaced because they were damaged; a folder for each time within."""


class Restored(NamedTuple):
    """What a restore did.

    Attributes:
        changed: How many documents it changed, brought back or took away; None when whole files were put in place.
        saved: The backup of what was there before, None when nothing was.
        quarantined: The folder with the damaged files that were replaced; None when none were.
    """

    changed: int | None
    saved: Path | None = None
    quarantined: Path | None = None


def restore(store: Store, archive: Archive, what: str) -> Restored:
    """Make the store hold what ``archive`` holds; what is there now is backed up first.

    The history goes on: the restore is one more change, called ``what``, and can be undone. An empty store gets the
    history of the backup as well. So does one that is too damaged for any change; what it held is set aside.

    Raises:
        StoreError: The store is of a newer format, locked, or cannot be written; nothing is changed then.
    """
    with store.held(recovering=False) as held:
        _require_ours(held)
        finish_rewrite(store.root)
        if not held.files.present() and not held.history.files():
            _put_in_place(held, archive)
            return Restored(None)
    try:
        with store.held() as held:
            for file in _data_files(held):
                require_documents(file, held.files.content(file), store.root)
            raw, at = snapshot(held.files, held.history), held.now
        if not _differences(store, archive):
            return Restored(0)
        saved = _folder(store, FOLDER) / f"pmtui-{at:%Y%m%dT%H%M%SZ}-before-restore.zip"
        write_archive(saved, raw, at, replace=True)
        return Restored(_change(store, archive, what), saved)
    except StoreError as error:
        if error.code != "E_DAMAGED":
            raise
    return _replace(store, archive)


def _require_ours(held: Held) -> None:
    for file in held.files.present():
        with suppress(_Unreadable):
            number = _format_of(held, file)
            if number > newest():
                raise newer_format(held.files.path(file), number)


class _Unreadable(Exception):
    """A file that tells no format."""


def _format_of(held: Held, file: str) -> int:
    try:
        return held.files.head(file).format
    except StoreError as error:
        if error.code != "E_DAMAGED":
            raise
        raise _Unreadable from error


def _data_files(held: Held) -> list[str]:
    return [file for folder in ("", *DATA_FOLDERS) for file in held.files.names(folder)]


def _differences(reader: Store | Transaction, archive: Archive) -> list[tuple[str, str, str, Doc | None]]:
    """File, table, id and the wanted document of everything that is not as in ``archive``."""
    return list(_compared(reader, archive))


def _compared(reader: Store | Transaction, archive: Archive) -> Iterator[tuple[str, str, str, Doc | None]]:
    present = {file for folder in ("", *DATA_FOLDERS) for file in reader.files(folder)}
    for file in sorted(present | archive.contents.keys()):
        wanted = archive.contents[file].tables if file in archive.contents else {}
        for table in sorted(wanted.keys() | set(reader.tables(file))):
            old = {doc["id"]: doc for doc in reader.peek(file, table)}
            new = wanted.get(table, {})
            for id in sorted(old.keys() | new.keys()):
                if not same_content(old.get(id), new.get(id)):
                    yield file, table, id, new.get(id)


def _change(store: Store, archive: Archive, what: str) -> int:
    """Change every document that differs, in one transaction; returns how many."""
    with store.transaction() as tx:
        tx.what = what
        differences = _differences(tx, archive)
        for file, table, id, wanted in differences:
            if wanted is None:
                tx.remove(file, table, id)
            else:
                tx.put(file, table, wanted)
        for prefix, number in archive.last.refs.items():  # refs of both pasts are never given out again
            tx.refs[prefix] = max(number, tx.refs.get(prefix, 0))
    return len(differences)


def _put_in_place(held: Held, archive: Archive) -> None:
    """Replace every file of the store by those of ``archive``."""
    root = held.files.path("")
    rewrite = Rewrite(root)
    for name, data in archive.raw.items():
        rewrite.put(name, _as_left(archive, name) or data)
    for name in snapshot_names(held):
        if name not in archive.raw:
            rewrite.remove(name)
    rewrite.commit()


def _as_left(archive: Archive, name: str) -> bytes | None:
    """The text of a data file that is older in ``archive`` than its history, as that left it; else None."""
    content, head = archive.contents.get(name), head_of(archive.raw[name][:HEAD_LENGTH])
    if content is None or head is None or not content.checked or head.format != newest():
        return None
    if head.applied >= content.applied:
        return None
    return written(content._replace(format=head.format))


def snapshot_names(held: Held) -> list[str]:
    """The data files and files of the history that lie in the store, damaged or not."""
    folder = held.history.folder
    return [*held.files.present(), *(f"{folder.name}/{path.name}" for path in held.history.files())]


def _replace(store: Store, archive: Archive) -> Restored:
    with store.held(recovering=False) as held:
        aside = _folder(store, QUARANTINE) / f"{held.now:%Y%m%dT%H%M%SZ}"
        path = aside
        try:
            number = 1
            while aside.exists():
                number += 1
                aside = aside.with_name(f"{held.now:%Y%m%dT%H%M%SZ}-{number}")
            for name in snapshot_names(held):
                path = aside / name
                make_folder(path.parent)
                write_temporary(path, read_file(store.root / name)[0])
                flush_folder(path.parent)
        except OSError as error:
            raise cannot_write(path, error) from error
        _put_in_place(held, archive)
    return Restored(None, None, aside)


def _folder(store: Store, name: str) -> Path:
    folder = store.root / name
    try:
        make_folder(folder)
        os.listdir(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return folder
