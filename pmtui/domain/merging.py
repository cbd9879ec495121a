"""Two histories of the same kind of thing made one: which documents are new, which differ, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmtui.domain.documents import Document, Kind, Ref
from pmtui.domain.entries import TIMER_ID, TimeEntry, Timer
from pmtui.domain.refs import PREFIXES
from pmtui.domain.relinking import renamed
from pmtui.errors import PmtuiError


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of documents that came from elsewhere.

    Attributes:
        added: Those that were not here, under the names they get here.
        replaced: Those that say something else here and shall replace what is here.
        kept: Those here that say something else elsewhere and stay.
        renumbered: Ref elsewhere → ref here, of those that were not here and whose ref was taken.
        timer_left_out: Whether a running timer is not taken because it was stopped here since.
    """

    added: tuple[Document, ...]
    replaced: tuple[Document, ...]
    kept: tuple[Document, ...]
    renumbered: Mapping[str, str]
    timer_left_out: bool


def content_of(document: Document) -> dict[str, Any]:
    """Return what a document says as it is stored, whatever its revision."""
    stored = document.to_store()
    stored.pop("rev", None)
    return stored


def merge(
    documents: Sequence[Document],
    here: Mapping[str, Document],
    new_ref: Callable[[str], str],
    *,
    theirs: bool = False,
) -> Merge:
    """Return what becomes of ``documents``, which are the same as those ``here`` where their ids are.

    Args:
        documents: What came from elsewhere; its links lead to one another.
        here: What is here, by id, archived documents included.
        new_ref: Gives a ref that is not in use here, for a prefix.
        theirs: Whether what came from elsewhere replaces what is here and differs.

    Raises:
        PmtuiError: ``E_IMPORT`` when an id belongs to a document of another kind here.
    """
    renumbered = _renumbered(documents, here, new_ref)
    names: dict[str, str] = {d.ref: here[d.id].ref for d in documents if d.id in here}
    names.update(renumbered)
    added: list[Document] = []
    differ: list[tuple[Document, Document]] = []
    stopped = _stopped_since(documents, here)
    for document in (renamed(d, names) for d in documents):
        mine = here.get(document.id)
        if mine is None and not (stopped and document.id == TIMER_ID):
            added.append(document)
        elif mine is not None and content_of(mine) != content_of(document):
            differ.append((mine, document))
    return Merge(
        added=tuple(added),
        replaced=tuple(other for _, other in differ) if theirs else (),
        kept=() if theirs else tuple(mine for mine, _ in differ),
        renumbered=renumbered,
        timer_left_out=stopped,
    )


def _renumbered(
    documents: Sequence[Document], here: Mapping[str, Document], new_ref: Callable[[str], str]
) -> dict[str, str]:
    taken = {document.ref for document in here.values()}
    coming = {document.ref for document in documents}
    found: dict[str, str] = {}
    for document in documents:
        mine = here.get(document.id)
        if mine is not None and mine.kind is not document.kind:
            raise PmtuiError(
                "E_IMPORT",
                f"{document.ref} has the id of {mine.ref}, which is {mine.kind.one}; nothing was imported",
                "this file does not belong to this store",
            )
        if mine is None and document.ref in taken:
            found[document.ref] = _free(document.kind, coming, new_ref)
    return found


def _free(kind: Kind, coming: set[Ref], new_ref: Callable[[str], str]) -> str:
    ref = new_ref(PREFIXES[kind])
    while ref in coming:
        ref = new_ref(PREFIXES[kind])
    return ref


def _stopped_since(documents: Sequence[Document], here: Mapping[str, Document]) -> bool:
    """Whether the timer of ``documents`` runs no more: none is here, and time was logged here after its start."""
    timer = next((d for d in documents if isinstance(d, Timer)), None)
    if timer is None or TIMER_ID in here:
        return False
    known = {document.id for document in documents}
    return any(
        isinstance(mine, TimeEntry) and id_ not in known and mine.end is not None and mine.end > timer.start
        for id_, mine in here.items()
    )
