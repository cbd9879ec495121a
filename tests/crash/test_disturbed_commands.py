"""A kill, and each error a disk can give, at every system call with which a command changes files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.crash.judging import Judge, content
from tests.crash.kinds import KINDS, Kind
from tests.crash.processes import Ended, Server
from tests.crash.strace import ERRORS, KILL, Fault, Point, disturb, points_in, require_strace, trace

pytestmark = pytest.mark.crash

REFUSED = re.compile(
    r"pmtui: \S.* cannot be written: [^.]+\. "
    r"(Nothing was stored|It is not certain whether the change was stored) \(E_CANNOT_WRITE\)\nfix: \S.*\n"
)
UNHEARD = re.compile(r"pmtui: the output cannot be written: .+ \(E_OUTPUT\)\n")


class Disturbed:
    """One command line, run again and again on the same store."""

    def __init__(self, server: Server, folder: Path, kind: Kind) -> None:
        self._server, self._seed, self._folder = server, folder / "seed", folder / "run"
        self.root, self.log = self._folder / "store", folder / "strace.log"
        self._line = kind.line_in(self._folder)
        self.asks = kind.line.typed != ""  # it speaks before it writes, too
        self._seed.mkdir()
        kind.prepare(server, self._seed)
        old = content(self._seed / "store")
        self.points = self._undisturbed()
        self.judge = Judge(server, self._line, old, content(self.root), kind.gone)
        assert self.judge.old != self.judge.new

    def _fresh(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._seed, self._folder)

    def _undisturbed(self) -> list[Point]:
        self._fresh()
        ended = trace(self._server.start(self.root, self._line), self.log)
        assert (ended.status, ended.err) == (0, "")
        points = points_in(self.log)
        assert len(points) >= 12, points
        return points

    def runs(self, fault: Fault) -> Iterator[tuple[Point, Ended]]:
        """Meet ``fault`` at each point; what it left lies in ``root``."""
        for point in self.points:
            self._fresh()
            yield point, disturb(self._server.start(self.root, self._line), self.log, fault, point)


@pytest.fixture(scope="session")
def prepared(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Disturbed]:
    """Prepares each kind once for each process of the tests."""
    require_strace()
    return cache(lambda kind: Disturbed(server, tmp_path_factory.mktemp("disturbed"), KINDS[kind]))


@pytest.fixture
def disturbed(prepared: Callable[[str], Disturbed], kind: str) -> Disturbed:
    return prepared(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_leaves_all_or_nothing(disturbed: Disturbed) -> None:
    for point, ended in disturbed.runs(KILL):
        assert ended.status == -9, (point, ended)
        seen = disturbed.judge.check(disturbed.root)
        if point.call.speaks and not disturbed.asks:
            assert seen == disturbed.judge.new, point


@pytest.mark.parametrize("fault", ERRORS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_changes_nothing_and_says_so(disturbed: Disturbed, fault: Fault) -> None:
    for point, ended in disturbed.runs(fault):
        where = f"{fault} at {point}: {ended}"
        seen = disturbed.judge.check(disturbed.root)
        mute = point.call.name == "write" and fault.lasts_at(point)  # standard error cannot be written either
        if ended.status == 0:
            assert (seen, ended.err) == (disturbed.judge.new, ""), where
        elif ended.status == 1:  # done, but nobody could be told
            assert point.call.speaks or mute, where
            assert seen == disturbed.judge.new or disturbed.asks, where
            assert mute or UNHEARD.fullmatch(ended.err), where
        else:
            assert ended.status == 3, where
            assert mute or REFUSED.fullmatch(ended.err), where
            assert seen == disturbed.judge.old or "not certain" in ended.err, where
