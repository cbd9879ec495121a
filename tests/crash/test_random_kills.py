"""Writers that are killed at random moments."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.crash.killing import Round
from tests.crash.processes import Server

pytestmark = pytest.mark.crash

ROUNDS, KILLS = 5, 42  # `make soak` does many more


@pytest.mark.parametrize("number", range(ROUNDS))
def test_no_acknowledged_command_is_lost_by_a_kill(server: Server, tmp_path: Path, number: int) -> None:
    seed = f"{os.environ.get('PYTEST_XDIST_TESTRUNUID', 'kills')} {number}"
    tried = Round(server, tmp_path, random.Random(seed))
    for _ in range(KILLS):
        tried.kill()
    assert tried.done > KILLS / 2, "the writers were killed before they did anything"
    tried.finish()
