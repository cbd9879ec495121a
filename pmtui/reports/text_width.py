"""How wide text is in a terminal."""

from __future__ import annotations

import unicodedata


def text_width(text: str) -> int:
    """Return the columns that ``text`` takes in a terminal: wide characters two, combining ones none."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitted(text: str, width: int | None) -> str:
    """Return ``text``, shortened with ``…`` when it takes more than ``width`` columns; None: never."""
    if width is None or text_width(text) <= width:
        return text
    room = max(0, width - 1)
    kept = []
    for char in text:
        room -= _char_width(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"
