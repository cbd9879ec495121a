"""Backups: the files of a store in a zip, checked before it is written and wholly before it is believed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtui.data.data_files import FOREIGN, DataFiles, advanced, is_as_left
from pmtui.data.disk import (
    cannot_read,
    cannot_write,
    flush,
    flush_folder,
    open_ordinary,
    open_private,
    read_file,
    remove_quietly,
    temporary_path,
)
from pmtui.data.document import require_storable
from pmtui.data.file_state import NEVER, FileState
from pmtui.data.file_text import FileContent, damaged, newer_format, parsed, state_of
from pmtui.data.history import History
from pmtui.data.history_line import Line, NotALine, decoded, noted
from pmtui.data.migrations import brought_up, newest
from pmtui.data.outside_files import require_ordinary
from pmtui.data.tables import can_hold, is_store_file
from pmtui.errors import PmtuiError, StoreError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_HISTORY = re.compile(r"history/\d{4}-\d{2}\.jsonl", re.ASCII)
_FOLDERS = ("time/", "history/")
_LARGEST = 2 << 30
_FIRST_MOMENT, _LAST_MOMENT = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # that a zip can hold
_LEVEL = 1  # a tenth larger than the default level, and three times as fast


class Archive(NamedTuple):
    """The files of a whole store.

    Attributes:
        raw: Name → bytes, as they lie in the store.
        contents: Data file → what it holds, with every change of the history, in the newest format.
        last: The newest change.
    """

    raw: Mapping[str, bytes]
    contents: Mapping[str, FileContent]
    last: Line


def snapshot(files: DataFiles, history: History) -> dict[str, bytes]:
    """The bytes of every data file and of the history. The lock must be held.

    Raises:
        StoreError: A file cannot be read.
    """
    root = files.path("")
    names = [*files.present(), *(f"{path.parent.name}/{path.name}" for path in history.files())]
    found = {}
    for name in names:
        try:
            found[name], _ = read_file(root / name)
        except OSError as error:
            raise cannot_read(root / name, error) from error
    return found


def checked(raw: Mapping[str, bytes], place: Path, *, with_contents: bool = True) -> Archive:
    """``raw`` as the store it is; ``place`` is where messages say that it lies.

    Without ``with_contents`` everything is verified just the same, and not kept in memory.

    Raises:
        StoreError: A file is damaged or missing, or the history is (E_DAMAGED), or a file is of a newer format
            (E_NEWER_FORMAT).
    """
    contents = {}
    for name in filter(is_store_file, raw):
        content = parsed(raw[name], place / name)
        if content.format > newest():
            raise newer_format(place / name, content.format)
        _require_documents(name, content, place)
        contents[name] = content if with_contents else content._replace(tables={})
    missing: dict[str, list[Line]] = {}
    known: set[str] = set()
    whole: Line | None = None
    last: Line | None = None
    for last in _lines(raw, place):
        whole = last if last.is_whole else whole
        touched = {change.file for change in last.changes}
        known |= touched
        for file in contents if last.kind == "migrate" else touched:
            if with_contents and file in contents and last.n > contents[file].applied:
                missing.setdefault(file, []).append(last)
    if last is None:
        raise damaged(place / "history", "the history is missing")
    for file in sorted(known - contents.keys()):
        raise damaged(place / file, "the file is missing, and the history says it must be there")
    for name, content in contents.items():
        if content.applied > last.n:
            raise damaged(place / name, f"it holds change {content.applied}, the history ends with {last.n}")
    left = noted(whole, last)
    due = {} if left is None else {name: left.get(name, NEVER) for name in contents}
    if not with_contents and any(contents[name].applied < state.applied for name, state in due.items()):
        return checked(
            raw, place
        )  # to know that an older file becomes what it must be, what it holds is needed
    full = {
        name: _full(name, content, missing.get(name, []), due.get(name), place / name)
        for name, content in contents.items()
    }
    return Archive(raw, full, last)


def _require_documents(file: str, content: FileContent, place: Path) -> None:
    """Check that ``file`` holds what a store can hold: anybody can make a checksum.

    Raises:
        StoreError: It does not (E_DAMAGED).
    """
    for table, docs in content.tables.items():
        if not can_hold(file, table):
            raise damaged(place / file, f"no table of this file is called {table!r}")
        for id, doc in docs.items() if content.checked else ():
            try:
                require_storable(doc)
            except (PmtuiError, ValueError, TypeError) as error:
                raise damaged(place / file, f"document {id} in {table}: {error}") from error


def _full(
    file: str, content: FileContent, missing: list[Line], due: FileState | None, place: Path
) -> FileContent:
    """What ``file`` holds after the ``missing`` lines, in the newest format; ``due`` is the state it is in then."""
    if missing:
        content = advanced(content, file, missing)
        content = content._replace(sum=state_of(content).sum if content.checked else "")
    if due is not None and not is_as_left(content, due, content.applied):
        raise damaged(place, FOREIGN)
    tables = brought_up(file, content.tables, content.format or newest())
    return FileContent(tables, content.applied, checked=content.checked)


def _lines(raw: Mapping[str, bytes], place: Path) -> Iterator[Line]:
    """Every line of the history, oldest first; a torn end is left out."""
    names = sorted(name for name in raw if _HISTORY.fullmatch(name))
    expected = 1
    for name in names:
        rows = raw[name].splitlines(keepends=True)
        for number, row in enumerate(rows, 1):
            try:
                line = decoded(row)
            except NotALine as error:
                raise damaged(place / name, str(error), number) from error
            if line is None and name == names[-1] and number == len(rows):
                return
            if line is None:
                raise damaged(place / name, "the checksum of this change is wrong", number)
            if line.n != expected and not (line.kind == "base" and line.n > expected):
                raise damaged(place / name, f"change {expected} is missing", number)
            expected = line.n + 1
            yield line


def write_archive(path: Path, raw: Mapping[str, bytes], at: datetime, *, replace: bool = False) -> None:
    """Write ``raw`` as the zip ``path``, whole or not at all, durable, for the owner only.

    Raises:
        PmtuiError: The file exists and is not to be replaced (E_FILE_EXISTS).
        StoreError: It cannot be written (E_CANNOT_WRITE).
    """
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo  # only the first write of a day pays for it

    temporary = temporary_path(path)
    moment = min(max(at.astimezone(UTC).timetuple()[:6], _FIRST_MOMENT), _LAST_MOMENT)
    try:
        with open(open_private(temporary, os.O_RDWR | os.O_EXCL), "w+b") as handle:
            with ZipFile(handle, "w", ZIP_DEFLATED) as archive:
                for name, data in sorted(raw.items()):
                    member = ZipInfo(name, moment)
                    member.external_attr = 0o600 << 16
                    member.compress_type = ZIP_DEFLATED
                    archive.writestr(member, data, compresslevel=_LEVEL)
            handle.flush()
            flush(handle.fileno())
        _publish(temporary, path, replace=replace)
        flush_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        remove_quietly(temporary)


def _publish(temporary: str, path: Path, *, replace: bool) -> None:
    """Give the finished file its name.

    Raises:
        PmtuiError: The name is taken (E_FILE_EXISTS).
        OSError: It cannot be done.
    """
    if not replace:
        taken = PmtuiError("E_FILE_EXISTS", f"{path} is there already", "name another file, or add --force")
        try:
            os.link(temporary, path)
            return
        except FileExistsError:
            raise taken from None
        except OSError:  # a file system without links
            if path.exists() or path.is_symlink():
                raise taken from None
    require_ordinary(path)
    os.replace(temporary, path)


class BadBackup(PmtuiError):
    """A file that is no whole backup.

    Attributes:
        why: What is wrong with it, without the file's name and without a full stop.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "E_BAD_BACKUP",
            f"{path} is no whole backup of pmtui: {why}. Nothing was changed.",
            "choose another one, the newest is named by: pmtui info",
        )
        self.why = why


def read_archive(path: Path, *, with_contents: bool = True) -> Archive:
    """The backup ``path``, completely verified; ``with_contents`` as for ``checked``.

    Raises:
        PmtuiError: It cannot be read (E_CANNOT_READ), or is no whole backup (E_BAD_BACKUP).
        StoreError: It is of a newer format (E_NEWER_FORMAT).
    """
    with opened(path) as (archive, members):
        raw = {member.filename: archive.read(member) for member in members}
    try:
        return checked(raw, path, with_contents=with_contents)
    except StoreError as error:
        if error.code != "E_DAMAGED":
            raise
        raise BadBackup(path, error.message.rstrip(".")) from error


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, list[ZipInfo]]]:
    """Open the zip ``path`` and list the files of a store in it; nothing but such files is in it, each once.

    What the zip refuses within the block is told like what it refuses here.

    Raises:
        PmtuiError: It cannot be read (E_CANNOT_READ), or is no whole backup (E_BAD_BACKUP).
    """
    import zlib
    from zipfile import BadZipFile, LargeZipFile, ZipFile

    try:
        with open_ordinary(path) as handle, ZipFile(handle) as archive:
            members = [member for member in archive.infolist() if member.filename not in _FOLDERS]
            _require_safe(path, [member.filename for member in members])
            if sum(member.file_size for member in members) > _LARGEST:
                raise BadBackup(path, "it is larger than any store")
            yield archive, members
    except OSError as error:
        if error.errno == errno.EINVAL and error.filename is None:  # it says to look before its beginning
            raise BadBackup(path, "the zip is damaged") from error
        raise PmtuiError(
            "E_CANNOT_READ", f"{path} cannot be read: {error.strerror or error}", "check the path"
        ) from error
    except (
        BadZipFile,
        LargeZipFile,
        zlib.error,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise BadBackup(path, str(error) or "the zip is damaged") from error


def _require_safe(path: Path, names: list[str]) -> None:
    """Check that the zip holds nothing but files of a store, each once."""
    for name in names:
        if not is_store_file(name) and not _HISTORY.fullmatch(name):
            raise BadBackup(path, f"{name[:80]!r} is no file of a store")
    if len(set(names)) < len(names):
        raise BadBackup(path, "it holds a file twice")
    if not names:
        raise BadBackup(path, "it is empty")


def mentions(path: Path, needles: list[bytes]) -> bool:
    """Whether the zip ``path`` holds one of ``needles``; one that cannot be read might, one that is gone does not."""
    import zlib
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as archive:
            return any(
                any(needle in data for needle in needles)
                for data in (archive.read(member) for member in archive.infolist())
            )
    except FileNotFoundError:
        return False
    except (OSError, BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError):
        return True
