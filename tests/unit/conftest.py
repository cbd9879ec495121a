"""A planner with a store of their own and a clock that the test moves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.usecases.session import Session
from tests.unit.planner import Planner


@pytest.fixture
def pm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planner:
    """The store is a real one, but does not wait for the disk: durability has its own tests."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)
    return Planner(tmp_path / "data")


@pytest.fixture
def session(pm: Planner) -> Session:
    return pm.session
