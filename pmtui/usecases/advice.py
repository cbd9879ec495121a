"""What to do about a store that cannot be used: commands that name it where pmtui would not find it by itself."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from pmtui.data.locations import data_dir
from pmtui.errors import StoreError

_DOCTOR = "pmtui doctor"


def advice(root: Path, error: StoreError) -> str:
    """Return the fix of ``error`` for the store in ``root``; when it is damaged, with its newest whole backup."""
    fix = (error.fix or "").replace(_DOCTOR, _command(root, "doctor"))
    command = restore_command(root) if error.code == "E_DAMAGED" else ""
    offer = [f"Or bring back the newest backup: {command}"] if command else []
    return ". ".join([fix.rstrip("."), *offer] if fix and offer else [fix, *offer])


def restore_command(root: Path) -> str:
    """Return the command that brings the store in ``root`` back from its newest whole backup; empty without any."""
    from pmtui.data.backup_check import newest_whole  # only damage pays for it

    newest = newest_whole(root)
    return _command(root, "restore", str(newest)) if newest else ""


def _command(root: Path, *words: str) -> str:
    found = data_dir(None, os.environ) == root
    return shlex.join(["pmtui", *([] if found else ["--data", str(root)]), *words])
