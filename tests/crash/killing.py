"""Rounds of random kills: writers that work off one long list of command lines, each killed at some moment."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.holding import LOCK
from pmtui.data.lock import locked
from pmtui.data.store import Store
from tests.crash.judging import content, require_sound
from tests.crash.kinds import prepare_board
from tests.crash.processes import Line, Server

_FIRST, _STEP = datetime(2026, 10, 12, 14, tzinfo=UTC), timedelta(minutes=7)
_ENOUGH = 40  # command lines, more than any writer does


def command_line(number: int) -> Line:
    """A command line that succeeds once all before it have; each is one change, made at an instant of its own."""
    token = f"number {number}"
    words = (
        ("log", f"5m fire {token} @acme"),
        ("set", "O1", f"title={token}"),
        ("add", "action", token, "kr=KR1"),
        ("undo",),
        ("redo",),
        ("start", f"strat {token} >KR1"),
        ("stop",),
        ("reading", "KR1", f"{number}"),
        ("set", "KR1", f"target={number + 30}"),
    )
    return Line(words[number % len(words)], f"{_FIRST + number * _STEP:%Y-%m-%dT%H:%M:%SZ}")


class Round:
    """Kills that one store has to survive.

    Attributes:
        root: The store.
        kills: How many there were.
        done: How many command lines are stored.
    """

    def __init__(self, server: Server, folder: Path, chance: random.Random) -> None:
        self._server, self._chance = server, chance
        self.root, self._peace = folder / "store", folder / "peace"
        prepare_board(server, folder)
        shutil.copytree(self.root, self._peace)
        self._before = self._newest()[0]
        self.kills = self.done = 0
        self._longest_life = 0.06  # seconds; adapts to the machine, so that a writer does a few command lines

    def kill(self) -> None:
        """Let a writer go on where the last one ended, kill it, and see what is there.

        Raises:
            AssertionError: An acknowledged command line is lost, or the store is not as it should be.
        """
        lines = (command_line(number) for number in range(self.done, self.done + _ENOUGH))
        writer = self._server.start(self.root, *lines, acknowledge=True)
        writer.go()
        time.sleep(self._chance.uniform(0, self._longest_life))
        os.kill(writer.pid, signal.SIGKILL)
        ended = writer.ended()
        self.kills += 1
        assert ended.status in (0, -signal.SIGKILL), ended
        # A line that the kill cut off was not acknowledged.
        said = [line for line in ended.out.splitlines(keepends=True) if line.startswith("ACK ")]
        before = self.done
        self._check(acknowledged=before + sum(line.endswith("\n") for line in said))
        self._longest_life *= 1.2 if self.done == before else 0.8 if self.done > before + 2 else 1

    def _check(self, acknowledged: int) -> None:
        """The store holds what was acknowledged, and at most the one command line after it."""
        content(self.root)
        number, at = self._newest()
        self.done = number - self._before
        assert self.done in (acknowledged, acknowledged + 1), (
            f"{acknowledged} acknowledged, {self.done} stored"
        )
        if self.done:
            assert at == command_line(self.done - 1).now

    def _newest(self) -> tuple[int, str]:
        """Number and instant of the newest change."""
        entry = Store(self.root, Clock()).history(1)[0]
        return entry.n, f"{entry.at:%Y-%m-%dT%H:%M:%SZ}"

    def finish(self) -> None:
        """Compare with a store on which the same command lines were run in peace.

        Raises:
            AssertionError: They are not the same, or the store is not sound.
        """
        day = f"{_FIRST + self.done * _STEP + timedelta(days=2):%Y-%m-%d}"
        last = Line(("add", "goal", "nothing is lost"), f"{day}T12:00:00Z")
        for root, first in ((self.root, self.done), (self._peace, 0)):
            lines = (command_line(number) for number in range(first, self.done))
            ended = self._server.run(root, *lines, last)
            assert (ended.status, ended.err) == (0, ""), ended
            _await_backup(root / "backups", day)
        assert content(self.root) == content(self._peace)
        require_sound(self.root)


def _await_backup(folder: Path, day: str) -> None:
    """Wait for the backup of ``day``, which a process in the background makes once a store is large."""
    until = time.monotonic() + 60
    while not (folder / f"pmtui-{day}.zip").exists():
        assert time.monotonic() < until, f"there is no backup of {day}"
        time.sleep(0.02)
    with locked(folder / LOCK, 60):
        pass
