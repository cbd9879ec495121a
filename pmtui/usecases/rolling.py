"""See to a backup of each day on which something is written."""

from __future__ import annotations

import shlex
from pathlib import Path

from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.session import Session


def keep_rolling(session: Session) -> None:
    """From now on, back up each day on which ``session`` writes; that neither hinders a write nor makes one wait."""

    def after_write() -> None:
        from pmtui.data.rolling import roll  # only commands that write pay for it

        try:
            day = session.today()
        except PmtuiError:
            return  # the settings cannot be read; whoever needs them is told
        roll(session.store, day)

    session.store.after_write = after_write


def way_back(root: Path, error: StoreError, data: str | None = None) -> str:
    """Return how to bring back the newest whole backup of the damaged store in ``root``; empty when there is none.

    ``data`` is the folder that the command must name, None when pmtui finds the store without.
    """
    from pmtui.data.backup_check import newest_whole  # only damage pays for it

    newest = newest_whole(root) if error.code == "E_DAMAGED" else None
    if newest is None:
        return ""
    words = ["pmtui", *(["--data", data] if data else []), "restore", str(newest)]
    return f"Or bring back the newest backup: {shlex.join(words)}"
