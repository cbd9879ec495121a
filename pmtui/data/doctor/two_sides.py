"""Documents of two sides of a history under the names that both agree upon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pmtui.data.doctor.free_refs import FreeRefs
from pmtui.data.document import Doc, Tables
from pmtui.data.history_line import Change, Line
from pmtui.data.renames import renamed
from pmtui.data.tables import TABLES
from pmtui.domain.namesakes import Bearer, Names, agreed, bearer
from pmtui.domain.refs import kind_of

Item = tuple[str, str]
"""Table and id of a document."""


def names_of(
    lines: Sequence[Line],
    state: dict[str, Tables],
    theirs: Iterable[tuple[str, Doc]],
    refs: Mapping[str, int],
) -> Names:
    """Return what the documents of both sides are called; those that are gone here keep their names.

    Args:
        lines: The changes of this side.
        state: What it holds after them.
        theirs: Table and document of every version of the other side.
        refs: The highest numbers given out on either side.
    """
    here = {one.id: one for one in _bearers(documents_in(state))}
    past = _bearers(versions_in(lines))
    here |= {one.id: one._replace(created_at="") for one in past if one.id not in here}
    there = {one.id: one for one in _bearers(theirs)}
    free = FreeRefs([], {})
    taken = [{"ref": f"{key}{number}"} for key, number in refs.items() if number]
    taken += [{"ref": one.ref} for one in (*here.values(), *there.values())]
    free.know({"": {("", str(number)): doc for number, doc in enumerate(taken)}})
    return agreed(here.values(), there.values(), free)


def places_in(state: dict[str, Tables]) -> dict[Item, str]:
    """Return in which file each document stands."""
    return {(table, key): file for file, table, key, _ in all_in(state)}


def all_in(state: dict[str, Tables]) -> Iterator[tuple[str, str, str, Doc]]:
    """Yield file, table, id and document of all there are, sorted."""
    for file, tables in sorted(state.items()):
        for table, docs in sorted(tables.items()):
            for key, doc in sorted(docs.items()):
                yield file, table, key, doc


def documents_in(state: dict[str, Tables]) -> Iterator[tuple[str, Doc]]:
    """Yield table and document of all there are, sorted."""
    return ((table, doc) for _, table, _, doc in all_in(state))


def versions_in(lines: Iterable[Line]) -> Iterator[tuple[str, Doc]]:
    """Yield table and document of every version of every document in ``lines``, the oldest first."""
    for line in lines:
        for change in line.changes:
            for doc in (change.before, change.after):
                if doc is not None:
                    yield change.table, doc


def _bearers(documents: Iterable[tuple[str, Doc]]) -> list[Bearer]:
    """Those of ``documents`` whose names are such as are given out."""
    found = []
    for table, doc in documents:
        kind = kind_of(ref_of(doc))
        if kind is not None and TABLES[kind] == table:
            found.append(bearer(doc))
    return found


def named_items(state: dict[str, Tables], names: Names) -> dict[Item, tuple[str, Doc]]:
    """Return file and document of each item of the other side, under the agreed names."""
    return {
        (table, key): (file, named(table, doc, names, here=False)) for file, table, key, doc in all_in(state)
    }


def named(table: str, doc: Doc, names: Names, *, here: bool) -> Doc:
    """Return a stored document of this side, ``here``, or of the other one under the agreed names."""
    links = names.here if here else names.there
    ref = names.refs.get(str(doc["id"]), ref_of(doc))
    return doc if ref == ref_of(doc) and not links else renamed(table, doc, ref, links)


def version_of(changes: Iterable[Change], names: Names, which: str) -> Doc | None:
    """Return what an item was ``before`` or ``after`` the ``changes`` of it in one line, which may move it."""
    for change in changes:
        doc: Doc | None = getattr(change, which)
        if doc is not None:
            return named(change.table, doc, names, here=False)
    return None


def ref_of(doc: Doc | None) -> str:
    """Return the ref of a document, empty for none."""
    return str((doc or {}).get("ref", ""))
