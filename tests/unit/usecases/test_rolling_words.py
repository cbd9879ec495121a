"""A damaged store offers its newest backup."""

from __future__ import annotations

from pmtui.errors import StoreError
from pmtui.usecases.rolling import way_back
from pmtui.usecases.session import Session

DAMAGED = StoreError("E_DAMAGED", "strategy.json is damaged")


def test_damage_names_the_newest_backup_and_the_command_that_brings_it_back(session: Session) -> None:
    folder = session.store.root / "backups"
    folder.mkdir(parents=True)
    for day in ("2026-10-12", "2026-10-13"):
        (folder / f"pmtui-{day}.zip").touch()
    assert way_back(session, DAMAGED).endswith(f"pmtui restore {folder / 'pmtui-2026-10-13.zip'}")


def test_without_damage_or_without_a_backup_nothing_is_offered(session: Session) -> None:
    assert way_back(session, DAMAGED) == ""
    (session.store.root / "backups").mkdir(parents=True)
    (session.store.root / "backups" / "pmtui-2026-10-13.zip").touch()
    assert way_back(session, StoreError("E_NEWER_FORMAT", "written by a newer pmtui")) == ""
