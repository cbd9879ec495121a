"""What a file-sync program left beside the store, for whoever does not ask the doctor."""

from __future__ import annotations

from collections.abc import Sequence

from pmtui.data.sync_copies import sync_copies
from pmtui.usecases.advice import naming
from pmtui.usecases.session import Session

_NAMED = 2


def conflict_copies(session: Session) -> list[str]:
    """Return the names, relative to the store, of the copies that were made when two computers wrote; sorted."""
    return sync_copies(session.store.root)


def copies_words(session: Session, copies: Sequence[str]) -> str:
    """Return the sentence that names ``copies`` and the command that says more; empty without any."""
    if not copies:
        return ""
    more = f" and {len(copies) - _NAMED} more" if len(copies) > _NAMED else ""
    count = "a conflict copy" if len(copies) == 1 else f"{len(copies)} conflict copies"
    doctor = naming(session.store.root, "pmtui doctor")
    return f"{count} beside the store: {', '.join(copies[:_NAMED])}{more}; see {doctor}"
