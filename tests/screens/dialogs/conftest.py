"""A store in a temporary folder, at a frozen instant, that does not wait for the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.usecases.session import Session
from tests.screens.dialogs.stage import session_at


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """An empty store on Wed 14 Oct 2026, 14:20 UTC."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    return session_at(tmp_path / "data")
