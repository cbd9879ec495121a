"""Writers that are killed at random moments, and writers at the same time."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.crash.stores import names, require_sound, run, start

pytestmark = pytest.mark.crash

KILLS = 40


def test_no_acknowledged_write_is_lost_by_a_kill(tmp_path: Path) -> None:
    """Each writer is killed soon after its first writes; all write to the same store."""
    root = tmp_path / "store"
    chance = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID", "kills"))
    acknowledged: list[str] = []
    for kill in range(KILLS):
        with start("many", str(root), f"k{kill}", "100000") as process:
            assert process.stdout is not None
            said = [process.stdout.readline()]
            time.sleep(chance.uniform(0, 0.03))
            os.killpg(process.pid, signal.SIGKILL)
            said += process.stdout.readlines()
        # The kill may cut the last line of output; what is not a whole line was not acknowledged.
        acknowledged += [line.split()[1] for line in said if line.startswith("ACK ") and line.endswith("\n")]
        found = names(root)
        assert [name for name in found if name in set(acknowledged)] == acknowledged
        assert len(found) <= len(acknowledged) + kill + 1, "no more than the one write that was under way"
    assert run("touch", str(root)) == (0, "")
    require_sound(root)


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "store"
    writers = [start("many", str(root), f"w{number}", "50") for number in range(8)]
    for writer in writers:
        with writer:
            _, said = writer.communicate(timeout=110)
            assert (writer.returncode, said) == (0, "")
    assert sorted(names(root)) == sorted(f"w{number}-{n}" for number in range(8) for n in range(50))
    require_sound(root)
