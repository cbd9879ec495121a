"""One warm server for each process of the tests, and each kind of command line prepared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.crash.kinds import KINDS, WARMING
from tests.crash.processes import Server
from tests.crash.strace import require_strace
from tests.crash.trial import Trial


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Runs command lines in processes of their own, warm."""
    server = Server(tmp_path_factory.mktemp("said"))
    server.warm(WARMING)
    yield server
    server.close()


@pytest.fixture(scope="session")
def trials(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Trial]:
    """Every kind by name; made when it is asked for."""
    require_strace()
    return cache(lambda kind: Trial(server, tmp_path_factory.mktemp("trial"), KINDS[kind]))


@pytest.fixture
def trial(trials: Callable[[str], Trial], kind: str) -> Trial:
    """The kind that the test names."""
    return trials(kind)
