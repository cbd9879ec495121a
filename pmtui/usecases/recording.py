"""Put a time entry into the store so that nothing overlaps and no day holds more than it has."""

from __future__ import annotations

from datetime import datetime

from pmtui.data.time_log import entries_near, save_entry
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import DocumentId, Ref
from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap, resolve
from pmtui.domain.timelog import check_day, check_not_future, overlapping
from pmtui.usecases.session import Session


def store_entry(
    session: Session,
    tx: Transaction,
    entry: TimeEntry,
    overlap: Overlap | None,
    before: TimeEntry | None = None,
) -> tuple[list[TimeEntry], list[TimeEntry]]:
    """Put ``entry`` into ``tx`` so that nothing overlaps; return its pieces and the stored entries that changed.

    An entry that lies where ``before`` lay is not judged by its time again: the clock may have been set back since.

    Raises:
        PmtuiError: ``E_OVERLAP``, ``E_NOTHING_LEFT``, ``E_DAY_FULL``, ``E_FUTURE``.
    """
    now = session.now()
    if before is not None and entry.when == before.when and overlap is None:
        return [save_entry(tx, entry, before)], []
    check_not_future(entry, now)
    near = [e for e in entries_near(tx, entry.date, entry.date) if e.id != entry.id]
    plan = resolve(entry, overlapping(entry, near), overlap, session.zone(tx))
    changed: list[TimeEntry] = []
    for other, rest in plan.cut:
        first, *more = (piece.replace(updated_at=now) for piece in rest)
        changed.append(save_entry(tx, first, other))
        changed += [save_entry(tx, _renamed(tx, piece, now)) for piece in more]
    for other in plan.gone:
        changed.append(save_entry(tx, other.replace(archived_at=now, updated_at=now)))
    touched = {o.id for o, _ in plan.cut} | {o.id for o in plan.gone}
    others = [e for e in near if e.id not in touched] + [e for e in changed if not e.is_archived]
    pieces: list[TimeEntry] = []
    for piece in plan.pieces:
        check_day(piece, others + pieces)
        named = piece if not pieces else _renamed(tx, piece, now)
        pieces.append(save_entry(tx, named, before if not pieces else None))
    return pieces, changed


def _renamed(tx: Transaction, piece: TimeEntry, now: datetime) -> TimeEntry:
    return piece.replace(
        id=DocumentId(tx.new_id()), ref=Ref(tx.next_ref("t")), created_at=now, updated_at=now
    )
