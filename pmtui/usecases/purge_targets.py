"""What a purge may be told to erase, and what there is."""

from __future__ import annotations

from collections.abc import Iterator

from pmtui.data.document import Doc
from pmtui.data.tables import STRATEGY_FILE, TIME_FOLDER
from pmtui.data.ulid import is_ulid
from pmtui.domain.entries import TIMER_REF
from pmtui.domain.refs import meant_ref, normal_ref
from pmtui.domain.workspace import WORKSPACE_REF
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session


def named(ref: str) -> str:
    """Return what ``ref`` names: a ref as refs are written, an id, or ``timer``.

    Raises:
        PmtuiError: ``E_NOT_PURGED`` for the workspace, ``E_UNKNOWN_REF`` for what is no name.
    """
    if meant_ref(ref) == WORKSPACE_REF:
        raise PmtuiError(
            "E_NOT_PURGED",
            "the workspace holds settings; it is not purged",
            "pmtui set workspace FIELD=VALUE",
        )
    id = ref.strip().upper()
    if is_ulid(id):
        return id
    return TIMER_REF if meant_ref(ref) == TIMER_REF else normal_ref(ref)


def present(session: Session) -> Iterator[tuple[str, Doc]]:
    """Yield table and document of everything in the store, without building any model."""
    for file in [STRATEGY_FILE, *session.store.files(TIME_FOLDER)]:
        for table in session.store.tables(file):
            for doc in session.store.peek(file, table):
                yield table, doc


def headline(doc: Doc) -> str:
    """Return the title of a stored document, empty when it has none."""
    return str(next((doc[name] for name in ("title", "text", "step") if doc.get(name)), ""))
