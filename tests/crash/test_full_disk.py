"""Disks that are really full, and files that may really not grow."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.crash.judging import REFUSED, Judge, content
from tests.crash.kinds import prepare_board, prepare_running, warm_server
from tests.crash.processes import Ended, Line, Server

pytestmark = pytest.mark.crash

SIZE = 512 * 1024
LINES = {
    "history": Line(("log", "12m fire prod outage again"), "2026-10-14T13:00:00Z"),
    "data file": Line(("set", "KR1", "target=25"), "2026-11-02T07:00:00Z"),  # its history begins a new file
}


@pytest.mark.parametrize("file", LINES)
def test_a_file_that_may_not_grow_changes_nothing_and_says_so(
    server: Server, tmp_path: Path, file: str
) -> None:
    """The limit lies anywhere within what must be written, so that part of a write succeeds."""
    line, seed, root = LINES[file], tmp_path / "seed", tmp_path / "store"
    prepare_running(server, seed)
    shutil.copytree(seed / "store", root)
    assert server.run(root, line).status == 0
    judge = Judge(line, content(seed / "store"), content(root))
    path = root / ("history/2026-10.jsonl" if file == "history" else "strategy.json")
    largest, growth = path.stat().st_size, 400
    statuses = []
    for limit in range(largest - growth, largest + 1, growth // 16):
        shutil.rmtree(root)
        shutil.copytree(seed / "store", root)
        ended = server.run(root, line, largest_file=limit)
        assert (ended.status, ended.err) == (0, "") or (ended.status == 3 and REFUSED.fullmatch(ended.err)), (
            ended
        )
        assert judge.check(root) == (judge.old if ended.status else judge.new)
        statuses.append(ended.status)
    assert statuses == [3] * 16 + [0]


class Filling:
    """A store on a disk that is filled up again and again."""

    def __init__(self, server: Server, folder: Path) -> None:
        self._server, self._disk = server, folder / "disk"
        self._disk.mkdir()
        self._refused = server.mount(self._disk, SIZE)
        if self._refused:
            warnings.warn(
                f"no small disk here ({self._refused}); a limit on files stands in for it", stacklevel=2
            )
        prepare_board(server, self._disk)
        self.acknowledged = self.stored()
        self._numbers = count()

    def fill(self, pages: int) -> Ended:
        """Log time until that is refused, with so much space left; returns what was said then."""
        if not self._refused:
            self._server.leave_free(self._disk, pages)
        limit = (
            (self._disk / "store/history/2026-10.jsonl").stat().st_size + pages * 300
            if self._refused
            else None
        )
        for _ in range(200):
            ended = self._log(limit)
            if ended.status:
                return ended
        raise AssertionError("the disk was never full")

    def make_room(self) -> Ended:
        """Log time when there is space again."""
        if not self._refused:
            self._server.leave_free(self._disk, None)
        return self._log(None)

    def _log(self, largest_file: int | None) -> Ended:
        number = next(self._numbers)
        text = f"number {number}"
        now = f"2026-10-{13 + number // 100}T{8 + number // 10 % 10:02}:{number % 10 * 6:02}:00Z"
        ended = self.run("log", f"5m fire {text}", now=now, largest_file=largest_file)
        if ended.status == 0:
            self.acknowledged.append(text)
        return ended

    def run(self, *words: str, now: str = "2026-10-31T12:00:00Z", largest_file: int | None = None) -> Ended:
        return self._server.run(self._disk / "store", Line(words, now), largest_file=largest_file)

    def stored(self) -> list[str]:
        """The texts of the time log, in order of writing."""
        documents = json.loads(self.run("export", "-").out)["documents"]
        return [entry["text"] for entry in documents["entry"]]


@pytest.fixture
def filling(tmp_path: Path) -> Iterator[Filling]:
    server = warm_server(tmp_path / "said")
    yield Filling(server, tmp_path)
    server.close()


def test_a_full_disk_loses_nothing_and_is_told(filling: Filling) -> None:
    for pages in range(12):
        refused = filling.fill(pages)
        assert refused.status == 3
        assert REFUSED.fullmatch(refused.err), refused
        assert filling.stored() == filling.acknowledged, (
            "reading still works, and tells what was acknowledged"
        )
        assert filling.run("doctor").status == 0
        assert filling.make_room().status == 0
        assert filling.stored() == filling.acknowledged
        assert filling.run("doctor").out == "the store is sound\n"
