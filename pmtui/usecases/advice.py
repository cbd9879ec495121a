"""What to do about a store that cannot be used: commands that name it where pmtui would not find it by itself."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from pmtui.data.locations import data_dir
from pmtui.errors import StoreError

_COMMAND = r"\bpmtui (?=(?:doctor|list|restore|rm|set|undo)\b)"


def advice(root: Path, error: StoreError) -> str:
    """Return the fix of ``error`` for the store in ``root``; when it is damaged, with its newest whole backup."""
    fix = naming(root, error.fix or "")
    command = restore_command(root) if error.code == "E_DAMAGED" else ""
    offer = [f"Or bring back the newest backup: {command}"] if command else []
    return ". ".join([fix.rstrip("."), *offer] if fix and offer else [fix, *offer])


def naming(root: Path, words: str) -> str:
    """Return ``words`` with the commands in them naming the store in ``root`` where they have to."""
    return re.sub(_COMMAND, lambda _: f"{_command(root)} ", words)


def restore_command(root: Path) -> str:
    """Return the command that brings the store in ``root`` back from its newest whole backup; empty without any."""
    from pmtui.data.backup_check import newest_whole  # only damage pays for it

    newest = newest_whole(root)
    return _command(root, "restore", str(newest)) if newest else ""


def _command(root: Path, *words: str) -> str:
    found = data_dir(None, os.environ) == root
    return shlex.join(["pmtui", *([] if found else ["--data", str(root)]), *words])
