"""See to a backup of each day on which something is written."""

from __future__ import annotations

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


def way_back(session: Session, error: StoreError) -> str:
    """Return how to bring back the newest rolling backup when the store is damaged; empty when there is none."""
    from pmtui.data.rolling import FOLDER, state

    newest = state(session.store.root).newest
    if error.code != "E_DAMAGED" or newest is None:
        return ""
    return f"or bring back the newest backup: pmtui restore {session.store.root / FOLDER / f'pmtui-{newest}.zip'}"
