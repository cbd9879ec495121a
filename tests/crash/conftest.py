"""One warm server for each process of the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.kinds import WARMING
from tests.crash.processes import Server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Runs command lines in processes of their own, warm."""
    server = Server(tmp_path_factory.mktemp("said"))
    server.warm(WARMING)
    yield server
    server.close()
