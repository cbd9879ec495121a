"""What is said where the history of a store is missing, in the app as on the command line."""

from __future__ import annotations

from pmtui.usecases.advice import naming
from pmtui.usecases.session import Session


def missing_history_words(session: Session) -> str:
    """Return the sentence that says so and names the command that mends it; empty when the history is there.

    Raises:
        StoreError: The store cannot be read.
    """
    store = session.store
    if not store.lacks_history():
        return ""
    return f"the history is missing, so other files may be, too; run {naming(store.root, 'pmtui doctor')}"
