"""Symbolic links in the place of what belongs to a store: read, never replaced.

A changed file takes the place of the old one whole. Where a link stands, that would cut the link and leave the file it
leads to as it was, which others still read. The data folder itself may be a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pmtui.data.document import DATA_FOLDERS
from pmtui.data.tables import STRATEGY_FILE
from pmtui.errors import StoreError

_FOLDERS = (*DATA_FOLDERS, "history")


def require_no_link(paths: Iterable[Path]) -> None:
    """Refuse to write where a link stands; asks the disk once for each.

    Raises:
        StoreError: One of ``paths`` is a link (E_CANNOT_WRITE).
    """
    for path in paths:
        if os.path.islink(path):
            raise unwritable_link(path)


def require_no_dead_link(path: Path) -> None:
    """Check that the missing file ``path`` is missing for another reason than a link that leads nowhere.

    Raises:
        StoreError: It, or its folder, is such a link (E_CANNOT_READ): what should be there is not taken for no data.
    """
    for place in (path, path.parent):
        if os.path.islink(place) and not os.path.exists(place):
            raise unreadable_link(place)


def link_in_the_way(path: Path) -> StoreError | None:
    """The error to raise when ``path`` could not be written because it, or its folder, is a link; else None."""
    link = next((place for place in (path, path.parent) if os.path.islink(place)), None)
    return None if link is None else unwritable_link(link)


def unwritable_link(path: Path) -> StoreError:
    """The error for a change to what the link ``path`` leads to."""
    reach = ", and no change would reach that" if os.path.exists(path) else ""
    return StoreError(
        "E_CANNOT_WRITE", f"{path} {link_words(path)}{reach}. Nothing was stored.", link_fix(path)
    )


def unreadable_link(path: Path) -> StoreError:
    """The error for a link that leads nowhere."""
    return StoreError("E_CANNOT_READ", f"{path} {link_words(path)}.", link_fix(path))


def link_words(path: Path) -> str:
    """Say where the link ``path`` leads, as the end of a sentence."""
    if os.path.exists(path):
        return f"is a symbolic link to {os.path.realpath(path)}"
    return f"is a symbolic link to {os.readlink(path)}, which is not there"


def link_fix(path: Path) -> str:
    """What to do about the link ``path``."""
    if not os.path.exists(path):
        return "Bring back what the link leads to, or remove the link; --data DIR names another folder."
    folder = _real_folder(path)
    named = f"--data {folder}" if folder is not None else "--data DIR"
    return f"Move away the link and put what it leads to in its place, or name the real folder with {named}."


def _real_folder(path: Path) -> Path | None:
    """The store that the link leads into, None when there is none."""
    real = Path(os.path.realpath(path))
    at_the_top = path.name in (STRATEGY_FILE, "lock", *_FOLDERS)
    folder = real.parent if at_the_top else real.parent.parent
    return folder if (folder / STRATEGY_FILE).is_file() else None
