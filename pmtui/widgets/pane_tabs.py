"""The strip that names the panes where not all of them fit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from pmtui.widgets.colours import QUIET

_GAP = 2


class PaneTabs(Widget):
    """Names in a row; those on screen are marked, the one with the keyboard most."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; }
    """

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = tuple(names)
        self._shown: Collection[str] = ()
        self._active = ""

    def show(self, shown: Collection[str], active: str) -> None:
        """Mark the names on screen, and the one that has the keyboard."""
        self._shown, self._active = shown, active
        self.refresh()

    def _labels(self) -> list[str]:
        return [f" {number} {name.capitalize()} " for number, name in enumerate(self._names, 1)]

    def render(self) -> Content:
        """Return the row of names."""
        parts: list[Content | str] = []
        for name, label in zip(self._names, self._labels(), strict=True):
            style = (
                "bold reverse $accent" if name == self._active else "bold" if name in self._shown else QUIET
            )
            parts += [Content.styled(label, style), " " * _GAP]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Tell which name was clicked."""
        offset = event.get_content_offset(self)
        column = 0
        for name, label in zip(self._names, self._labels(), strict=True):
            if offset is not None and column <= offset.x < column + len(label):
                self.post_message(self.Chosen(name))
            column += len(label) + _GAP
