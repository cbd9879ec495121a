"""One line at the foot of a dialog: what the keys do, and a place to click for those without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Hint:
    """One key and what it does.

    Attributes:
        key: The key as people write it.
        does: What it does, a word or two.
        action: The screen's action that a click runs; empty: not clickable.
    """

    key: str
    does: str
    action: str = ""


class HintText(Static):
    """One hint; a click does what the key does."""

    DEFAULT_CSS = """
    HintText { width: auto; height: 1; margin: 0 2 0 0; color: $foreground 70%; }
    HintText.-clickable:hover { color: $foreground; text-style: underline; }
    """

    def __init__(self, hint: Hint) -> None:
        self.hint = hint
        shown = Content.assemble((hint.key, "bold $text-accent"), " ", hint.does)
        super().__init__(shown, markup=False, classes="-clickable" if hint.action else "")

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        if self.hint.action:
            event.stop()
            await self.screen.run_action(self.hint.action)


class HintBar(Horizontal):
    """The hints of a dialog, from left to right."""

    DEFAULT_CSS = """
    HintBar { height: auto; width: 1fr; overflow: hidden; }
    """

    def __init__(self, hints: Sequence[Hint] = (), *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._hints = tuple(hints)

    def compose(self) -> ComposeResult:
        """Show the hints it was made with."""
        for hint in self._hints:
            yield HintText(hint)

    async def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        async with self.batch():
            await self.remove_children()
            await self.mount_all(HintText(hint) for hint in self._hints)
