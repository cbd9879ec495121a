"""Look at documents as they were, and at what happened to one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pmtui.data.document import Reader
from pmtui.data.plans import load_plan
from pmtui.data.undo import HistoryEntry
from pmtui.domain.date_words import minute_text
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TIMER_REF
from pmtui.domain.periods import Lean, read_single
from pmtui.domain.plan import Plan
from pmtui.domain.refs import kind_of, meant_ref, unknown_ref
from pmtui.domain.workspace import WORKSPACE_REF
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.entries import stored_entry
from pmtui.usecases.session import Session

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Then:
    """A document as it was.

    Attributes:
        document: The document.
        plan: Everything around it at that time.
        day: The local date of that time, for what is computed.
    """

    document: Document
    plan: Plan
    day: date


def find_document(reader: Reader, plan: Plan, ref: str) -> Document:
    """Return what ``ref`` names: an item, an entry, the workspace, or the running timer.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``.
    """
    if meant_ref(ref) == WORKSPACE_REF:
        return plan.workspace
    if meant_ref(ref) == TIMER_REF and plan.timer is not None:
        return plan.timer
    if kind_of(ref) is Kind.ENTRY:
        return stored_entry(reader, ref)
    return plan.find(ref)


def document_at(session: Session, ref: str, moment: str) -> Then:
    """Return what ``ref`` named at the end of a local date, or at an ISO instant.

    Args:
        session: Store and clock.
        ref: Ref of an item or entry, ``workspace`` or ``timer``.
        moment: A past day or the last one of a period, or an instant; without an offset it is in the workspace's zone.

    Raises:
        PmtuiError: ``E_BAD_DATE``; ``E_NOT_THEN`` when it exists now and did not then; ``E_UNKNOWN_REF``; ``E_PAST``
            when the history tells of then what can never have been.
    """
    instant, said = _instant(session, moment)
    past = session.store.at(instant)
    try:
        plan = load_plan(past)
        document = find_document(past, plan, ref)
    except StoreError as error:
        session.plan()  # what is damaged now as well is told as that
        raise _never_so(said, error) from error
    except PmtuiError as error:
        raise _not_then(session, ref, said) or error from error
    return Then(document, plan, instant.astimezone(session.zone()).date())


def _never_so(said: str, error: StoreError) -> PmtuiError:
    """The error for a document of the past that is none: somebody else wrote that into the history."""
    what = error.message.partition(" is damaged: ")[2] or error.message
    return PmtuiError(
        "E_PAST",
        f"what was there {said} cannot be shown, for the history tells of it what pmtui never wrote: {what}",
        "look at a later day; what is there now is not concerned",
        field="at",
    )


def _not_then(session: Session, ref: str, said: str) -> PmtuiError | None:
    """The error for something that exists now, None when it does not."""
    try:
        document = find_document(session.store, session.plan(), ref)
    except PmtuiError:
        return None
    added = document.created_at.astimezone(session.zone())
    return PmtuiError(
        "E_NOT_THEN",
        f"{document.ref} did not exist {said}; it was added on {added:%Y-%m-%d at %H:%M}",
        f"pmtui history {document.ref}",
        field="at",
    )


def _instant(session: Session, text: str) -> tuple[datetime, str]:
    """The instant that ``text`` means, and how to say it in a sentence."""
    zone, now = session.zone(), session.now()
    if _INSTANT.fullmatch(text.strip()):
        try:
            instant = datetime.fromisoformat(text.strip())
            local = (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(zone)
        except (ValueError, OverflowError):
            raise _bad(
                f"'{text[:40]}' is no instant", "write it like 2026-10-14T16:20 or ...T14:20Z"
            ) from None
        instant, said = local, f"at {minute_text(local)}"
        is_future = instant > now
    else:
        day = read_single(text, session.calendar(), Lean.LATEST).last
        next_day = datetime.combine(day + timedelta(days=1), time(), zone) if day < date.max else now
        instant, said = next_day - timedelta(seconds=1), f"at the end of {day.isoformat()}"
        is_future = day > session.today()
    if is_future:
        raise _bad(f"'{text[:40]}' has not come yet", "name a day or an instant that is over")
    return instant, said


def _bad(message: str, fix: str) -> PmtuiError:
    return PmtuiError("E_BAD_DATE", message, fix, field="at")


def history_of(session: Session, ref: str, limit: int | None = None) -> list[HistoryEntry]:
    """Return the changes that touched ``ref``, oldest first; with ``limit`` the newest so many.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF`` when nothing was ever called so.
    """
    wanted = meant_ref(ref)

    def touches(entry: HistoryEntry) -> bool:
        versions = (doc for change in entry.changes for doc in (change.before, change.after))
        return any(doc is not None and doc.get("ref") == wanted for doc in versions)

    found = session.store.history(limit, touches)
    if not found:
        raise unknown_ref(ref, session.plan().documents.keys())
    return found
