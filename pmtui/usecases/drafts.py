"""Keep what was typed into a form that is left, and offer it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pmtui.data.drafts import Draft as Draft
from pmtui.data.drafts import DraftFolder
from pmtui.errors import StoreError
from pmtui.usecases.session import Session

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
    draft = Draft(name, session.now(), dict(values), rev)
    DraftFolder(session.store.root).save(draft)
    return draft


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


def list_drafts(session: Session) -> list[Draft]:
    """Return the drafts there are, the newest first; damaged and unreadable ones are left out."""
    folder = DraftFolder(session.store.root)
    found: list[Draft] = []
    for name in folder.names():
        try:
            draft = folder.load(name)
        except StoreError:
            continue
        if draft is not None:
            found.append(draft)
    return sorted(found, key=lambda draft: (draft.saved_at, draft.name), reverse=True)
