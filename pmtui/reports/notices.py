"""What a notice says: its code in words."""

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
