"""A change that also settles what it brings about: documents that cannot stand beside each other never do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmtui.data.doctor.document_checks import DocumentChecks
from pmtui.data.doctor.file_scan import Docs, flat
from pmtui.data.document import Tables, same_content
from pmtui.data.history_line import Change
from pmtui.data.tables import TABLES
from pmtui.domain.kinds import Kind

_CONCERNED = frozenset(
    TABLES[kind] for kind in (Kind.ENTRY, Kind.CHALLENGE, Kind.TARGET, Kind.OBSTACLE, Kind.EXPERIMENT)
)


def settled_with(state: Mapping[str, Tables], changes: Sequence[Change]) -> tuple[list[Change], list[str]]:
    """Return ``changes`` to ``state`` with what rules make of it, and what they did, a sentence each.

    Only the files that are changed are looked at.
    """
    files = {change.file for change in changes if change.table in _CONCERNED and change.after is not None}
    if not files:
        return list(changes), []
    after: dict[str, Docs] = {file: flat(state.get(file, {})) for file in files}
    for change in changes:
        if change.file in files:
            after[change.file].pop((change.table, change.id), None)
            if change.after is not None:
                after[change.file][change.table, change.id] = change.after
    found = DocumentChecks(after).settlements()
    if not found:
        return list(changes), []
    made = {(change.file, change.table, change.id): change for change in changes}
    told = []
    for place, one in found:
        file, table, key = place
        before = state.get(file, {}).get(table, {}).get(key)
        change = made.get(place, Change(file, table, key, before, None))
        made[place] = change._replace(after=one.document.to_store())
        told.append(f"{file} {one.document.ref}: {one.done}, for {one.wrong}")
    left = [c for c in made.values() if c.is_purged or not same_content(c.before, c.after)]
    return left, told
