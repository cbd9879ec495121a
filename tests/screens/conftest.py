"""Stores for the screens that do not wait for the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import session_in, write_story


@pytest.fixture(autouse=True)
def _fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Durability has its own tests."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def store_folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def story(store_folder: Path) -> Session:
    """A workspace in the middle of its work, on Wed 14 Oct 2026, 14:20 UTC."""
    session = session_in(store_folder)
    write_story(session)
    return session


@pytest.fixture
def nothing(store_folder: Path) -> Session:
    """A workspace in which nothing was ever written."""
    return session_in(store_folder)
