"""Files with more than one name: what is written into one in place, whoever knows it by another name would find.

A copy made of hard links, as ``cp -al`` and many backups make it, shares every file with the store. Data files are
replaced whole, and so part from it by themselves; the history is written to in place.
"""

from __future__ import annotations

import os
from pathlib import Path

from pmtui.data.disk import flush_folder, read_file, remove_quietly, temporary_path, write_temporary


def part(path: Path) -> None:
    """Let ``path`` be a file of its own with the same bytes, if it has another name as well; durable.

    Raises:
        OSError: It cannot be read or written.
    """
    try:
        if os.stat(path).st_nlink < 2:
            return
    except FileNotFoundError:
        return
    temporary = temporary_path(path)
    try:
        write_temporary(temporary, read_file(path)[0])
        os.replace(temporary, path)
        flush_folder(path.parent)
    finally:
        remove_quietly(temporary)
