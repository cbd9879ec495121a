"""How large the window is: the terminal is asked, not the variables that say how large it was once."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

_CLAIMS = ("COLUMNS", "LINES")


def window_size() -> tuple[int, int] | None:
    """Return columns and rows of the terminal; None when it does not know them itself, as on a serial line."""
    for stream in (sys.__stdout__, sys.__stdin__, sys.__stderr__):
        try:
            size = os.get_terminal_size(stream.fileno()) if stream is not None else None
        except (OSError, ValueError):  # no terminal, or closed
            continue
        if size is not None and size.columns > 0 and size.lines > 0:
            return size.columns, size.lines
    return None


def forget_claims(environ: MutableMapping[str, str]) -> None:
    """Take ``COLUMNS`` and ``LINES`` out of ``environ`` where the terminal knows better; Rich would believe them."""
    if window_size() is not None:
        for name in _CLAIMS:
            environ.pop(name, None)
