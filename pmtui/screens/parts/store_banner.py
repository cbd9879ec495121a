"""What the banner says about the store: why it cannot be written, or what is wrong around it and harms no reader.

That is a history that is missing, or copies which a file-sync program left; it is told once, until ``esc``.
"""

from __future__ import annotations

from contextlib import suppress

from textual.content import Content
from textual.screen import Screen

from pmtui.domain.text import printable
from pmtui.errors import StoreError
from pmtui.usecases.advice import advice
from pmtui.usecases.conflict_copies import conflict_copies, copies_words
from pmtui.usecases.missing_history import missing_history_words
from pmtui.usecases.session import Session
from pmtui.widgets.banner import Banner


class StoreBanner:
    """Speaks in the banner of one screen; why a store is read-only goes before a notice."""

    def __init__(self, screen: Screen[None], session: Session) -> None:
        """Speak about the store of ``session`` in the banner of ``screen``."""
        self._screen = screen
        self._session = session
        self._shown: frozenset[str] = frozenset()
        self._hidden: frozenset[str] = frozenset()

    def show(self, trouble: StoreError | None) -> None:
        """Say why nothing can be written, or else what is there and was not hidden."""
        line, notice = None, None
        if trouble is not None:
            self._shown = frozenset()
            parts = ["read-only ", trouble.message, advice(self._session.store.root, trouble)]
            line = Content(" ".join(printable(part) for part in parts if part))
        else:
            words, self._shown = self._said()
            said = printable(words[:1].upper() + words[1:])
            notice = Content.assemble(said, ("   esc hides this", "dim")) if words else None
        for banner in self._screen.query(Banner):
            banner.show(line, notice)

    def _said(self) -> tuple[str, frozenset[str]]:
        """What is to be said, and what it is about; the worse first."""
        missing = ""
        with suppress(StoreError):  # whoever reads is told
            missing = missing_history_words(self._session)
        if missing and missing not in self._hidden:
            return missing, frozenset({missing})
        copies = frozenset(conflict_copies(self._session))
        if copies <= self._hidden:
            return "", frozenset()
        return copies_words(self._session, sorted(copies)), copies

    def hide(self) -> bool:
        """Hide the notice for this session, and tell whether there was one; what is new is shown again."""
        if not self._shown:
            return False
        self._hidden |= self._shown
        self.show(None)
        return True
