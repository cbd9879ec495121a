"""The folder for backups in the store's own folder."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from pmtui.data.disk import sweep

FOLDER = "backups"
"""Where backups lie in the store's folder, unless another place is named."""

_DATED = r"pmtui-([0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{6}(-[0-9]+)?)?)\.zip"


def rolling_backup(root: Path, day: date) -> Path:
    """Where the rolling backup of ``day`` lies, once there is one."""
    return root / FOLDER / f"pmtui-{day.isoformat()}.zip"


def has_rolling_backup(root: Path, day: date) -> bool:
    """Whether there is one of ``day``; if so, what killed ones left beside it is removed."""
    there = rolling_backup(root, day).exists()
    if there:
        sweep(root / FOLDER)
    return there


def archives(root: Path) -> list[Path]:
    """The backups that lie in the store's own folder, sorted by name; none when it cannot be read."""
    with suppress(OSError):
        return sorted(path for path in (root / FOLDER).iterdir() if path.suffix == ".zip" and path.is_file())
    return []


def dated_newest_first(root: Path) -> list[Path]:
    """Those that are named after a day, by themselves or by ``pmtui backup``, the newest first.

    Those that pmtui makes before a restore are left out: whoever made that restore did not want what was there.
    """
    found = [(match[1], path) for path in archives(root) if (match := re.fullmatch(_DATED, path.name))]
    return [path for _, path in sorted(found, reverse=True)]
