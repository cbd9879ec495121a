"""Two people with a store each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.planner import Planner


@pytest.fixture
def other(tmp_path: Path, pm: Planner) -> Planner:
    """Somebody else, with an empty store."""
    return Planner(tmp_path / "other", pm.clock)
