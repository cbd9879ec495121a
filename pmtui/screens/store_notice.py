"""The banner that names what is wrong around the store, and harms no reader: once, until ``esc``.

That is a history that is missing, or copies which a file-sync program left.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from pmtui.domain.text import printable
from pmtui.errors import StoreError
from pmtui.usecases.conflict_copies import conflict_copies, copies_words
from pmtui.usecases.missing_history import missing_history_words

if TYPE_CHECKING:
    from pmtui.screens.board_screen import BoardScreen

_CLASS = "-noticing"


class StoreNotice:
    """Shows and hides the notice on one screen; why a store is read-only goes before it."""

    def __init__(self, screen: BoardScreen) -> None:
        """Speak in the banner of ``screen``."""
        self._screen = screen
        self._shown: frozenset[str] = frozenset()
        self._hidden: frozenset[str] = frozenset()

    def look(self) -> None:
        """Show what is there and was not hidden; take the notice away when it is put right."""
        screen = self._screen
        words, self._shown = self._said() if screen.writable else ("", frozenset())
        screen.set_class(bool(words), _CLASS)
        if words:
            line = Content.assemble(printable(words[:1].upper() + words[1:]), ("   esc hides this", "dim"))
            screen.query_one("#banner", Static).update(line)

    def _said(self) -> tuple[str, frozenset[str]]:
        """What is to be said, and what it is about; the worse first."""
        session = self._screen.session
        missing = ""
        with suppress(StoreError):  # whoever reads is told
            missing = missing_history_words(session)
        if missing and missing not in self._hidden:
            return missing, frozenset({missing})
        copies = frozenset(conflict_copies(session))
        if copies <= self._hidden:
            return "", frozenset()
        return copies_words(session, sorted(copies)), copies

    def hide(self) -> bool:
        """Hide the notice for this session, and tell whether there was one; what is new is shown again."""
        if not self._shown:
            return False
        self._hidden |= self._shown
        self._shown = frozenset()
        self.look()
        return True
