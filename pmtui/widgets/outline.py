"""A list of items of one or more lines that can be folded, filtered and walked by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from pmtui.widgets.alignment import fitted
from pmtui.widgets.colours import QUIET
from pmtui.widgets.outline_item import OutlineItem, ancestors, told_apart, visible
from pmtui.widgets.symbols import UNICODE, Symbols

_MARK = 1
_TWISTY = 2
_WIDEST = 100
"""Cells after which both ends of a line would be too far apart to be read as one."""


class Outline(ScrollView, can_focus=True):
    """Items in order, parents before children; only visible lines are ever drawn.

    The cursor is drawn as a bar at the left edge and a tint, so that it shows without colour too.
    """

    DEFAULT_CSS = """
    Outline {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 25%;
        scrollbar-background: $background;
        & > .outline--mark { color: $accent; }
        & > .outline--cursor { background: $foreground 6%; }
        &:focus > .outline--cursor { background: $accent 18%; }
        &:focus > .outline--mark { background: $accent 18%; color: $accent; }
        &:ansi > .outline--cursor, &:ansi > .outline--mark { background: transparent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "outline--mark",
        "outline--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", "Up", id="cursor-up", show=False),
        Binding("down,j", "cursor(1)", "Down", id="cursor-down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="page-up", show=False),
        Binding("pagedown", "page(1)", "Page down", id="page-down", show=False),
        Binding("home,g", "edge(0)", "First", id="first", show=False),
        Binding("end,G", "edge(-1)", "Last", id="last", show=False),
        Binding("left,h", "fold", "Fold, or go to the parent", id="fold", show=False),
        Binding("right", "unfold", "Unfold, or go to the first child", id="unfold", show=False),
        Binding("enter", "open", "Open", id="open", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another item."""

        def __init__(self, outline: Outline, item: OutlineItem | None) -> None:
            super().__init__()
            self.outline = outline
            self.item = item

        @property
        def control(self) -> Outline:
            """The outline it comes from."""
            return self.outline

    class Opened(Message):
        """An item was opened with enter or a second click."""

        def __init__(self, outline: Outline, item: OutlineItem) -> None:
            super().__init__()
            self.outline = outline
            self.item = item

        @property
        def control(self) -> Outline:
            """The outline it comes from."""
            return self.outline

    def __init__(self, *, symbols: Symbols = UNICODE, indent: int = 2, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._indent = indent
        self._items: Sequence[OutlineItem] = ()
        self._view: list[OutlineItem] = []
        self._tops: list[int] = []
        self._lines: list[int] = []
        self._drawn: dict[tuple[str, int], list[Content]] = {}
        self._index = 0
        self._filter = ""
        self.folded: set[str] = set()

    @property
    def current(self) -> OutlineItem | None:
        """The item under the cursor."""
        return self._view[self._index] if self._view else None

    @property
    def shown_items(self) -> Sequence[OutlineItem]:
        """The items neither folded away nor filtered out, top to bottom."""
        return tuple(self._view)

    @property
    def filter_words(self) -> str:
        """The words the list is narrowed to; empty: all is shown."""
        return self._filter

    def show_items(self, items: Sequence[OutlineItem]) -> None:
        """Replace the items; cursor, scroll position, folds and filter stay where their items are still there."""
        self._items = told_apart(items)
        self._rebuild()

    def narrow(self, words: str) -> None:
        """Show only items that hold ``words``, with what is above them; empty shows all."""
        self._filter = words.strip().lower()
        self._rebuild()

    def go_to(self, key: str) -> bool:
        """Put the cursor on the item called ``key``, unfolding what hides it; tell whether it is there."""
        place = next((i for i, item in enumerate(self._items) if item.key == key), None)
        if place is None:
            return False
        hiding = {item.key for item in ancestors(self._items, place)} & self.folded
        if hiding or self._filter:
            self.folded -= hiding
            self._filter = ""
            self._rebuild()
        self._move_to(next(i for i, item in enumerate(self._view) if item.key == key))
        return True

    def toggle_fold(self) -> None:
        """Fold or unfold the branch under the cursor."""
        item = self.current
        if item is not None and item.branch:
            self.folded ^= {item.key}
            self._rebuild()

    def _rebuild(self) -> None:
        before = self.current
        self._drawn.clear()
        self._view = visible(self._items, self.folded, self._filter)
        self._tops, self._lines = [], []
        for index, item in enumerate(self._view):
            if item.gap and index:
                self._lines.append(-1)
            self._tops.append(len(self._lines))
            self._lines += [index] * item.height
        keys = [item.key for item in self._view]
        kept = before is not None and before.key in keys
        self._index = (
            keys.index(before.key) if before is not None and kept else min(self._index, max(0, len(keys) - 1))
        )
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()
        self.post_message(self.Moved(self, self.current))

    def _move_to(self, index: int) -> None:
        if not self._view:
            return
        self._index = min(max(0, index), len(self._view) - 1)
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.current))

    def _show_cursor(self) -> None:
        if not self.size.height:  # not laid out yet: there is nothing to scroll
            return
        item = self._view[self._index]
        top = self._tops[self._index] if self._index else 0
        height = item.height + self._tops[self._index] - top
        self.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)

    def action_cursor(self, step: int) -> None:
        """Move the cursor by ``step`` items."""
        self._move_to(self._index + step)

    def action_page(self, direction: int) -> None:
        """Move the cursor by about a page."""
        if not self._view:
            return
        line = self._tops[self._index] + direction * max(1, self.size.height - 2)
        line = min(max(0, line), len(self._lines) - 1)
        self._move_to(max(self._lines[line], 0) if self._lines[line] >= 0 else self._lines[line + 1])

    def action_edge(self, index: int) -> None:
        """Move the cursor to the first (0) or the last (−1) item."""
        self._move_to(index if index >= 0 else len(self._view) - 1)

    def action_fold(self) -> None:
        """Fold the branch, or go to the parent."""
        item = self.current
        if item is None:
            return
        if item.branch and item.key not in self.folded:
            self.toggle_fold()
            return
        above = [i for i, other in enumerate(self._view[: self._index]) if other.depth < item.depth]
        if above:
            self._move_to(above[-1])

    def action_unfold(self) -> None:
        """Unfold the branch, or go to the first child."""
        item = self.current
        if item is None or not item.branch:
            return
        if item.key in self.folded:
            self.toggle_fold()
        else:
            self._move_to(self._index + 1)

    def action_open(self) -> None:
        """Tell the screen that the item should be opened."""
        if self.current is not None:
            self.post_message(self.Opened(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; on its twisty fold, on a second click open."""
        line = event.y + self.scroll_offset.y
        if not 0 <= line < len(self._lines) or self._lines[line] < 0:
            return
        index = self._lines[line]
        item = self._view[index]
        self._move_to(index)
        start = _MARK + item.depth * self._indent
        if item.branch and start <= event.x < start + _TWISTY and line == self._tops[index]:
            self.toggle_fold()
        elif event.chain == 2:
            self.action_open()

    def on_resize(self) -> None:
        """Draw again for the new width, with the cursor still in view."""
        self._drawn.clear()
        if self._view:
            self._show_cursor()

    def notify_style_update(self) -> None:
        """Draw again in the new theme."""
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line of the viewport."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        if not 0 <= line < len(self._lines) or self._lines[line] < 0:
            return Strip.blank(width, self.rich_style)
        index = self._lines[line]
        item = self._view[index]
        here = index == self._index
        part = line - self._tops[index]
        base = self.get_visual_style("outline--cursor") if here else self.visual_style
        content = self._prefix(item, part) + self._content(item, width)[part]
        segments = (
            [_segment(self.symbols.cursor, self._mark(item, here))]
            if here
            else [Segment(" ", base.rich_style)]
        )
        segments += fitted(content, width - _MARK).render_segments(base)
        return Strip(segments).adjust_cell_length(width, base.rich_style)

    def _mark(self, item: OutlineItem, here: bool) -> Style:
        return self.get_visual_style("outline--mark")

    def _content(self, item: OutlineItem, width: int) -> list[Content]:
        room = max(1, min(width, _WIDEST) - _MARK - item.depth * self._indent - _TWISTY)
        key = (item.key, room)
        if key not in self._drawn:
            self._drawn[key] = item.draw(room)
        return self._drawn[key]

    def _prefix(self, item: OutlineItem, part: int) -> Content:
        indent = " " * (item.depth * self._indent)
        if part or not item.branch:
            return Content(indent + " " * _TWISTY)
        sign = self.symbols.folded if item.key in self.folded and not self._filter else self.symbols.open
        return Content.assemble(indent, (sign, QUIET), " ")


def _segment(text: str, style: Style) -> Segment:
    return Segment(text, style.rich_style)
