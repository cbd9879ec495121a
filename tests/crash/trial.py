"""A kind of command line on trial: run again and again on the same store, disturbed or not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pmtui.data.archive import read_archive
from tests.crash.judging import Judge, content, tree_of
from tests.crash.kinds import Kind, Prepare
from tests.crash.next_format import next_format
from tests.crash.power_cut import Operation, Tree
from tests.crash.processes import Ended, Line, Server, Writer
from tests.crash.recording import RECORDED, RECORDING, Recording
from tests.crash.strace import ERRORS, KILL, Fault, Point, calls_in, disturb, points_in, trace

_HOUR = 3_600_000_000_000  # nanoseconds


class Trial:
    """One command line.

    Attributes:
        folder: The store lies in it, and what else the command line needs.
        root: The store.
        asks: Whether the command speaks before it writes, too.
        makes: Whether it makes a file beside the store instead of changing it.
        points: Every call of an undisturbed run that changes files, and every one that tells the user.
        judge: Judges what runs leave.
    """

    def __init__(self, server: Server, kind: Kind, seed: Path, folder: Path) -> None:
        """Start each run from a copy of ``seed``; work in ``folder``."""
        self._server, self._kind, self._seed = server, kind, seed
        self.folder, self._log = folder / "run", folder / "strace.log"
        self.root = self.folder / "store"
        self._line = kind.line_in(self.folder)
        self.asks = kind.line.typed != ""
        self.makes = kind.makes != ""
        self._fresh()
        # What a run imports while it is watched would be counted as its own calls.
        server.warm(self.root, self._line, next_format=kind.next_format)
        self.points = self._undisturbed()
        with next_format(wanted=kind.next_format):
            old, new = content(self._seed / "store"), content(self.root)
        self.judge = Judge(self._line, old, new, kind.gone, format_to_come=kind.next_format)
        assert (old == new) == bool(kind.makes)
        assert self.has_made() == bool(kind.makes)

    def _fresh(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._seed, self.folder)

    def has_made(self) -> bool:
        """Whether the file that the command makes beside the store is there; if it is, it is whole."""
        path = self.folder / self._kind.makes
        if not path.is_file():
            return False
        read_archive(path)
        return True

    def _undisturbed(self) -> list[Point]:
        self._fresh()
        ended = trace(self._start(), self._log)
        assert (ended.status, ended.err) == (0, "")
        points = points_in(self._log)
        assert len(points) >= 8, points
        return points

    def _start(self) -> Writer:
        return self._server.start(self.root, self._line, next_format=self._kind.next_format)

    def runs(self, fault: Fault, *, at_every_point: bool = False) -> Iterator[tuple[Point, Ended]]:
        """Meet ``fault`` at each point, or at those whose turn it is; what it left lies in ``root``."""
        for point in self.points if at_every_point else self._points_for(fault):
            self._fresh()
            yield point, disturb(self._start(), self._log, fault, point, "-s", "0")

    def _points_for(self, fault: Fault) -> list[Point]:
        if fault is KILL or self._kind.every_error:
            return self.points
        return self.points[ERRORS.index(fault) :: len(ERRORS)]

    def recorded(self) -> tuple[Tree, list[Operation]]:
        """The files before an undisturbed run, and what it did to them."""
        self._fresh()
        before = tree_of(self.folder)
        ended = trace(self._start(), self._log, *RECORDING, calls=RECORDED)
        assert (ended.status, ended.err) == (0, "")
        return before, self._operations(before)

    def recorded_kill(self, point: Point, following: Line) -> tuple[Tree, list[Operation]]:
        """The files before a run that is killed at ``point``, and what it and the line after it did to them."""
        self._fresh()
        before = tree_of(self.folder)
        disturb(self._start(), self._log, KILL, point, *RECORDING, calls=RECORDED)
        killed = self._operations(before)
        meanwhile = tree_of(self.folder)
        ended = trace(self._server.start(self.root, following), self._log, *RECORDING, calls=RECORDED)
        assert (ended.status, ended.err) == (0, "")
        return before, killed + self._operations(meanwhile)

    def judge_of_now(self) -> Judge:
        """A judge to whom nothing will do but what the store holds now."""
        now = content(self.root)
        return Judge(self._line, now, now)

    def _operations(self, before: Tree) -> list[Operation]:
        return list(Recording(self.folder, before).operations(calls_in(self._log)))


def prepare(server: Server, how: Prepare, seed: Path) -> Path:
    """Make the folder ``seed`` with the store that commands shall find; returns it."""
    seed.mkdir()
    how(server, seed)
    _age(seed)
    return seed


def _age(folder: Path) -> None:
    """Make everything in ``folder`` an hour older: how often young files are read depends on how young they are."""
    for path in sorted(folder.rglob("*"), reverse=True):
        status = path.stat()
        os.utime(path, ns=(status.st_atime_ns - _HOUR, status.st_mtime_ns - _HOUR))
