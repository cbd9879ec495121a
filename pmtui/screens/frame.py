"""The empty cockpit: painted at once, while everything else is still being loaded behind it.

This module and what it imports stay light: no store, no domain, no pydantic.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmtui.widgets.pane import Pane

PANES = (("strategy", "Strategy"), ("kata", "Kata"), ("time", "Time"))
"""Name and title of each pane, left to right."""

NEEDED_SIZE = (60, 20)
"""The fewest columns and rows."""

WIDTHS = [(0, "-cramped"), (NEEDED_SIZE[0], "-narrow"), (80, "-medium"), (120, "-wide")]
HEIGHTS = [(0, "-flat"), (NEEDED_SIZE[1], "-low"), (30, "-high")]
PLACE_CLASSES = "cockpit -at-strategy -beside-kata"
"""Classes that a screen with the three panes starts with; its style sheet is cockpit.tcss."""


def size_words() -> Content:
    """Return what stands in a window that is too small."""
    columns, rows = NEEDED_SIZE
    return Content(f"pmtui needs at least {columns} columns and {rows} rows.\nMake the window larger.")


class FrameScreen(Screen[None]):
    """Header, three empty panes, footer: the places where the cockpit will be."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, *, demo: bool = False) -> None:
        super().__init__(classes=PLACE_CLASSES)
        self._demo = demo

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        badge = (" DEMO ", "bold $background on $warning") if self._demo else ""
        yield Static(
            Content.assemble(badge, " " if self._demo else "", ("pmtui", "bold")), id="header", markup=False
        )
        yield Static(id="tabs", markup=False)
        with Horizontal(id="panes"):
            for number, (name, title) in enumerate(PANES, 1):
                yield Pane(number, title, id=name)
        yield Static(size_words(), id="too-small", markup=False)
        yield Static(id="hints", markup=False)
