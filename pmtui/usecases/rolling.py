"""See to a backup of each day on which something is written."""

from __future__ import annotations

from pmtui.data.backup_folder import has_rolling_backup
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session


def keep_rolling(session: Session) -> None:
    """From now on, back up each day on which ``session`` writes; that neither hinders a write nor makes one wait."""

    def after_write() -> None:
        try:
            day = session.today()
        except PmtuiError:
            return  # the settings cannot be read; whoever needs them is told
        if has_rolling_backup(session.store.root, day):
            return
        from pmtui.data.rolling import roll  # only the first write of a day pays for it

        roll(session.store, day)

    session.store.after_write = after_write
