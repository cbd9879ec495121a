"""The line at the bottom: the few keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from pmtui.widgets.colours import QUIET

MOST_KEYS = 7
_GAP = 3


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key of the footer.

    Attributes:
        command: Id of the command.
        key: As people read it.
        label: What it does.
        last: Whether it stands at the right end.
    """

    command: str
    key: str
    label: str
    last: bool = False

    @property
    def width(self) -> int:
        """Cells it takes."""
        return Content(f"{self.key} {self.label}").cell_length


def fitting(hints: Sequence[KeyHint], width: int) -> list[KeyHint]:
    """Return the hints that fit ``width`` cells, at most seven; those marked last are kept first."""
    ends = [hint for hint in hints if hint.last][:MOST_KEYS]
    kept: list[KeyHint] = []
    for hint in sorted(ends, key=lambda hint: hint.label != "more"):
        if _cells([*kept, hint]) <= width:
            kept.append(hint)
    for hint in hints:
        if not hint.last and len(kept) < MOST_KEYS and _cells([*kept, hint]) <= width:
            kept.append(hint)
    return [hint for hint in hints if hint in kept]


def _cells(hints: Sequence[KeyHint]) -> int:
    return sum(hint.width for hint in hints) + _GAP * max(0, len(hints) - 1)


class KeyHints(Widget):
    """Shows hints, the most useful first; a click gives the command."""

    DEFAULT_CSS = """
    KeyHints { height: 1; color: $foreground; }
    """

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: Sequence[KeyHint] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show those of ``hints`` that fit."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        width = self.size.width
        kept = fitting(self._hints, width)
        room = width - _cells([hint for hint in kept if hint.last])
        self._places = []
        column = 0
        parts: list[Content | str] = []
        for index, hint in enumerate(kept):
            start = max(column, room) if hint.last and (index == 0 or not kept[index - 1].last) else column
            parts.append(" " * (start - column))
            parts.append(Content.assemble((hint.key, "bold $text-accent"), " ", (hint.label, QUIET)))
            self._places.append((start, start + hint.width, hint.command))
            parts.append(" " * _GAP)
            column = start + hint.width + _GAP
        return Content.assemble(*parts).truncate(width)

    def on_click(self, event: events.Click) -> None:
        """Give the command whose hint was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, command in self._places:
            if start <= offset.x < end:
                self.post_message(self.Clicked(command))
