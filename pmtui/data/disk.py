"""Files as a power cut sees them: what is flushed, in which order, and who may read it."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pmtui.errors import StoreError

SETTLED_NS = 2_000_000_000
"""A time stamp of a file so much older than now, or than another, will not be given again."""

AnyPath = str | Path

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_TEMPORARY_SUFFIX = ".tmp"
_serial = count(1)

_REPAIR = "Nothing was changed; see what is wrong and what can be rebuilt: pmtui doctor"
_HELP = {
    errno.EACCES: "Check the path, or let yourself read what is yours: pmtui doctor --repair",
    errno.EISDIR: _REPAIR,
    errno.EINVAL: _REPAIR,
    errno.ELOOP: _REPAIR,
    errno.EIO: _REPAIR,
    errno.ENOTDIR: "Name another folder with --data DIR or PMTUI_DATA, or see what is wrong: pmtui doctor",
}


class Signature(NamedTuple):
    """Tells whether a file is still the one that was read."""

    mtime_ns: int
    size: int
    inode: int
    changed_ns: int
    """Unlike the time of the bytes nobody can set it back; renaming a file changes it."""

    @classmethod
    def of(cls, status: os.stat_result) -> Signature:
        """The signature of a file with this ``stat`` result."""
        return cls(status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)


def cannot_read(path: Path, error: OSError) -> StoreError:
    """The error to raise when ``path`` cannot be read."""
    return StoreError(
        "E_CANNOT_READ",
        f"{path} cannot be read: {_reason(error)}.",
        _HELP.get(error.errno or 0, "Check that the path is right and that you may read it."),
    )


def cannot_write(path: Path, error: OSError, *, unsure: bool = False) -> StoreError:
    """The error to raise when writing ``path`` failed; ``unsure`` when the change may yet be there."""
    effect = "It is not certain whether the change was stored" if unsure else "Nothing was stored"
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    fix = "Make room on the disk" if full else "Check the disk and the permissions"
    if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.ELOOP, errno.EMLINK):
        from pmtui.data.symlinks import link_in_the_way

        if (link := link_in_the_way(path)) is not None:
            return link
        fix = "Move away what lies there, or name another folder with --data DIR or PMTUI_DATA"
    return StoreError(
        "E_CANNOT_WRITE",
        f"{path} cannot be written: {_reason(error)}. {effect}.",
        f"{fix}, then try again.",
    )


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def open_ordinary(path: Path) -> BinaryIO:
    """Open an ordinary file for reading.

    Raises:
        FileNotFoundError: There is no such file.
        OSError: It cannot be read.
    """
    # Without O_NONBLOCK a named pipe in the place of the file would hang the program.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
        return open(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise


def read_file(path: Path) -> tuple[bytes, Signature]:
    """The bytes of an ordinary file, and the signature that belongs to exactly these bytes.

    Raises:
        FileNotFoundError: There is no such file.
        OSError: It cannot be read.
    """
    with open_ordinary(path) as handle:
        status = os.fstat(handle.fileno())
        return handle.read(), Signature.of(status)


def signature(path: Path) -> Signature | None:
    """The signature of ``path``, None when it does not exist.

    Raises:
        OSError: The file system does not say.
    """
    try:
        return Signature.of(os.stat(path))
    except FileNotFoundError:
        return None


def settled_change(folder: Path) -> int | None:
    """When names in ``folder`` last changed, in nanoseconds; None when it is missing, or that was a moment ago.

    Within one tick of the file system's clock a folder may change twice, so a young time tells nothing.

    Raises:
        OSError: The file system does not say.
    """
    try:
        changed = os.stat(folder).st_mtime_ns
    except FileNotFoundError:
        return None
    return changed if time.time_ns() - changed > SETTLED_NS else None


def flush(descriptor: int) -> None:
    """Return when the file's bytes are on the disk itself.

    Raises:
        OSError: The disk does not confirm it.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's own cache
            return
        except OSError:  # not on network drives
            pass
    os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the names in ``folder`` are on the disk itself.

    Raises:
        OSError: The disk does not confirm it.
    """
    if os.name == "nt":  # folders cannot be opened there; the file system keeps their journal itself
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # the folder of somebody else that ours lies in
        return
    try:
        flush(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system without such a thing
            raise
    finally:
        os.close(descriptor)


def flush_folders(folders: Iterable[Path]) -> None:
    """Make the names in ``folders`` durable, as far as there are such folders.

    Raises:
        StoreError: The disk refuses (E_CANNOT_WRITE).
    """
    for folder in folders:
        try:
            flush_folder(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise cannot_write(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, for the owner only, and durable.

    Raises:
        OSError: It cannot be made, or something else has its name.
    """
    if os.path.isdir(folder):
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        os.mkdir(folder, _FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return
    os.chmod(folder, _FOLDER_MODE)  # a strict umask may have taken rights from the owner
    flush_folder(folder.parent)


def open_private(path: AnyPath, flags: int) -> int:
    """Open ``path`` for writing, made for the owner only whatever the umask; returns the descriptor.

    Raises:
        OSError: It cannot be opened, or is a symbolic link, which might lead anywhere.
    """
    descriptor = os.open(path, flags | os.O_CREAT | _NO_LINK | getattr(os, "O_BINARY", 0), _FILE_MODE)
    if os.name != "nt" and stat.S_IMODE(os.fstat(descriptor).st_mode) != _FILE_MODE:
        try:
            os.fchmod(descriptor, _FILE_MODE)
        except OSError as error:
            # Refused by a file system without owners, such as a memory card's: nothing to be private from.
            if error.errno not in (errno.EPERM, errno.ENOTSUP):
                os.close(descriptor)
                raise
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte of ``data``.

    Raises:
        OSError: The disk is full, or otherwise refuses.
    """
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def temporary_path(path: Path) -> str:
    """A name in the folder of ``path`` for the bytes that shall replace it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid()}.{next(_serial)}{_TEMPORARY_SUFFIX}")


def is_temporary(name: str) -> bool:
    """Whether ``name`` is one of ``temporary_path``, not another program's; a leftover unless a write is going on."""
    if not name.startswith(".") or not name.endswith(_TEMPORARY_SUFFIX):
        return False
    head, *numbers = name.removesuffix(_TEMPORARY_SUFFIX).rsplit(".", 2)
    return (
        len(head) > 1
        and len(numbers) == 2
        and all(number.isascii() and number.isdecimal() for number in numbers)
    )


def is_abandoned(name: str) -> bool:
    """Whether ``name`` is one of ``temporary_path``, and the process that made it is no more."""
    if not is_temporary(name) or os.name == "nt":
        return is_temporary(name)
    try:
        os.kill(int(name.rsplit(".", 3)[1]), 0)
        return False
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:  # somebody else's, but there
        return False


def write_temporary(path: AnyPath, data: bytes) -> Signature:
    """Write ``data`` to the new file ``path`` and flush it.

    Raises:
        OSError: It cannot be written.
    """
    descriptor = open_private(path, os.O_WRONLY | os.O_EXCL)
    try:
        write_all(descriptor, data)
        flush(descriptor)
        return Signature.of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def remove_quietly(path: AnyPath) -> None:
    """Remove a leftover; one that cannot be removed harms nobody and is tried again by a later write."""
    with suppress(OSError):
        os.unlink(path)


def sweep(folder: Path) -> None:
    """Remove the temporary files in ``folder`` that were left by whoever was killed while writing them."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if is_abandoned(name):
                remove_quietly(folder / name)
