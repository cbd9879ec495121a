"""Erasing for good: documents and what quotes them, from the data files and from the whole history at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pmtui.data.archive import mentions
from pmtui.data.backup_folder import FOLDER, archives
from pmtui.data.document import DATA_FOLDERS, Doc, Tables
from pmtui.data.file_text import FileContent, damaged, ordered, state_of, written
from pmtui.data.history_line import Change, Line, NotALine, decoded, encoded
from pmtui.data.holding import Held
from pmtui.data.migrating import stage_lines
from pmtui.data.noting import every_state
from pmtui.data.rewriting import Rewrite
from pmtui.data.whole_store import require_documents

Keep = Callable[[str, Doc, int | None], Doc | None]
"""Table, a version of a document, and the number of the change that knew it, None for what it is now → what stays of
it: the very same, a changed one, or None."""

_SEARCHED = ("drafts/*", "quarantine/**/*", "history/*.torn")
"""Where else in a store's folder words of a document may lie."""


class Erasure(NamedTuple):
    """What shall be erased.

    Attributes:
        keep: Says for every version of every document what stays of it.
        reword: Takes a line of the history and what it is after ``keep``, and returns its new sentence.
        needles: Bytes one of which stands in every line of the history that is concerned.
        what: A sentence for the history, which keeps that something was purged, not what.
        remove: Further files to remove, relative to the store.
    """

    keep: Keep
    reword: Callable[[Line, Line], str]
    needles: tuple[bytes, ...]
    what: str
    remove: tuple[str, ...] = ()


def erase(held: Held, erasure: Erasure) -> int:
    """Do it: all files at once, or nothing; returns the number of its line in the history. The lock must be held.

    The numbers of all changes stay. A change nothing is left of becomes one from None to None, which undo refuses.

    Raises:
        StoreError: A file or the history is damaged, or the disk refuses (E_CANNOT_WRITE); nothing is changed.
    """
    last = held.history.tail().line
    if last is None:
        raise damaged(held.history.folder, "the history is missing")
    rewrite = Rewrite(held.files.path(""))
    kept = dict(_kept_contents(held, erasure.keep))
    own = last._replace(
        n=last.n + 1,
        at=held.now,
        what=erasure.what,
        kind="purge",
        of=(),
        changes=(),
        states={
            **every_state(held.files, held.history),
            **{file: state_of(content) for file, content in kept.items()},
        },
        since=None,
    )
    own_file = held.history.next_file(own.at)
    stage_lines(rewrite, held.history, own, encoded(own))
    for path in held.history.files():
        lines = b"".join(_history_lines(path, held.history.bytes_of(path), erasure))
        rewrite.put(f"history/{path.name}", lines + (encoded(own) if path == own_file else b""))
    for file, content in kept.items():
        rewrite.put(file, written(content))
    for name in erasure.remove:
        rewrite.remove(name)
    rewrite.commit()
    return own.n


def _kept_contents(held: Held, keep: Keep) -> Iterator[tuple[str, FileContent]]:
    """The data files that change, and what each then holds."""
    for folder in ("", *DATA_FOLDERS):
        for file in held.files.names(folder):
            content = held.files.content(file)
            require_documents(file, content, held.files.path(""))
            tables = ordered(_kept_tables(content.tables, keep))
            if tables != content.tables:
                yield file, FileContent(tables, content.applied, checked=content.checked)


def _history_lines(path: Path, data: bytes, erasure: Erasure) -> Iterator[bytes]:
    for number, raw in enumerate(data.splitlines(keepends=True), 1):
        if not any(needle in raw for needle in erasure.needles):
            yield raw
            continue
        try:
            line = decoded(raw)
        except NotALine as error:
            raise damaged(path, str(error), number) from error
        if line is None:
            raise damaged(path, "the checksum of this change is wrong", number)
        kept = line._replace(
            changes=tuple(_kept_change(change, erasure.keep, line.n) for change in line.changes)
        )
        if kept.changes != line.changes:  # its files never were in the states that it notes, and lines move
            kept = kept._replace(states=None, since=None)
        kept = kept._replace(what=erasure.reword(line, kept))
        yield raw if kept == line else encoded(kept)


def _kept_change(change: Change, keep: Keep, n: int) -> Change:
    # Before a change that renamed documents they were called as after the one before it.
    before = change.before and keep(change.table, change.before, max(n - 1, 1))
    return change._replace(before=before, after=change.after and keep(change.table, change.after, n))


def _kept_tables(tables: Tables, keep: Keep) -> Tables:
    return {
        name: {id: kept for id, doc in table.items() if (kept := keep(name, doc, None)) is not None}
        for name, table in tables.items()
    }


def beside(root: Path, needles: Iterable[bytes]) -> list[str]:
    """Files in the store's folder, beside data, history and backups, that hold one of ``needles``; sorted."""
    wanted = list(needles)
    found = set()
    for pattern in _SEARCHED:
        for path in root.glob(pattern):
            with suppress(OSError):
                if path.is_file() and any(
                    needle in data for data in [path.read_bytes()] for needle in wanted
                ):
                    found.add(path.relative_to(root).as_posix())
    return sorted(found)


def backups_with(root: Path, needles: Iterable[bytes]) -> list[Path]:
    """The backups in the store's own folder that hold one of ``needles``, or cannot be read."""
    wanted = list(needles)
    return [path for path in archives(root) if mentions(path, wanted)]


def backup_name(path: Path) -> str:
    """The name of a backup relative to the store."""
    return f"{FOLDER}/{path.name}"
