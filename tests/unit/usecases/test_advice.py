"""A damaged store says which commands help, and offers its newest backup that is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmtui.data import backup_check, rolling
from pmtui.domain.documents import Kind
from pmtui.errors import StoreError
from pmtui.usecases.advice import advice
from pmtui.usecases.editing import add_document
from pmtui.usecases.session import Session

DAMAGED = StoreError("E_DAMAGED", "strategy.json is damaged", "Run pmtui doctor.")


@pytest.fixture
def folder(session: Session) -> Path:
    """Backups of two days."""
    add_document(session, Kind.OBJECTIVE, {"title": "Partner"})
    for day in (12, 13):
        rolling.back_up(session.store, date(2026, 10, day))
    return session.store.root / "backups"


def test_damage_names_the_newest_backup_and_the_command_that_brings_it_back(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = folder / "pmtui-2026-10-13.zip"
    (folder / "pmtui-20261014T120000Z-before-restore.zip").write_bytes(newest.read_bytes())
    root = session.store.root
    monkeypatch.setenv("PMTUI_DATA", str(root))
    offer = "Or bring back the newest backup: "
    assert advice(root, DAMAGED) == f"Run pmtui doctor. {offer}pmtui restore {newest}"


def test_a_store_that_pmtui_does_not_find_by_itself_is_named_in_each_command(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the command would mend, or replace, another store."""
    root = session.store.root
    monkeypatch.setenv("PMTUI_DATA", str(root.parent / "another"))
    said = advice(root, DAMAGED)
    assert said.startswith(f"Run pmtui --data {root} doctor. ")
    assert said.endswith(f": pmtui --data {root} restore {folder / 'pmtui-2026-10-13.zip'}")


def test_a_backup_that_cannot_be_brought_back_is_never_offered(session: Session, folder: Path) -> None:
    newest = folder / "pmtui-2026-10-13.zip"
    raw = bytearray(newest.read_bytes())
    raw[len(raw) // 3] ^= 1
    newest.write_bytes(raw)
    assert "pmtui-2026-10-12.zip" in advice(session.store.root, DAMAGED)
    (folder / "pmtui-2026-10-12.zip").write_bytes(b"")
    assert "restore" not in advice(session.store.root, DAMAGED)


def test_the_same_backup_is_not_read_every_second(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open app asks again and again while the store is damaged."""
    first = advice(session.store.root, DAMAGED)
    monkeypatch.setattr(backup_check, "opened", None)
    assert advice(session.store.root, DAMAGED) == first


def test_without_damage_or_without_a_backup_nothing_is_offered(session: Session) -> None:
    root = session.store.root
    assert "restore" not in advice(root, DAMAGED)
    add_document(session, Kind.OBJECTIVE, {"title": "Partner"})
    rolling.back_up(session.store, date(2026, 10, 13))
    assert (
        advice(root, StoreError("E_NEWER_FORMAT", "written by a newer pmtui", "Update pmtui."))
        == "Update pmtui."
    )
    assert advice(root, StoreError("E_LOCKED", "somebody writes")) == ""
