"""Data files that another branch of the history wrote: on another machine, from a copy of this store.

Such a file tells nothing of what lines are missing here; what it holds otherwise is news, under names of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmtui.data.doctor.file_scan import FileScan, flat
from pmtui.data.doctor.replay import Place
from pmtui.data.document import Doc
from pmtui.data.history_line import Line


def foreign_files(scans: Iterable[FileScan], lines: Sequence[Line]) -> frozenset[str]:
    """The whole files that hold what a change of this history would have made, had it made it.

    A version of a document names the change that wrote it. A file is of another branch where that change is known and
    did not write it, where it holds an older version than a change before the one it claims to hold left, or where it
    calls a document by a name that is another one's here.
    """
    whole = [scan for scan in scans if scan.content is not None and scan.ours and not scan.newer]
    if not whole or not lines:
        return frozenset()
    written = {
        (line.n, change.file, change.table, change.id): change.after
        for line in lines
        for change in line.changes
    }
    numbers = {line.n for line in lines if line.kind != "base"}
    purged = {place[1:] for place, doc in written.items() if doc is None}
    names = {
        str(doc["ref"]): change.id
        for line in lines
        for change in line.changes
        for doc in (change.before, change.after)
        if doc is not None
    }
    return frozenset(scan.file for scan in whole if _is_foreign(scan, written, numbers, purged, names))


def _is_foreign(
    scan: FileScan,
    written: Mapping[tuple[int, str, str, str], Doc | None],
    numbers: set[int],
    purged: set[Place],
    names: Mapping[str, str],
) -> bool:
    assert scan.content is not None
    for (table, key), doc in flat(scan.content.tables).items():
        place = (scan.file, table, key)
        number = doc["rev"]
        if number in numbers and place not in purged and written.get((number, *place)) != doc:
            return True
        if names.get(str(doc["ref"]), key) != key:
            return True
    return False
