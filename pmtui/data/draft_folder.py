"""Where drafts lie, for those who only ask whether there are any."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "drafts"
LINE = "line-"
"""What the names of kept lines begin with."""


def has_lines(root: Path) -> bool:
    """Whether the store in ``root`` keeps lines; as quick as a look at a folder that mostly is not there."""
    try:
        return any(name.startswith(LINE) for name in os.listdir(root / FOLDER))
    except OSError:
        return False
