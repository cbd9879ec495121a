"""The cockpit at a glance: painted at once, while everything else is still being loaded behind it.

This module and what it imports stay light: no models, no pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmtui.data.glance import Glance
from pmtui.domain.printing import printable
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


def no_glance() -> Glance:
    """Return a glance at nothing."""
    return Glance()


def glance_lines(glance: Glance) -> Iterator[Content]:
    """Yield the lines of the strategy pane as far as titles go; what is computed has its place left empty."""
    if glance.above:
        yield Content.assemble(" ▸ ", ("Direction", "$foreground 60%"))
    for row in glance.rows:
        if row.depth == 0:
            yield Content("")
        name = ((row.ref, "$foreground 72%"), " ", (printable(row.title), "bold" if row.depth == 0 else ""))
        yield Content.assemble(" " + "  " * row.depth + ("▾ " if row.depth < 2 else "    "), *name)
        if row.depth < 2:
            yield Content("")


class FrameScreen(Screen[None]):
    """Header, three panes, footer: the places where the cockpit will be, with the titles there are."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, *, demo: bool = False, glance: Callable[[], Glance] = no_glance) -> None:
        super().__init__(classes=PLACE_CLASSES)
        self._demo = demo
        self._glance = glance

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        glance = self._glance()
        badge = (" DEMO ", "bold $background on $warning") if self._demo else ""
        yield Static(
            Content.assemble(badge, " " if self._demo else "", (printable(glance.name) or "pmtui", "bold")),
            id="header",
            markup=False,
        )
        yield Static(id="tabs", markup=False)
        with Horizontal(id="panes"):
            for number, (name, title) in enumerate(PANES, 1):
                with Pane(number, title, id=name):
                    if name == "strategy":
                        yield Static(Content("\n").join(glance_lines(glance)), id="glance", markup=False)
        yield Static(size_words(), id="too-small", markup=False)
        yield Static(id="hints", markup=False)
