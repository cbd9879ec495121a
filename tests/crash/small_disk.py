"""A file system of a few pages in memory, seen by this process and its children only."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_NEW_MOUNTS = 0x20000  # CLONE_NEWNS
_NEW_USERS = 0x10000000  # CLONE_NEWUSER
_RECURSIVE, _PRIVATE = 1 << 14, 1 << 18  # MS_REC, MS_PRIVATE
_BALLAST = "ballast"


def mount_small_disk(place: str, size: int) -> str:
    """Mount a file system of ``size`` bytes at ``place``; returns why that is not allowed, nothing if it is.

    This process leaves its mount namespace for one of its own, which ends with it: nothing has to be unmounted.
    """
    if sys.platform != "linux":
        return "this is not Linux"
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        _leave_namespaces(libc)
        _checked(libc.mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None))
        options = b"size=%d,mode=0700" % size
        _checked(libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, options))
    except OSError as error:
        return str(error)
    return ""


def leave_free(place: str, pages: int | None) -> None:
    """Fill the disk at ``place`` until so many pages are free; None: take what it was filled with away."""
    ballast = Path(place, _BALLAST)
    ballast.unlink(missing_ok=True)
    if pages is not None:
        found = os.statvfs(place)
        ballast.write_bytes(bytes((found.f_bfree - pages) * found.f_bsize))


def _leave_namespaces(libc: ctypes.CDLL) -> None:
    """Get mounts of our own, as root or as the root of a user namespace of our own."""
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_MOUNTS) == 0:
        return
    _checked(libc.unshare(_NEW_USERS | _NEW_MOUNTS))
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        Path("/proc/self", name).write_text(text)


def _checked(result: int) -> None:
    """Raise the error of a call that returned -1.

    Raises:
        OSError: It did.
    """
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
