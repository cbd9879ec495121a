"""Writers at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from tests.crash.appender import PLACES
from tests.crash.processes import REPOSITORY

pytestmark = pytest.mark.crash

WRITERS, EACH = 8, 200


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "store"
    command = [sys.executable, "-B", "-m", "tests.crash.appender", str(root)]
    writers = [
        subprocess.Popen(
            [*command, f"w{number}", str(EACH)], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        with writer:
            _, said = writer.communicate(timeout=110)
            assert (writer.returncode, said) == (0, "")
    store = Store(root, Clock())
    wanted = sorted(f"w{number}-{n}" for number in range(WRITERS) for n in range(EACH))
    for place in PLACES:
        assert sorted(doc["title"] for doc in store.documents(*place)) == wanted
    assert [entry.n for entry in store.history()] == list(range(1, WRITERS * EACH + 1))
