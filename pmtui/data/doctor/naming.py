"""What the doctor says about a data file and about the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmtui.data.doctor.differences import Difference
from pmtui.data.doctor.file_scan import FileScan
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.doctor.history_scan import HistoryScan
from pmtui.data.doctor.reading import HISTORY
from pmtui.data.doctor.replay import Broken, Place, Replay
from pmtui.data.document import Doc
from pmtui.data.history_line import Change
from pmtui.errors import StoreError

_RESTORE = "nothing else here holds it; bring a backup back: pmtui restore FILE"
_NAMED = 5


def history_findings(replay: Replay, history: HistoryScan) -> Iterator[Finding]:
    """What is missing in the history."""
    last = history.lines[-1].n if history.lines else 0
    for hole in replay.holes:
        if not history.lines:
            what = f"the history is missing, and the files hold change {hole.last}"
            yield damage("E_HISTORY_MISSING", HISTORY, what)
        elif hole.first > last:
            what = f"it ends with change {last}, and the files hold change {hole.last}"
            yield damage("E_HISTORY_HOLE", HISTORY, what)
        else:
            one = hole.first == hole.last
            what = f"change {hole.first} is" if one else f"changes {hole.first} to {hole.last} are"
            yield damage("E_HISTORY_HOLE", HISTORY, f"{what} missing")
    for (n, place), broken in replay.broken.items():
        yield _broken(n, place, broken, history)


def _broken(n: int, place: Place, broken: Broken, history: HistoryScan) -> Finding:
    """The finding for a change that began from something else than the changes before it left."""
    line = next(line for line in history.lines if line.n == n)
    file = history.kept[n][0]
    ref = str((broken.told or broken.found or {}).get("ref"))
    if any(
        _is_version(broken.found, change, place)
        for old in history.lines
        if old.n < n
        for change in old.changes
    ):
        what = f"change {n} ({line.what}) was made on an older {ref} than the changes before it left"
        return damage("E_HISTORY_BEFORE", file, what, ref=ref)
    what = f"change {n} ({line.what}) was made on {ref} as somebody had edited it by hand"
    return hint("E_HISTORY_BEFORE", file, what, ref=ref)


def _is_version(doc: Doc | None, change: Change, place: Place) -> bool:
    """Whether ``doc`` is what ``place`` once was, before or after ``change``."""
    return (change.file, change.table, change.id) == place and doc in (change.before, change.after)


def file_findings(
    scan: FileScan,
    replay: Replay,
    found: Sequence[Difference],
    history: HistoryScan,
    *,
    refused: bool = False,
) -> Iterator[Finding]:
    """What is wrong with one data file, apart from its documents; ``refused`` says that readers do not take it."""
    told = scan.file in replay.touched
    if scan.newer:
        fix = "update pmtui; an older one must not change it"
        yield damage("E_NEWER_FORMAT", scan.file, "a newer pmtui wrote it", fix=fix)
    elif scan.error is not None:
        yield _unreadable(scan.file, scan.error, rebuilt=told or bool(found))
    elif scan.content is None:
        if told and not _is_pending(scan.file, history):
            yield damage("E_MISSING", scan.file, "it is missing, and the history says what it must hold")
    else:
        pending = _is_pending(scan.file, history) and not refused
        yield from _contents(scan, replay, found, pending=pending)
        if refused and not found:
            what = "it is not the file that the last change left there, though it says the same"
            yield damage("E_DIFFERS", scan.file, what)


def _unreadable(file: str, error: StoreError, *, rebuilt: bool) -> Finding:
    message = error.message.rstrip(".")
    if error.code == "E_CANNOT_READ":
        return damage(error.code, file, message, fix=error.fix or "check the permissions")
    what = message.partition(" is damaged")[2].lstrip(": ") or message
    return damage("E_DAMAGED", file, f"it cannot be read: {what}", fix="" if rebuilt else _RESTORE)


def _is_pending(file: str, history: HistoryScan) -> bool:
    """Whether the last transaction touched ``file``: a crash may have come before the file, and readers know."""
    return bool(history.lines) and any(change.file == file for change in history.lines[-1].changes)


def _contents(
    scan: FileScan, replay: Replay, found: Sequence[Difference], *, pending: bool
) -> Iterator[Finding]:
    assert scan.content is not None
    fresh = [difference for difference in found if not difference.known]
    if fresh:
        what = f"{_listed(fresh)} not what the history says: edited by hand, or damaged"
        yield damage("E_DIFFERS", scan.file, what)
    lacking = [difference for difference in found if difference.known]
    applied, touched = scan.content.applied, replay.touched.get(scan.file, 0)
    if lacking and scan.ours and applied < touched:
        what = f"it holds change {applied}, and the history knows {touched}"
        if pending:
            yield hint("E_BEHIND", scan.file, f"{what}: a write was interrupted; the next one finishes it")
        else:
            yield damage("E_BEHIND", scan.file, f"{what}: an older file was put in its place")
    elif lacking:
        yield damage("E_DIFFERS", scan.file, f"{_listed(lacking)} not as new as the history says")
    if not scan.ours and not found:
        yield hint("E_EDITED", scan.file, "another program wrote it; it holds what the history says")


def _listed(found: Sequence[Difference]) -> str:
    """``KR2 and t7 are``: the first few of what is different."""
    names = [str((d.found or d.told or {}).get("ref")) for d in found]
    shown = names[:_NAMED] + ([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])
    return f"{shown[0]} is" if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]} are"
