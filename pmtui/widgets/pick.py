"""Choose one of a few words or documents: a letter jumps, arrows or space open the list, Enter goes on."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Select

from pmtui.domain.text import printable

_PAUSE = 0.8  # seconds after which typing starts a new search


class Pick(Select[str]):
    """A one-row ``Select`` that never steals Enter from the form around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Next", show=False),
        Binding("down,space,up", "show_overlay", "Choose", show=False),
        Binding("backspace,delete", "empty", "Empty", show=False),
    ]

    DEFAULT_CSS = """
    Pick {
        & > SelectCurrent { background: $foreground 6%; height: 1; padding: 0 1 0 1 !important; }
        &:focus > SelectCurrent { background: $foreground 12%; text-style: bold; }
        & > SelectOverlay { border: round $primary; max-height: 9; }
    }
    """

    class GoOn(Message):
        """Enter was pressed on the closed list: the form may go on to the next field."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", *, classes: str = "") -> None:
        """Offer ``options``, pairs of what is shown and the value; ``value`` is chosen if it is one of them."""
        self.choices = tuple(options)
        self._typed = ""
        self._typed_at = 0.0
        known = any(value == choice for _, choice in options)
        super().__init__(
            [
                (Text(printable(shown), no_wrap=True, overflow="ellipsis"), choice)
                for shown, choice in options
            ],
            prompt="–",
            allow_blank=True,
            value=value if known else Select.NULL,
            compact=True,
            classes=classes,
        )

    @property
    def text(self) -> str:
        """The chosen value, empty when nothing is chosen."""
        return self.selection or ""

    @text.setter
    def text(self, value: str) -> None:
        self.value = value if any(value == choice for _, choice in self.choices) else Select.NULL

    def action_go_on(self) -> None:
        """Tell the form that this field is done."""
        self.post_message(self.GoOn())

    def action_empty(self) -> None:
        """Choose nothing."""
        self.clear()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are for this list while it has the focus."""
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: events.Key) -> None:
        """Jump to what was typed; a second search begins after a short pause."""
        if self.expanded or not event.is_printable or event.character in (None, " "):
            return
        event.stop()
        event.prevent_default()
        now = monotonic()
        self._typed = (self._typed if now - self._typed_at < _PAUSE else "") + (event.character or "")
        self._typed_at = now
        found = self._matching(self._typed) or self._matching(self._typed[-1])
        if found is not None:
            self.value = found

    def _matching(self, typed: str) -> str | None:
        wanted = typed.casefold()
        starts = [choice for shown, choice in self.choices if shown.casefold().startswith(wanted)]
        words = [choice for shown, choice in self.choices if f" {wanted}" in shown.casefold()]
        found = starts or words
        return found[0] if found else None
