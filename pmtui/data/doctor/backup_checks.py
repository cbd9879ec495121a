"""The backups in the store's folder: whether each can be brought back, and whether there is more in one than here.

Every backup was verified when it was written, so it is mostly bytes that can go wrong. The newest is looked into as
thoroughly as ``pmtui restore`` does, and so are older ones as long as that is quick; of the rest the checksums of the
zip are verified, and of those that would take long even so, just its list of files.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from pmtui.data.backup_check import Depth, Look, look_at, unpacked_size
from pmtui.data.backup_folder import FOLDER, archives, dated_newest_first
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.rolling import state

BROKEN = "E_BACKUP"
"""The code of a backup that a repair sets aside."""

_THOROUGH = 32_000_000
_WHOLE = 400_000_000
"""Bytes of unpacked backups that are looked into so far, about a second's work each."""


def backup_findings(root: Path, last: int) -> Iterator[Finding]:
    """What is wrong with the backups of the store in ``root``, whose history ends with change ``last``."""
    there = archives(root)
    dated = dated_newest_first(root)
    order = [*dated, *(path for path in reversed(there) if path not in dated)]
    ahead: tuple[int, Path] | None = None
    for path, look in _looks(order):
        if look.why_not:
            yield _finding(path, look)
        elif look.last is not None and look.last > (ahead[0] if ahead else last):
            ahead = look.last, path
    if ahead is not None:
        yield _ahead(*ahead, last, empty=last == 0)
    problem = state(root).problem
    if problem:
        fix = "mend the cause; the next write tries again"
        yield hint(
            "E_BACKUP_FAILED", FOLDER, f"the last backup of a day could not be made: {problem}", fix=fix
        )


def _looks(paths: list[Path]) -> Iterator[tuple[Path, Look]]:
    """Each of ``paths``, looked into as deep as there is room for; the first one thoroughly."""
    spent = 0
    for path in paths:
        size = unpacked_size(path)
        depth = Depth.THOROUGH if not spent or spent + size <= _THOROUGH else Depth.WHOLE
        if depth is Depth.WHOLE and spent + size > _WHOLE:
            depth = Depth.LISTED
        spent += size
        look = look_at(path, depth)
        if not look.why_not or os.path.lexists(path):  # else a newer one has taken its place meanwhile
            yield path, look


def _finding(path: Path, look: Look) -> Finding:
    file = f"{FOLDER}/{path.name}"
    if look.code == "E_NEWER_FORMAT":
        return hint(
            "E_BACKUP_NEWER", file, "a newer pmtui made this backup", fix="update pmtui to bring it back"
        )
    if look.code == "E_CANNOT_READ":
        return damage(
            "E_BACKUP_UNREADABLE",
            file,
            f"it cannot be read: {look.why_not}",
            fix="check the disk and the permissions",
        )
    if not path.name.startswith("pmtui-"):
        return hint(
            "E_FOREIGN", file, "it is no backup of pmtui", fix="look into it, then move it out of the store"
        )
    return damage(BROKEN, file, f"this backup cannot be brought back: {look.why_not}")


def _ahead(newest: int, path: Path, last: int, *, empty: bool) -> Finding:
    """The finding for a store that has less than its backups."""
    file = f"{FOLDER}/{path.name}"
    back = shlex.join(["pmtui", "--data", str(path.parent.parent), "restore", str(path)])
    if empty:
        what = f"it holds change {newest}, and the store has neither data nor history"
        return damage("E_LOST", file, what, fix=back)
    what = f"it holds change {newest}, the store's history ends with {last}: fine if you brought an older state back"
    return hint("E_AHEAD", file, what, fix=f"else {back}")
