"""The banner that names copies which a file-sync program left beside the store: once, until ``esc``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pmtui.domain.text import printable
from pmtui.usecases.conflict_copies import conflict_copies, copies_words

if TYPE_CHECKING:
    from pmtui.screens.board_screen import BoardScreen

_CLASS = "-noticing"


class CopyNotice:
    """Shows and hides the notice on one screen; why a store is read-only goes before it."""

    def __init__(self, screen: BoardScreen) -> None:
        """Speak in the banner of ``screen``."""
        self._screen = screen
        self._shown: list[str] = []
        self._hidden: frozenset[str] = frozenset()

    def look(self) -> None:
        """Show what is there and was not hidden; take the notice away when the copies are gone."""
        screen = self._screen
        copies = conflict_copies(screen.session) if screen.writable else []
        self._shown = [] if self._hidden.issuperset(copies) else copies
        screen.set_class(bool(self._shown), _CLASS)
        if self._shown:
            words = copies_words(screen.session, copies)
            line = Content.assemble(printable(words[:1].upper() + words[1:]), ("   esc hides this", "dim"))
            screen.query_one("#banner", Static).update(line)

    def hide(self) -> bool:
        """Hide the notice for this session, and tell whether there was one; a new copy is shown again."""
        if not self._shown:
            return False
        self._hidden |= set(self._shown)
        self._shown = []
        self._screen.remove_class(_CLASS)
        return True
