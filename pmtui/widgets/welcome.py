"""What an empty store offers: the demo, a template, or a blank start."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from pmtui.widgets.alignment import fitted
from pmtui.widgets.colours import QUIET, TITLE
from pmtui.widgets.empty_state import Emptiness
from pmtui.widgets.outline_item import OutlineItem

WELCOME = "welcome "
"""Keys of the offers start with this."""

DEMO = f"{WELCOME}demo"
TEMPLATE = f"{WELCOME}template"
BLANK = f"{WELCOME}blank"

WORDS = Emptiness(
    "Welcome. pmtui keeps three things side by side: the strategy you pursue, the next condition you work towards, "
    "and where your hours really go.",
    "enter",
    "starts in one of these ways",
)

_OFFERS = (
    (DEMO, "Look around in the demo", "eight weeks of a product's story, in a throw-away store"),
    (TEMPLATE, "Start from a template", "an objective, a key result, a target condition to overwrite"),
    (BLANK, "Start blank", "write your first objective"),
)


def welcome_items() -> list[OutlineItem]:
    """Return the three offers."""
    return [
        OutlineItem(key, _offer(title, more), 2, words=title.lower(), gap=True)
        for key, title, more in _OFFERS
    ]


def _offer(title: str, more: str) -> Callable[[int], list[Content]]:
    def draw(width: int) -> list[Content]:
        return [fitted(Content.styled(title, TITLE), width), fitted(Content.styled(more, QUIET), width)]

    return draw
