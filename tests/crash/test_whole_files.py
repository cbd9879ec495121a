"""A kill, and a full or broken disk, at every system call with which a purge or a restore changes files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui.data.archive import write_archive
from pmtui.data.clock import Clock
from pmtui.data.snapshots import take
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.crash.stores import environment
from tests.crash.test_system_calls import CALLS
from tests.crash.writer import MONTH, PLAN, add

pytestmark = pytest.mark.crash

KEEPER = [sys.executable, "-B", str(Path(__file__).with_name("keeper.py"))]
SECRET = "the words that must go"


@pytest.fixture(autouse=True)
def strace() -> str:
    """The program that makes system calls fail."""
    found = shutil.which("strace")
    if found is None:
        pytest.fail("strace is missing: install it, for these tests prove nothing without it", pytrace=False)
    return found


class Work:
    """One purge or restore, run again and again from the same state of the store."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.seed, self.root, self.log = folder / "seed", folder / "store", folder / "strace.log"
        self.zip = folder / "backup.zip"
        store = Store(self.seed, Clock())
        for name in ("a", SECRET):
            add(store, name)
        archive = take(store)
        write_archive(self.zip, archive.raw, archive.last.at)
        add(store, "c")
        self.old: tuple[str, ...] | str = ("a", SECRET, "c")
        self.new: tuple[str, ...] = ("a", SECRET)
        self.words = ["restore", str(self.root), str(self.zip)]
        if kind == "purge":
            self.words, self.new = ["purge", str(self.root), "O2"], ("a", "c")
        elif kind == "restore over damage":
            (self.seed / PLAN).write_bytes(b"{}")
            (self.seed / "time/2026-12.json").write_bytes(b"damaged as well")
            self.old = "damaged"

    def holds(self) -> tuple[str, ...] | str:
        """What the store holds; a reader sees all of it or nothing, in the middle of it too."""
        store = Store(self.root, Clock())
        try:
            found = [tuple(doc["title"] for doc in store.documents(*place)) for place in self.places()]
        except StoreError as error:
            return "damaged" if error.code == "E_DAMAGED" else error.message
        assert found[0] == found[1], found
        return found[0]

    def places(self) -> tuple[tuple[str, str], ...]:
        return (PLAN, "objectives"), (MONTH, "entries")

    def run(self, *options: str) -> tuple[int, str]:
        shutil.rmtree(self.root, ignore_errors=True)
        if self.seed.exists():
            shutil.copytree(self.seed, self.root)
        command = [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(self.log),
            "-e",
            f"trace={CALLS}",
            *options,
            *KEEPER,
            *self.words,
        ]
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stderr

    def points(self) -> list[tuple[str, int]]:
        """Each file-changing call of one undisturbed run, with its number among its like."""
        assert self.run() == (0, "")
        assert self.settled() == self.new
        seen: Counter[str] = Counter()
        found = []
        for call in re.findall(r"^\d+\s+(\w+)\(", self.log.read_text(errors="replace"), re.MULTILINE):
            seen[call] += 1
            found.append((call, seen[call]))
        assert len(found) >= 20, found
        return found

    def disturbed(self, how: str) -> Iterator[tuple[str, int, str]]:
        for call, number in self.points():
            when = f"{number}+" if how.startswith("error") else f"{number}"
            status, said = self.run("-e", f"inject={call}:{how}:when={when}")
            yield f"{how} at {call} {number}", status, said

    def settled(self) -> tuple[str, ...] | str:
        """What the store holds once the next one who takes the lock has finished what was interrupted."""
        store = Store(self.root, Clock())
        try:
            with store.held() as held:
                numbers = [line.n for line in held.history.backwards()][::-1]
        except StoreError as error:
            return "damaged" if error.code == "E_DAMAGED" else error.message
        assert numbers == list(range(1, len(numbers) + 1))
        assert not [*self.root.glob("rewrite*"), *self.root.glob("*.tmp"), *self.root.glob("time/*.tmp")]
        return self.holds()

    def secret_in(self) -> list[str]:
        found = (path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".zip")
        return [str(path) for path in found if SECRET.encode() in path.read_bytes()]

    def check(self, where: str) -> tuple[str, ...] | str:
        seen = self.holds()
        after = self.settled()
        assert after in (self.old, self.new), where
        assert seen == after, where
        if self.words[0] == "purge":
            assert bool(self.secret_in()) == (after == self.old), where
        return after


KINDS = ("purge", "restore", "restore over damage")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_at_any_system_call_leaves_all_or_nothing(tmp_path: Path, kind: str) -> None:
    work = Work(tmp_path, kind)
    for where, status, _ in work.disturbed("signal=SIGKILL"):
        assert status != 0, where
        work.check(where)
        assert work.holds() == "damaged" or add_next(work.root), where


def add_next(root: Path) -> bool:
    """The next writer can write."""
    add(Store(root, Clock()), "next")
    return True


def test_a_full_disk_at_any_system_call_changes_nothing_and_says_so(tmp_path: Path) -> None:
    work = Work(tmp_path, "purge")
    for where, status, said in work.disturbed("error=ENOSPC"):
        assert "Traceback" not in said, (where, said)
        assert status in (0, 3), (where, said)
        assert work.check(where) == (work.new if status == 0 else work.old), where
