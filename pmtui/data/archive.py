"""Backups: the files of a store in a zip, checked before it is written and wholly before it is believed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.data.disk import (
    cannot_write,
    flush,
    flush_folder,
    open_ordinary,
    open_private,
    remove_quietly,
    temporary_path,
)
from pmtui.data.replacing import give_name
from pmtui.data.tables import is_store_file
from pmtui.data.whole_store import HISTORY_NAME, Archive, checked
from pmtui.errors import PmtuiError, StoreError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_FOLDERS = ("time/", "history/")
_LARGEST = 2 << 30
_FIRST_MOMENT, _LAST_MOMENT = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # that a zip can hold
_LEVEL = 1  # a tenth larger than the default level, and three times as fast


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
    try:
        give_name(temporary, path, replace=replace)
    except FileExistsError:
        raise PmtuiError(
            "E_FILE_EXISTS", f"{path} is there already", "name another file, or add --force"
        ) from None


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
        if not is_store_file(name) and not HISTORY_NAME.fullmatch(name):
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
