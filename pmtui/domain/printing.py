"""User text on a terminal: shown as typed, never obeyed.

This module stays free of pydantic: whatever shows text before the domain is loaded needs it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from typing import IO


def printable(text: str) -> str:
    """Return ``text`` safe to show: control characters as pictures, direction overrides as U+FFFD.

    Line breaks become pictures too: the result is always one line. Lone surrogates become U+FFFD.

    Source: design, "What can go wrong": escape sequences in text never reach the terminal.
    """
    return text if text.isprintable() else text.translate(_pictures())


_OVERRIDES = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)


@cache
def _pictures() -> dict[int, str]:
    """What is shown instead of each character that is not shown itself; most texts need no such table."""
    return {
        **{code: chr(0x2400 + code) for code in range(0x20)},
        0x7F: "\u2421",
        **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
        **dict.fromkeys((0x2028, 0x2029), "\u2424"),
        **dict.fromkeys(_OVERRIDES, "\ufffd"),
        **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    }


def printable_lines(text: str) -> str:
    """Return ``text`` as :func:`printable` does, but keep its line feeds (for notes)."""
    return "\n".join(printable(line) for line in text.split("\n"))


def silence(stream: IO[str] | None) -> None:
    """Point ``stream`` at nothing, so that what it could not write is not tried again when Python ends."""
    if stream is None:  # closed by whoever started the program
        return
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
