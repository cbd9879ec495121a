"""Numbers and codes as people read them."""

from __future__ import annotations

from collections.abc import Mapping

NOTICES: Mapping[str, str] = {
    "W_OVERLAP": "overlaps time that is logged already",
    "W_OVERNIGHT": "ends on the next day",
    "W_LONG": "longer than six hours",
    "W_CLOSED_LINK": "links to something closed",
    "W_DST_AMBIGUOUS": "this time exists twice on that day; the first is meant, an offset picks the second",
    "I_YESTERDAY": "taken as yesterday evening",
    "I_AS_TEXT": "{words} is read as text",
}


def duration_text(minutes: int) -> str:
    """Return whole minutes as ``1:05``."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}"


def so_far_text(minutes: int, running: int) -> str:
    """Return whole minutes as ``2:10``, or as ``2:10, 0:24 of it running``."""
    return (
        f"{duration_text(minutes)}, {duration_text(running)} of it running"
        if running
        else duration_text(minutes)
    )


def share_text(share: float | None) -> str:
    """Return a share, 0–1, as ``41 %``; ``–`` when None."""
    return "–" if share is None else f"{round(share * 100)} %"
