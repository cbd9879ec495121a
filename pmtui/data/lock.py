"""The exclusive lock of a store: held only while writing, by one process and one transaction at a time."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from pmtui.data.disk import cannot_write, open_private
from pmtui.errors import StoreError

_FIRST_PAUSE = 0.002
_LONGEST_PAUSE = 0.05
_BUSY = (errno.EACCES, errno.EDEADLK) if os.name == "nt" else (errno.EWOULDBLOCK,)


@contextmanager
def locked(path: Path, timeout: float) -> Iterator[bool]:
    """Hold the lock file ``path``; wait up to ``timeout`` seconds for whoever holds it.

    Yields whether the last holder gave the lock back itself, rather than by being killed.

    Raises:
        StoreError: Another transaction holds it all that time (E_LOCKED), or the file cannot be used
            (E_CANNOT_WRITE).
    """
    deadline = time.monotonic() + timeout
    try:
        handle = _acquire(path, deadline)
    except OSError as error:
        raise cannot_write(path, error) from error
    with handle:  # closing it gives the lock back
        clean = os.fstat(handle.fileno()).st_size == 0
        if not clean:
            _clear(handle)
        # Tells those who wait who we are, and the next holder that we were killed if it is still there then.
        with suppress(OSError):
            handle.seek(0)  # on Windows, locking has moved it
            handle.write(b"%d\n" % os.getpid())
        try:
            yield clean
        finally:
            _clear(handle)


def _acquire(path: Path, deadline: float) -> FileIO:
    """The open file ``path``, which has the lock."""
    pause = _FIRST_PAUSE
    while True:
        _require_own(path)
        handle = FileIO(open_private(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0)), "r+")
        # If somebody removed or replaced the file meanwhile, others lock another one: take that.
        if _try_lock(handle.fileno()) and _is_current(handle.fileno(), path):
            return handle
        handle.close()
        if time.monotonic() >= deadline:
            raise _busy(path)
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _require_own(path: Path) -> None:
    """Refuse a file with another name as well: writing to it would change what is somebody else's.

    Raises:
        OSError: It is such a hard link.
    """
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISREG(found.st_mode) and found.st_nlink > 1:
        raise OSError(errno.EMLINK, "it is a hard link, another name of some file", str(path))


def _try_lock(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # beyond the text, which others must be able to read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _BUSY:
            return False
        raise
    return True


def _is_current(descriptor: int, path: Path) -> bool:
    """Whether ``path`` still names the file that was locked."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _clear(handle: FileIO) -> None:
    """Take away the number of the holder; if that fails, the next one looks for what a crash left, in vain."""
    with suppress(OSError):
        handle.truncate(0)


def _busy(path: Path) -> StoreError:
    """The error for a lock that stayed taken; names the process when it can be read."""
    try:
        with open(path, "rb") as handle:
            holder = handle.read(32).strip()
    except OSError:
        holder = b""
    who = f"process {holder.decode()}" if holder.isdigit() else "another process"
    return StoreError(
        "E_LOCKED",
        f"The store {path.parent} is being written by {who}. Nothing was stored.",
        "Try again when it has finished; if it hangs, end it.",
    )
