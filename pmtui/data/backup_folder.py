"""The folder for backups in the store's own folder."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

FOLDER = "backups"
"""Where backups lie in the store's folder, unless another place is named."""

_DATED = re.compile(r"pmtui-(\d{4}-\d{2}-\d{2}(-\d{6}(-\d+)?)?)\.zip", re.ASCII)


def archives(root: Path) -> list[Path]:
    """The backups that lie in the store's own folder, sorted by name; none when it cannot be read."""
    with suppress(OSError):
        return sorted(path for path in (root / FOLDER).iterdir() if path.suffix == ".zip" and path.is_file())
    return []


def dated_newest_first(root: Path) -> list[Path]:
    """Those that are named after a day, by themselves or by ``pmtui backup``, the newest first.

    Those that pmtui makes before a restore are left out: whoever made that restore did not want what was there.
    """
    found = [(match[1], path) for path in archives(root) if (match := _DATED.fullmatch(path.name))]
    return [path for _, path in sorted(found, reverse=True)]
