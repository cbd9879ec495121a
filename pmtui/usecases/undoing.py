"""Undo, redo and the history, in words for people."""

from __future__ import annotations

from pmtui.data.undo import HistoryEntry
from pmtui.usecases.session import Session


def undo(session: Session, count: int = 1) -> list[HistoryEntry]:
    """Take back the newest ``count`` changes as one new transaction and return them, newest first.

    Raises:
        PmtuiError: ``E_NOTHING_TO_UNDO`` when there are fewer changes.
    """
    return session.store.undo(count)


def undo_change(session: Session, number: int) -> HistoryEntry:
    """Take back the one change with this number in the history.

    Raises:
        PmtuiError: ``E_UNDO_BLOCKED`` when a later change still in force touched the same documents.
    """
    return session.store.undo_change(number)


def redo(session: Session, count: int = 1) -> list[HistoryEntry]:
    """Bring back the ``count`` changes undone last and return them.

    Raises:
        PmtuiError: ``E_NOTHING_TO_REDO`` when there are fewer.
    """
    return session.store.redo(count)


def history(session: Session, limit: int | None = None) -> list[HistoryEntry]:
    """Return what happened, oldest first; with ``limit`` the newest so many."""
    return session.store.history(limit)
