"""Numbers and codes as people read them."""

from __future__ import annotations

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
