"""Add, change, move and archive the documents of strategy and kata; the workspace's settings too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pmtui.data.plans import load_plan
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.assembly import changed_document, moved_document, new_document
from pmtui.domain.documents import Document, DocumentId, Kind, Ref
from pmtui.domain.fields import find_field
from pmtui.domain.plan import Plan, state_of
from pmtui.domain.refs import PREFIXES, meant_ref
from pmtui.domain.rules import check_document
from pmtui.domain.states import archived_error
from pmtui.domain.strategy import ActionState, KeyAction
from pmtui.domain.workspace import WORKSPACE_REF
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.session import Session

D = TypeVar("D", bound=Document)

_TITLE_IN_HISTORY = 60


def add_document(session: Session, kind: Kind, values: Mapping[str, str]) -> Document:
    """Store a new document of ``kind`` from the texts of its fields and return it.

    Raises:
        PmtuiError: when a field or an invariant refuses it.
    """
    with session.store.transaction() as tx:
        document = create_document(session, tx, kind, values)
        tx.what = f"Add {kind.words} {named(document)}"
    return document


def create_document(session: Session, tx: Transaction, kind: Kind, values: Mapping[str, str]) -> Document:
    """Put a new document into ``tx``, for use cases that do more in the same step.

    Raises:
        PmtuiError: ``E_UNKNOWN_KIND`` for what is logged or checked in instead, or what a field or rule refuses.
    """
    return create_in(session, tx, load_plan(tx), kind, values)


def create_in(
    session: Session, tx: Transaction, plan: Plan, kind: Kind, values: Mapping[str, str]
) -> Document:
    """Put a new document into ``tx``, whose ``plan`` was read already; see :func:`create_document`."""
    if kind not in PREFIXES or kind in (Kind.ENTRY, Kind.CYCLE):
        fix = "pmtui checkin" if kind is Kind.CYCLE else "pmtui log 45m TEXT"
        raise PmtuiError("E_UNKNOWN_KIND", f"{kind.one} is not added like this", fix)
    stamp = session.stamp(plan, tx)
    document = new_document(kind, DocumentId(tx.new_id()), Ref(tx.next_ref(PREFIXES[kind])), values, stamp)
    check_document(plan, document, None)
    return save_document(tx, document)


def change_document(
    session: Session, ref: str, values: Mapping[str, str], *, expected_rev: int | None = None
) -> Document:
    """Change the fields in ``values`` and return the document as stored; nothing is written when nothing changed.

    Args:
        session: Store and clock.
        ref: Ref of the document, or ``workspace``.
        values: Field names and their new texts.
        expected_rev: Revision the caller saw; None: whatever is stored.

    Raises:
        ConflictError: when the stored revision is newer than ``expected_rev``.
        PmtuiError: when a field or an invariant refuses it.
    """
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        before = _find(plan, ref)
        _check_revision(before, expected_rev)
        after = changed_document(before, values, session.stamp(plan, tx))
        check_document(plan, after, before)
        if after.replace(updated_at=before.updated_at) == before:
            return before
        tx.what = f"Change {field_words(after.kind, values)} of {named(after)}"
        return save_document(tx, after)


def move_document(
    session: Session,
    ref: str,
    state: str,
    *,
    reason: str = "",
    values: Mapping[str, str] | None = None,
    expected_rev: int | None = None,
) -> Document:
    """Move ``ref`` to ``state``, changing ``values`` on the way, and return it as stored.

    Raises:
        PmtuiError: ``E_TRANSITION``, ``E_REASON`` or what else the lifecycle and the invariants refuse.
    """
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        before = _find(plan, ref)
        _check_revision(before, expected_rev)
        return move_in(session, tx, plan, before, state, reason=reason, values=values)


def move_in(
    session: Session,
    tx: Transaction,
    plan: Plan,
    before: D,
    state: str,
    *,
    reason: str = "",
    values: Mapping[str, str] | None = None,
) -> D:
    """Move ``before`` within ``tx``, for use cases that do more in the same step."""
    after = moved_document(before, state.lower(), reason, values or {}, session.stamp(plan, tx))
    check_document(plan, after, before)
    because = f" ({reason[:_TITLE_IN_HISTORY]})" if reason else ""
    tx.what = f"Move {named(after)} to {state_of(after)}{because}"
    return save_document(tx, after)


def toggle_action(session: Session, ref: str, *, reason: str = "") -> Document:
    """Make a key action done, or open a done one again; one step, however many states it passes.

    Raises:
        PmtuiError: ``E_NOT_AN_ACTION``; ``E_REASON`` when it is done and no reason is given.
    """
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        action = plan.find(ref)
        if not isinstance(action, KeyAction):
            raise PmtuiError(
                "E_NOT_AN_ACTION", f"{ref} is not a key action", "done is for key actions; use move"
            )
        if action.state is ActionState.DONE:
            return move_in(session, tx, plan, action, ActionState.DOING, reason=reason)
        if action.state is not ActionState.DOING:
            action = move_in(session, tx, plan, action, ActionState.DOING, reason=reason)
        return move_in(session, tx, plan, action, ActionState.DONE)


def archive_document(session: Session, ref: str) -> list[Document]:
    """Archive ``ref`` and what belongs to it, and return them, ``ref`` first; links to them survive.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``, ``E_ARCHIVED`` when it is archived already.
    """
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        document = plan.find(ref)
        if document.is_archived:
            raise archived_error(document.ref)
        now = session.now()
        gone = [d.replace(archived_at=now, updated_at=now) for d in (document, *plan.below(document.ref))]
        with_it = f" and {len(gone) - 1} below it" if len(gone) > 1 else ""
        tx.what = f"Archive {named(document)}{with_it}"
        return [save_document(tx, d) for d in gone]


def field_words(kind: Kind, names: Iterable[str]) -> str:
    """Return the fields that ``names`` call as people read them, each once."""
    return ", ".join(dict.fromkeys(find_field(kind, name).words for name in names))


def named(document: Document) -> str:
    """Return ref and title for the history, the title shortened."""
    title = document.headline
    if document.ref == WORKSPACE_REF:
        return "the workspace"
    return f"{document.ref} {title[:_TITLE_IN_HISTORY]}{'…' if len(title) > _TITLE_IN_HISTORY else ''}"


def _find(plan: Plan, ref: str) -> Document:
    if meant_ref(ref) == WORKSPACE_REF:
        return plan.workspace
    return plan.find(ref)


def _check_revision(stored: Document, expected: int | None) -> None:
    if expected is not None and stored.rev != expected:
        raise ConflictError(
            stored.ref, f"{stored.ref} was changed in another window since you opened it", "choose a version"
        )
