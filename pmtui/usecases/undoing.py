"""Undo, redo and the history, in words for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from pmtui.data.document import Doc
from pmtui.data.history_line import Change
from pmtui.data.plans import load_plan
from pmtui.data.tables import TABLES, TIME_FOLDER, month_file
from pmtui.data.time_log import entries_near
from pmtui.data.transaction import Transaction
from pmtui.data.typed import read_document
from pmtui.data.undo import HistoryEntry
from pmtui.domain.documents import Kind
from pmtui.domain.entries import TimeEntry, named_entry
from pmtui.domain.overlap import named_with_clock
from pmtui.domain.plan import Plan, links_of
from pmtui.domain.soundness import full_days, overlaps, plan_problems
from pmtui.domain.stray_fields import stray_fields
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.exporting import EVERY_MODEL
from pmtui.usecases.session import Session

_KIND_OF = {table: kind for kind, table in TABLES.items()}


def undo(session: Session, count: int = 1) -> list[HistoryEntry]:
    """Take back the newest ``count`` changes in one step; return them, newest first.

    Raises:
        PmtuiError: ``E_NOTHING_TO_UNDO`` when there is none; ``E_TOO_MANY`` when there are fewer;
            ``E_UNDO_BLOCKED`` when what is left would break an invariant.
    """
    return session.store.undo(count, _checked(session, count, "undo"))


def undo_change(session: Session, number: int) -> HistoryEntry:
    """Take back the one change with this number in the history.

    Raises:
        PmtuiError: ``E_UNDO_BLOCKED`` when a later change still in force touched the same documents, or builds on
            this one so that an invariant would break.
    """
    return session.store.undo_change(number, partial(_check_kept, session))


def redo(session: Session, count: int = 1) -> list[HistoryEntry]:
    """Bring back the ``count`` changes undone last, and return them.

    Raises:
        PmtuiError: ``E_NOTHING_TO_REDO`` when there is none; ``E_TOO_MANY`` when there are fewer;
            ``E_UNDO_BLOCKED`` as for undo.
    """
    return session.store.redo(count, _checked(session, count, "redo"))


def history(session: Session, limit: int | None = None) -> list[HistoryEntry]:
    """Return what happened, oldest first; with ``limit`` the newest so many."""
    return session.store.history(limit)


def _checked(
    session: Session, count: int, verb: str
) -> Callable[[Transaction, Sequence[HistoryEntry]], None]:
    """Return the check of an undo or redo of ``count`` changes: all of them, or none."""

    def check(tx: Transaction, changes: Sequence[HistoryEntry]) -> None:
        if len(changes) < count:
            can = f"only {len(changes)} changes can" if len(changes) > 1 else "only one change can"
            raise PmtuiError("E_TOO_MANY", f"{can} be {verb}ne, not {count}", f"pmtui {verb} {len(changes)}")
        _check_kept(session, tx, changes)

    return check


def _check_kept(session: Session, tx: Transaction, undone: Sequence[HistoryEntry]) -> None:
    """Refuse an undo or redo after which the store would break a rule that it keeps now.

    Taking back one change out of the middle can leave documents that it never touched in breach of a rule: two current
    obstacles, of which only one was moved back.

    Source: method, §4.
    """
    changes = [change for entry in undone for change in entry.changes]
    touched = {(change.table, _ref(change.before or change.after)) for change in changes}
    _check_alone(session, tx, changes)
    plan = load_plan(tx)
    _check_links(tx, plan, touched)
    _check_own_links(tx, plan, changes)
    known = set(plan_problems(session.plan(), tx.now))
    for problem in plan_problems(plan, tx.now):
        if problem not in known:
            raise _blocked(f"{problem.ref}: {problem.message}", problem.fix)
    try:
        _check_entries(session, tx, [change for change in changes if change.table == TABLES[Kind.ENTRY]])
    except PmtuiError as error:
        raise _blocked(error.message, error.fix) from error


def _check_alone(session: Session, tx: Transaction, changes: Sequence[Change]) -> None:
    """Refuse to bring back what is no document: somebody else wrote that into the history."""
    for file, table, key in sorted({change[:3] for change in changes}):
        kept = tx.get(file, table, key)
        if kept is None:
            continue
        try:
            document = read_document(EVERY_MODEL[_KIND_OF[table]], kept, file)
        except StoreError as error:
            raise _never_so(error.message.partition(" is damaged: ")[2]) from error
        if isinstance(document, TimeEntry) and month_file(document.date) != file:
            raise _never_so(
                f"{document.ref}: its date, {document.date.isoformat()}, is in another month than {file}"
            )
        stray = stray_fields(document)
        if stray:
            now = next((doc for doc in session.store.peek(file, table) if doc["id"] == key), {})
            stray = [name for name in stray if name.partition(".")[0] not in now]
        if stray:
            raise _never_so(f"{document.ref}: {stray[0].replace('_', ' ')} means nothing there")


def _never_so(what: str) -> PmtuiError:
    return PmtuiError(
        "E_UNDO_BLOCKED",
        f"this would bring back what pmtui never wrote: {what}",
        "what is there now stays; change it instead",
    )


def _blocked(why: str, fix: str | None) -> PmtuiError:
    return PmtuiError("E_UNDO_BLOCKED", f"this would break a rule: {why}", fix)


def _check_links(tx: Transaction, plan: Plan, touched: set[tuple[str, str]]) -> None:
    gone = {ref for table, ref in touched if ref not in plan.documents and table != TABLES[Kind.ENTRY]}
    users: list[tuple[str, str]] = (
        [(d.ref, ref) for d in plan.documents.values() for ref in links_of(d)] if gone else []
    )
    if gone:
        raw = (doc for file in tx.files(TIME_FOLDER) for doc in tx.documents(file, TABLES[Kind.ENTRY]))
        users += [(str(doc["ref"]), ref) for doc in raw for ref in _links(doc)]
        users += [(plan.timer.ref, ref) for ref in plan.timer.links] if plan.timer else []
    for user, ref in users:
        if ref in gone:
            raise PmtuiError(
                "E_UNDO_BLOCKED",
                f"{user} points at {ref}, which would be gone",
                f"undo what made {user} too: pmtui history {user}",
            )


def _check_own_links(tx: Transaction, plan: Plan, changes: Sequence[Change]) -> None:
    """Refuse to bring back a link to what is gone, such as something purged since."""
    for change in changes:
        doc = tx.get(change.file, change.table, change.id) or {}
        user = _ref(doc)
        named = links_of(plan.documents[user]) if user in plan.documents else _links(doc)
        for ref in named:
            if ref not in plan.documents:
                raise PmtuiError(
                    "E_UNDO_BLOCKED", f"{user} would point at {ref}, which is gone", f"pmtui history {user}"
                )


def _check_entries(session: Session, tx: Transaction, changes: Sequence[Change]) -> None:
    """Check changed entries against those around them; reads each month once, however many changed."""
    months: dict[str, list[date]] = defaultdict(list)
    for change in changes:
        for doc in (change.before, change.after):
            day = None if doc is None else _day(doc)
            if day is not None:
                months[change.file].append(day)
        kept = tx.get(change.file, change.table, change.id)
        if kept is not None:
            read_document(TimeEntry, kept, change.file)
    found = {e.id: e for days in months.values() for e in entries_near(tx, min(days), max(days))}
    touched = {change.id for change in changes}
    for later, earlier in overlaps(found.values()):
        if {later.id, earlier.id} & touched:
            raise PmtuiError(
                "E_OVERLAP",
                f"{named_entry(later)} overlaps {named_with_clock(earlier, later.date, session.zone(tx))}",
                f"undo or change {earlier.ref} first: pmtui history {earlier.ref}",
            )
    for full in full_days(found.values()):
        if touched.intersection(entry.id for entry in full.entries):
            raise PmtuiError("E_DAY_FULL", full.message, "undo or change what was logged since")


def _ref(document: dict[str, object] | None) -> str:
    return str((document or {}).get("ref", ""))


def _day(doc: Doc) -> date | None:
    """The date of an entry of the history, None where it is none: it may be as somebody else made it."""
    try:
        return date.fromisoformat(str(doc.get("date")))
    except ValueError:
        return None


def _links(doc: Doc) -> list[str]:
    links = doc.get("links")
    return [str(ref) for ref in links] if isinstance(links, list) else []
