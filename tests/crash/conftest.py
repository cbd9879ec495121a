"""One warm server for each process of the tests, and each kind of command line prepared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.crash.kinds import KINDS, warm_server
from tests.crash.processes import Server
from tests.crash.strace import require_strace
from tests.crash.trial import Trial, prepare


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Runs command lines in processes of their own, warm."""
    server = warm_server(tmp_path_factory.mktemp("said"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def trials(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Trial]:
    """Every kind by name; made when it is asked for."""
    require_strace()
    seed = cache(lambda how: prepare(server, how, tmp_path_factory.mktemp("seed") / "seed"))
    return cache(
        lambda name: Trial(server, KINDS[name], seed(KINDS[name].prepare), tmp_path_factory.mktemp("trial"))
    )


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(name, marks=pytest.mark.long if kind.takes_long else ()) for name, kind in KINDS.items()
    ],
)
def trial(request: pytest.FixtureRequest, trials: Callable[[str], Trial]) -> Trial:
    """Each kind in turn; for the whole session, so that the tests of a kind come together and share what they judge."""
    return trials(request.param)
