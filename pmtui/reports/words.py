"""Numbers and codes as people read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

NOTICES: Mapping[str, str] = {
    "W_OVERLAP": "overlaps time that is logged already",
    "W_OVERNIGHT": "ends on the next day",
    "W_LONG": "longer than six hours",
    "W_CLOSED_LINK": "links to something closed",
    "W_DST_AMBIGUOUS": "this time exists twice today; the first is meant, an offset picks the second",
    "I_YESTERDAY": "taken as yesterday evening",
}


def duration_text(minutes: int) -> str:
    """Return whole minutes as ``1:05``."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}"


def share_text(share: float | None) -> str:
    """Return a share, 0–1, as ``41 %``; ``–`` when None."""
    return "–" if share is None else f"{round(share * 100)} %"


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
