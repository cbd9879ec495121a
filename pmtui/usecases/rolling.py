"""See to a backup of each day on which something is written."""

from __future__ import annotations

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
    """Return what to offer beside the doctor when the store in ``root`` is damaged, as for ``restore_command``."""
    command = restore_command(root, data) if error.code == "E_DAMAGED" else ""
    return f"Or bring back the newest backup: {command}" if command else ""


def restore_command(root: Path, data: str | None = None) -> str:
    """Return the command that brings back the newest whole backup of the store in ``root``; empty when there is none.

    ``data`` is the folder that the command must name, None when pmtui finds the store without.
    """
    import shlex  # only damage pays for these

    from pmtui.data.backup_check import newest_whole

    newest = newest_whole(root)
    words = ["pmtui", *(["--data", data] if data else []), "restore", str(newest)]
    return shlex.join(words) if newest else ""
