"""Keep what was typed into a form that is left, and offer it back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from pmtui.data.drafts import Draft as Draft
from pmtui.data.drafts import DraftFolder
from pmtui.data.time_log import find_entry, ids_of
from pmtui.domain.entries import named_entry
from pmtui.domain.kinds import Kind
from pmtui.domain.refs import kind_of, normal_ref
from pmtui.errors import StoreError
from pmtui.usecases.session import Session

_LATELY = timedelta(days=14)
_NAMED = 3
_REF = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z]{1,2}[1-9][0-9]{0,7}(?![A-Za-z0-9_])", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9]+", re.ASCII)


def draft_name(*parts: str) -> str:
    """Return the name of a draft made of ``parts``: ``edit``, ``KR2`` ⇒ ``edit-KR2``."""
    return "-".join(_UNSAFE.sub("_", part) for part in parts if part)[:100]


def keep_draft(session: Session, name: str, values: Mapping[str, str], rev: int | None = None) -> Draft:
    """Store what was typed so far and return it as a draft.

    Args:
        session: Store and clock.
        name: Which form it belongs to, from :func:`draft_name`.
        values: Field name → text, exactly as typed.
        rev: Revision of the document that was being edited; None for a new one.

    Raises:
        StoreError: It cannot be written.
    """
    draft = Draft(name, session.now(), dict(values), rev, _ids(session, [name, *values.values()]))
    DraftFolder(session.store.root).save(draft)
    return draft


def _ids(session: Session, texts: Iterable[str]) -> dict[str, str]:
    """The ids of the items that ``texts`` name by their refs; none while the strategy cannot be read."""
    named = {normal_ref(word) for text in texts for word in _REF.findall(text) if kind_of(word)}
    logged = [ref for ref in named if kind_of(ref) is Kind.ENTRY]
    try:
        entries = (find_entry(session.store, ref) for ref in logged)
        return ids_of(session.store, named) | {entry.ref: entry.id for entry in entries if entry is not None}
    except StoreError:
        return {}


def find_draft(session: Session, name: str) -> Draft | None:
    """Return the draft called ``name``, None when there is none or it is damaged.

    Raises:
        StoreError: It is there and cannot be read.
    """
    return DraftFolder(session.store.root).load(name)


def discard_draft(session: Session, name: str) -> None:
    """Forget the draft called ``name``, if there is one.

    Raises:
        StoreError: It cannot be removed.
    """
    DraftFolder(session.store.root).discard(name)


def unfinished(session: Session) -> str:
    """Return what was left half-typed lately, the newest first, for people; empty when nothing was."""
    since = session.now() - _LATELY
    found = [_draft_words(session, draft.name) for draft in list_drafts(session) if draft.saved_at >= since]
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    return ", ".join(found[:_NAMED] + more)


def _draft_words(session: Session, name: str) -> str:
    """``new-kr-O1`` → ``a new key result below O1``; a name that nobody knows as it is."""
    form, *parts = name.split("-")
    if form == "new" and parts and parts[0] in [*Kind]:
        parts[0] = Kind(parts[0]).words
    if form == "edit" and parts and kind_of(parts[0]) is Kind.ENTRY:
        parts[0] = _entry_words(session, parts[0])
    words = {
        "new": "a new {}" if len(parts) == 1 else "a new {} below {}",
        "edit": "changes to {}",
        "reading": "a reading of {}",
        "move": "{} on its way to {}",
        "checkin": "the check-in on {}",
        "quick": "a line of time",
        "line": "a line of time that could not be stored",
    }.get(form, "")
    return words.format(*parts) if words.count("{}") <= len(parts) and words else name


def _entry_words(session: Session, ref: str) -> str:
    """The words of a time entry, which nobody knows by its name."""
    try:
        entry = find_entry(session.store, ref)
    except StoreError:
        entry = None
    return named_entry(entry) if entry is not None else "a time entry"


def list_drafts(session: Session) -> list[Draft]:
    """Return the drafts there are, the newest first; damaged and unreadable ones are left out."""
    found = DraftFolder(session.store.root).readable()
    return sorted(found, key=lambda draft: (draft.saved_at, draft.name), reverse=True)
