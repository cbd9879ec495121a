"""One file written whole: beside its place first, flushed, and then given its name.

Data files have their own way (:mod:`storage`), since several of them are staged before the first is replaced.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pmtui.data.disk import flush_folder, make_folder, remove_quietly, temporary_path, write_temporary

_WITHOUT_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
"""What a file system says that has no hard links, such as a memory card's."""


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` in the place of the file ``path``, whole or not at all, durable, for the owner only.

    The folder is made if it is missing.

    Raises:
        OSError: It cannot be written; the old file is still there, unless only its folder refused to be flushed.
    """
    temporary = temporary_path(path)
    try:
        make_folder(path.parent)
        write_temporary(temporary, data)
        os.replace(temporary, path)
        flush_folder(path.parent)
    except OSError:
        remove_quietly(temporary)
        raise


def give_name(temporary: str, path: Path, *, replace: bool) -> None:
    """Give the finished file ``temporary`` the name ``path``; the folder is not flushed.

    Args:
        temporary: A file in the folder of ``path``; whoever made it removes what is left of it.
        path: The name it shall have. A symbolic link there is replaced, never followed.
        replace: Whether what is there may be replaced.

    Raises:
        FileExistsError: The name is taken, and ``replace`` is not given.
        OSError: It cannot be done, or what has the name is a pipe, a device or a folder.
    """
    if not replace:
        try:
            os.link(temporary, path)  # unlike a rename, never replaces
            return
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
    if os.path.lexists(path) and not (path.is_file() or path.is_symlink()):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
    os.replace(temporary, path)
