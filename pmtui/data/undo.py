"""Undo and redo: which changes they mean, and how their documents go back and forth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from pmtui.data.document import Doc, same_content
from pmtui.data.history import History
from pmtui.data.history_line import Change, Kind, Line
from pmtui.data.renames import NO_RENAMES, Renames
from pmtui.data.transaction import Transaction
from pmtui.errors import PmtuiError

_SHOWN = 3
_CALLED: Mapping[Kind, str] = {
    "undo": "an undo",
    "redo": "a redo",
    "base": "what a repair made of changes that were lost",
    "rename": "a repair that gave other names where two items had the same",
}


class HistoryEntry(NamedTuple):
    """A transaction of the past.

    Attributes:
        n: Its number.
        at: When it was made, in UTC.
        what: A sentence for people.
        kind: ``do`` for an ordinary change, else one of the others of ``Line``.
        of: The ordinary changes that an undo or redo names.
        undone: Whether it is an ordinary change that is not in force any more.
        changes: Every document before and after it, under the names of today; not to be changed.
        renames: What was renamed since.
    """

    n: int
    at: datetime
    what: str
    kind: Kind
    of: tuple[int, ...]
    undone: bool
    changes: tuple[Change, ...]
    renames: Renames = NO_RENAMES

    @property
    def is_purged(self) -> bool:
        """Whether something of it was purged, so that it can be neither undone nor redone."""
        return any(change.is_purged for change in self.changes)


def entries_backwards(history: History) -> Iterator[HistoryEntry]:
    """Every transaction, newest first, each with its standing now; read only as far as the caller goes.

    Raises:
        StoreError: The history is damaged or cannot be read.
    """
    latest: dict[int, Kind] = {}
    renames = NO_RENAMES
    for line in history.backwards():
        for n in line.of:
            latest.setdefault(n, line.kind)
        yield _entry(line, renames, undone=latest.pop(line.n, "do") == "undo")
        renames = renames.before(line)


def _entry(line: Line, renames: Renames, *, undone: bool) -> HistoryEntry:
    changes = tuple(map(renames.applied, line.changes)) if renames else line.changes
    return HistoryEntry(line.n, line.at, line.what, line.kind, line.of, undone, changes, renames)


def newest_in_force(history: History, count: int) -> list[HistoryEntry]:
    """The newest ``count`` changes that can be undone, newest first; none from before one that is final.

    Raises:
        PmtuiError: There is none (E_NOTHING_TO_UNDO), or the newest is final (E_PURGED, E_MIGRATED).
    """
    found: list[HistoryEntry] = []
    for entry in entries_backwards(history):
        if _is_final(entry):
            if not found:
                raise _final(entry)
            break
        if entry.kind == "do" and not entry.undone:
            found.append(entry)
            if len(found) >= count:
                break
    if not found or count < 1:
        raise PmtuiError("E_NOTHING_TO_UNDO", "There is nothing to undo.", "pmtui history")
    return found


def _is_final(entry: HistoryEntry) -> bool:
    """Whether plain undo stops there: at a purge, a migration, and a change in force of which something was purged."""
    return entry.kind in ("purge", "migrate") or (entry.kind == "do" and not entry.undone and entry.is_purged)


def _final(entry: HistoryEntry) -> PmtuiError:
    if entry.kind == "migrate":
        return PmtuiError(
            "E_MIGRATED",
            f"Change {entry.n} ({entry.what}) cannot be undone, nor what was before it.",
            "bring back a backup: pmtui restore FILE",
        )
    return PmtuiError(
        "E_PURGED",
        f"Change {entry.n} ({entry.what}) cannot be undone: what was purged is gone for good.",
        "take back another one: pmtui undo --change N",
    )


def one_in_force(history: History, n: int) -> HistoryEntry:
    """The change with number ``n``.

    Raises:
        PmtuiError: There is none, or it is undone already, or itself an undo or redo (E_NOTHING_TO_UNDO); or
            a later change in force touched the same documents (E_UNDO_BLOCKED); or it is final, or from before
            a migration (E_PURGED, E_MIGRATED).
    """
    later: list[HistoryEntry] = []
    for entry in entries_backwards(history):
        if entry.kind == "migrate" and entry.n >= n:
            raise _final(entry)
        if entry.n == n:
            _require_undoable(entry)
            _require_free(entry, later)
            return entry
        if entry.n < n:
            break
        if entry.kind == "do" and not entry.undone:
            later.append(entry)
    raise PmtuiError("E_NOTHING_TO_UNDO", f"There is no change {n}.", "pmtui history")


def _require_undoable(entry: HistoryEntry) -> None:
    if entry.kind == "purge" or entry.is_purged:
        raise _final(entry)
    if entry.kind != "do":
        raise PmtuiError(
            "E_NOTHING_TO_UNDO",
            f"Change {entry.n} is itself {_CALLED[entry.kind]}.",
            "pmtui history",
        )
    if entry.undone:
        raise PmtuiError(
            "E_NOTHING_TO_UNDO",
            f"Change {entry.n} ({entry.what}) is undone already.",
            "pmtui history",
        )


def _require_free(entry: HistoryEntry, later: list[HistoryEntry]) -> None:
    """Refuse when one of the ``later`` changes touched a document of ``entry``."""
    touched = {_place(change) for change in entry.changes}
    for other in later:  # the newest first: nothing stands in its own way
        if any(_place(change) in touched for change in other.changes):
            raise PmtuiError(
                "E_UNDO_BLOCKED",
                f"Change {entry.n} ({entry.what}) cannot be undone alone: change {other.n} ({other.what}) "
                "touched the same item later.",
                f"pmtui undo --change {other.n}",
            )


def redoable(history: History, count: int) -> list[HistoryEntry]:
    """The ``count`` changes undone last, since the last ordinary change; in the order in which to redo them.

    Raises:
        PmtuiError: There is none (E_NOTHING_TO_REDO).
    """
    order: list[int] = []
    seen: set[int] = set()
    found: dict[int, HistoryEntry] = {}
    chain = True
    for entry in entries_backwards(history):
        chain = chain and entry.kind in ("undo", "redo")
        if chain:
            order += _newly_undone(entry, seen)
        elif entry.n in order[:count]:
            found[entry.n] = entry
        if not chain and len(found) >= len(order[:count]):
            break
    if not found:
        raise PmtuiError(
            "E_NOTHING_TO_REDO", "There is nothing to redo.", "Only what was just undone can be redone."
        )
    lost = next((n for n in order[:count] if n not in found or found[n].kind != "do"), None)
    if lost is not None:  # a rebuilt history may lack it, and a forged one may name anything
        raise PmtuiError(
            "E_NOTHING_TO_REDO",
            f"Change {lost}, which was undone, is not there to be redone.",
            "pmtui history",
        )
    purged = next((entry for n in order[:count] if (entry := found[n]).is_purged), None)
    if purged is not None:
        raise PmtuiError(
            "E_PURGED",
            f"Change {purged.n} ({purged.what}) cannot be redone: what was purged is gone for good.",
            "pmtui history",
        )
    return [found[n] for n in order[:count]]


def _newly_undone(entry: HistoryEntry, seen: set[int]) -> list[int]:
    """Changes that ``entry`` left undone and that nothing in ``seen`` mentioned since, last undone first."""
    fresh = [n for n in reversed(entry.of) if n not in seen]
    seen.update(fresh)
    return fresh if entry.kind == "undo" else []


def take_back(transaction: Transaction, entries: list[HistoryEntry]) -> None:
    """Restore in ``transaction`` what was before ``entries``, which go from new to old.

    Raises:
        PmtuiError: A document is not as the change left it (E_UNDO_BLOCKED).
        StoreError: A file is damaged or cannot be read.
    """
    for entry in entries:
        for change in entry.changes:
            _restore(transaction, entry, change, expected=change.after, wanted=change.before)
    _describe(transaction, "undo", entries)


def bring_back(transaction: Transaction, entries: list[HistoryEntry]) -> None:
    """Do in ``transaction`` what ``entries``, in this order, did.

    Raises:
        PmtuiError: A document is not as it was before the change (E_UNDO_BLOCKED).
        StoreError: A file is damaged or cannot be read.
    """
    for entry in entries:
        for change in entry.changes:
            _restore(transaction, entry, change, expected=change.before, wanted=change.after)
    _describe(transaction, "redo", entries)


def _restore(
    transaction: Transaction, entry: HistoryEntry, change: Change, *, expected: Doc | None, wanted: Doc | None
) -> None:
    present = transaction.get(*_place(change))
    if not same_content(present, expected):
        ref = (change.after or change.before or {}).get("ref", change.id)
        raise PmtuiError(
            "E_UNDO_BLOCKED",
            f"{ref} in {change.file} is not as change {entry.n} ({entry.what}) left it: "
            "the file was edited outside pmtui.",
            "see the differences: pmtui doctor",
        )
    if wanted is not None:
        _require_clear(entry, change.table, wanted, present)
        transaction.put(change.file, change.table, wanted)
    elif present is not None:
        transaction.remove(*_place(change))


def _require_clear(entry: HistoryEntry, table: str, wanted: Doc, present: Doc | None) -> None:
    """Refuse to bring back a link of which it cannot be told any more which of two documents it meant."""
    if not entry.renames.unclear:
        return
    kept = entry.renames.links_unclear(table, present) if present else []
    fresh = [ref for ref in entry.renames.links_unclear(table, wanted) if ref not in kept]
    if fresh:
        raise PmtuiError(
            "E_UNDO_BLOCKED",
            f"{wanted['ref']} would link to {fresh[0]} again, and two items were called so at that time.",
            f"pmtui history {fresh[0]} shows what became of them; make the link by hand.",
        )


def _describe(transaction: Transaction, kind: Kind, entries: list[HistoryEntry]) -> None:
    transaction.kind = kind
    transaction.of = tuple(entry.n for entry in entries)
    shown = "; ".join(entry.what for entry in entries[:_SHOWN])
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    transaction.what = f"{kind.capitalize()}: {shown}{more}"


def _place(change: Change) -> tuple[str, str, str]:
    return change.file, change.table, change.id
