"""What to do about a refusal: commands to type, which name the store where pmtui would not find it by itself.

A fix with a command in it is that command and nothing else, or ends with it behind a colon: typed as it is printed it
is accepted. What only the user knows stands in it as a word in capitals (``VALUE``), or as ``…`` behind a field's name.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from pmtui.data.locations import data_dir
from pmtui.domain.quick_entry import spelt_out
from pmtui.errors import StoreError

_COMMAND = re.compile(
    r"\bpmtui (?=(?:add|backup|cancel|checkin|doctor|export|history|import|info|lint|list|log|move|purge|reading|redo"
    r"|report|restore|resume|rm|set|show|start|status|stop|switch|undo)\b)"
)


def advice(root: Path, error: StoreError) -> str:
    """Return the fix of ``error`` for the store in ``root``; when it is damaged, with its newest whole backup."""
    fix = naming(root, error.fix or "")
    command = restore_command(root) if error.code == "E_DAMAGED" else ""
    offer = [f"Or bring back the newest backup: {command}"] if command else []
    return ". ".join([fix.rstrip("."), *offer] if fix and offer else [fix, *offer])


def naming(root: Path, words: str) -> str:
    """Return ``words`` with the commands in them naming the store in ``root`` where they have to."""
    return _COMMAND.sub(lambda _: f"{_command(root)} ", words)


def line_command(verb: str, line: str, *options: str) -> str:
    """Return the command that carries out ``line`` of quick entry, so that a shell hands it on as it is."""
    words = line.strip().split(" ") if line.strip() else []
    head = words[: words.index("--")] if "--" in words else words
    words = [*map(spelt_out, head), *words[len(head) :]]
    # What looks like an option, and a note without any words before it, come after a "--" of their own.
    ends = words and (not head or any(word.startswith("-") for word in head))
    return shlex.join(["pmtui", verb, *options, *(["--"] if ends else []), *words])


def restore_command(root: Path) -> str:
    """Return the command that brings the store in ``root`` back from its newest whole backup; empty without any."""
    from pmtui.data.backup_check import newest_whole  # only damage pays for it

    newest = newest_whole(root)
    return _command(root, "restore", str(newest)) if newest else ""


def _command(root: Path, *words: str) -> str:
    found = data_dir(None, os.environ) == root
    return shlex.join(["pmtui", *([] if found else ["--data", str(root)]), *words])
