"""Lines of quick entry that could not be stored: kept as drafts, so that nothing that was typed is lost."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from pmtui.data.draft_folder import FOLDER, LINE
from pmtui.data.drafts import Draft, DraftFolder
from pmtui.errors import StoreError
from pmtui.usecases.session import Session


def keep_line(session: Session, line: str, verb: str = "log") -> Path | None:
    """Keep ``line`` and return the file it is in; None when there is nothing to keep, or it cannot be written."""
    words = _words(line, verb)
    root = session.store.root
    if not line.strip() or not os.path.isdir(root):
        return None
    folder = DraftFolder(root)
    known = {draft.name: draft.values.get("line", "") for draft in folder.readable(LINE)}
    taken = {*folder.names()}
    name = next((name for name, kept in known.items() if kept == words), None)
    name = name or next(free for n in count(1) if (free := f"{LINE}{n}") not in taken)
    try:
        folder.save(Draft(name, session.now(), {"line": words}))
    except StoreError:  # whatever hindered the line hinders the draft as well
        return None
    return root / FOLDER / f"{name}.json"


def kept_lines(session: Session) -> list[str]:
    """Return the lines that are kept, the newest first."""
    found = sorted(
        DraftFolder(session.store.root).readable(LINE), key=lambda draft: draft.saved_at, reverse=True
    )
    return [line for draft in found if (line := draft.values.get("line", "")).strip()]


def forget_line(session: Session, line: str, verb: str = "log") -> None:
    """Forget ``line`` where it is kept: it is stored now. Never fails."""
    words = _words(line, verb)
    folder = DraftFolder(session.store.root)
    for draft in folder.readable(LINE):
        if draft.values.get("line", "").strip() == words:
            with suppress(StoreError):  # else it is only offered once more
                folder.discard(draft.name)


def _words(line: str, verb: str) -> str:
    """The line as it can be typed into the quick bar."""
    return line.strip() if verb == "log" else f"{verb} {line}".strip()
