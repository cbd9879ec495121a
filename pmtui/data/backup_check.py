"""How far the backups in the store's own folder can be relied on."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pmtui.data.archive import BadBackup, opened, read_archive
from pmtui.data.backup_folder import dated_newest_first
from pmtui.data.disk import Signature, signature
from pmtui.errors import PmtuiError


class Depth(IntEnum):
    """How far a backup is looked into; each is ten times as slow as the one before, or more."""

    LISTED = 0
    """The zip's list of files can be read."""
    WHOLE = 1
    """Every byte is as it was written; it was verified then."""
    THOROUGH = 2
    """Files and history are understood, and fit each other."""


class Look(NamedTuple):
    """What is known of a backup.

    Attributes:
        why_not: Why it cannot be relied on, without the file's name; empty when it can.
        code: The code of the refusal, such as ``E_BAD_BACKUP``; empty when there is none.
        last: Number of the newest change in it, None when it was not looked into that far.
    """

    why_not: str = ""
    code: str = ""
    last: int | None = None


def look_at(path: Path, depth: Depth) -> Look:
    """Look into the backup ``path``; one that did not change since is not read again by this process."""
    try:
        return _look(path, signature(path), depth)
    except OSError as error:
        return Look(error.strerror or str(error), "E_CANNOT_READ")
    except PmtuiError as error:
        return Look(error.message.rstrip("."), error.code)


@lru_cache(maxsize=256)
def _look(path: Path, now: Signature | None, depth: Depth) -> Look:
    try:
        if depth is Depth.THOROUGH:
            return Look(last=read_archive(path, with_contents=False).last.n)
        with opened(path) as (archive, _):
            bad = archive.testzip() if depth is Depth.WHOLE else None
    except BadBackup as error:
        return Look(error.why, error.code)
    return Look(f"the checksum of {bad} is wrong", "E_BAD_BACKUP") if bad else Look()


def unpacked_size(path: Path) -> int:
    """Bytes of the files in the backup ``path``; 0 when that cannot be told."""
    try:
        with opened(path) as (_, members):
            return sum(member.file_size for member in members)
    except PmtuiError:
        return 0


def newest_whole(root: Path) -> Path | None:
    """The newest backup in the store in ``root`` that is whole, None without any."""
    return next((path for path in dated_newest_first(root) if not look_at(path, Depth.WHOLE).why_not), None)
