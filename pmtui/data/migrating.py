"""Bringing a store of an older format to the newest: under the lock, after a backup, all files or none."""

from __future__ import annotations

from datetime import datetime

from pmtui.data.archive import write_archive
from pmtui.data.backup_folder import FOLDER
from pmtui.data.data_files import DataFiles
from pmtui.data.disk import cannot_write, make_folder
from pmtui.data.document import Tables
from pmtui.data.file_text import FileContent, damaged, ordered, state_of, written
from pmtui.data.history import History
from pmtui.data.history_line import Change, Line, encoded
from pmtui.data.migrations import brought_up, newest
from pmtui.data.rewriting import Rewrite
from pmtui.data.whole_store import snapshot


def bring_up(files: DataFiles, history: History, now: datetime) -> None:
    """Migrate the store if it is of an older format. The lock must be held and recovery done.

    Each step is one line of the history, so that what it did to each document can be seen and the history still
    tells what the files hold. It cannot be undone; the backup made first is named after the old format.

    Raises:
        StoreError: A file is damaged, or the disk refuses; nothing is changed then.
    """
    formats = {file: files.head(file).format for file in files.telling()}
    if min(formats.values(), default=newest()) >= newest():
        return
    contents = {file: files.current(file) for file in files.present()}
    oldest = min(content.format for content in contents.values())
    _back_up(files, history, oldest, now)
    _rewrite(files, history, contents, oldest, now)


def _back_up(files: DataFiles, history: History, oldest: int, now: datetime) -> None:
    folder = files.path(FOLDER)
    try:
        make_folder(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    path = folder / f"pmtui-{now:%Y%m%dT%H%M%SZ}-format-{oldest}.zip"
    write_archive(path, snapshot(files, history), now, replace=True)


def _rewrite(
    files: DataFiles, history: History, contents: dict[str, FileContent], oldest: int, now: datetime
) -> None:
    last = history.tail().line
    if last is None:
        raise damaged(history.folder, "the history is missing")
    tables = {file: content.tables for file, content in contents.items()}
    steps: list[Line] = []
    for number in range(oldest, newest()):
        after = {
            file: ordered(brought_up(file, tables[file], number, number + 1))
            if contents[file].format <= number
            else tables[file]
            for file in tables
        }
        what = f"Bring the store from format {number} to {number + 1}"
        last = last._replace(
            n=last.n + 1,
            at=now,
            what=what,
            kind="migrate",
            of=(),
            changes=_changes(tables, after),
            states=None,
            since=None,
        )
        steps.append(last)
        tables = after
    rewrite = Rewrite(files.path(""))
    states = {}
    for file, made in tables.items():
        content = FileContent(made, last.n, format=newest(), checked=contents[file].checked)
        states[file] = state_of(content)
        rewrite.put(file, written(content))
    steps[-1] = last._replace(states=states)
    stage_lines(rewrite, history, last, b"".join(map(encoded, steps)))
    rewrite.commit()


def _changes(before: dict[str, Tables], after: dict[str, Tables]) -> tuple[Change, ...]:
    return tuple(
        Change(file, table, id, old, new)
        for file in before
        for table in sorted({*before[file], *after[file]})
        for id in sorted({*before[file].get(table, {}), *after[file].get(table, {})})
        if (old := before[file].get(table, {}).get(id)) != (new := after[file].get(table, {}).get(id))
    )


def stage_lines(rewrite: Rewrite, history: History, newest_line: Line, lines: bytes) -> None:
    """Add ``lines`` to the end of the history as part of ``rewrite``; they end with ``newest_line``.

    Raises:
        StoreError: The history cannot be read.
    """
    path = history.next_file(newest_line.at)
    rewrite.put(f"{history.folder.name}/{path.name}", history.bytes_of(path) + lines)
