"""A damaged store offers its newest backup that is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmtui.data import backup_check, rolling
from pmtui.domain.documents import Kind
from pmtui.errors import StoreError
from pmtui.usecases.editing import add_document
from pmtui.usecases.rolling import way_back
from pmtui.usecases.session import Session

DAMAGED = StoreError("E_DAMAGED", "strategy.json is damaged")


@pytest.fixture
def folder(session: Session) -> Path:
    """Backups of two days."""
    add_document(session, Kind.OBJECTIVE, {"title": "Partner"})
    for day in (12, 13):
        rolling.back_up(session.store, date(2026, 10, day))
    return session.store.root / "backups"


def test_damage_names_the_newest_backup_and_the_command_that_brings_it_back(
    session: Session, folder: Path
) -> None:
    (folder / "pmtui-20261014T120000Z-before-restore.zip").write_bytes(
        (folder / "pmtui-2026-10-13.zip").read_bytes()
    )
    root = session.store.root
    assert way_back(root, DAMAGED).endswith(f": pmtui restore {folder / 'pmtui-2026-10-13.zip'}")
    there = way_back(root, DAMAGED, data="my data")
    assert there.endswith(f": pmtui --data 'my data' restore {folder / 'pmtui-2026-10-13.zip'}")


def test_a_backup_that_cannot_be_brought_back_is_never_offered(session: Session, folder: Path) -> None:
    newest = folder / "pmtui-2026-10-13.zip"
    raw = bytearray(newest.read_bytes())
    raw[len(raw) // 3] ^= 1
    newest.write_bytes(raw)
    assert "pmtui-2026-10-12.zip" in way_back(session.store.root, DAMAGED)
    (folder / "pmtui-2026-10-12.zip").write_bytes(b"")
    assert way_back(session.store.root, DAMAGED) == ""


def test_the_same_backup_is_not_read_every_second(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open app asks again and again while the store is damaged."""
    first = way_back(session.store.root, DAMAGED)
    monkeypatch.setattr(backup_check, "opened", None)
    assert way_back(session.store.root, DAMAGED) == first


def test_without_damage_or_without_a_backup_nothing_is_offered(session: Session) -> None:
    root = session.store.root
    assert way_back(root, DAMAGED) == ""
    add_document(session, Kind.OBJECTIVE, {"title": "Partner"})
    rolling.back_up(session.store, date(2026, 10, 13))
    assert way_back(root, StoreError("E_NEWER_FORMAT", "written by a newer pmtui")) == ""
