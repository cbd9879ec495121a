"""A kill, and each error a disk can give, at every system call with which a save changes files."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.stores import names, require_sound, run

pytestmark = pytest.mark.crash

CALLS = (
    "write,pwrite64,writev,ftruncate,truncate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,fsync,fdatasync,"
    "mkdir,mkdirat,chmod,fchmod,fchmodat,flock,copy_file_range,sendfile,fallocate"
)

Prepare = Callable[[Path], None]


@pytest.fixture(autouse=True)
def strace() -> str:
    """The program that makes system calls fail."""
    found = shutil.which("strace")
    if found is None:
        pytest.fail("strace is missing: install it, for these tests prove nothing without it", pytrace=False)
    return found


def nothing(root: Path) -> None:
    """No store yet."""


def two_changes(root: Path) -> None:
    for name in ("a", "b"):
        assert run("add", str(root), name) == (0, "")


def interrupted(root: Path) -> None:
    """Change 2 stands in the history, after a torn line, and the files hold change 1."""
    two_changes(root)
    line = (root / "history").glob("*.jsonl")
    history = next(line)
    for file in ("strategy.json", "time/2026-10.json"):
        (root / file).unlink()
    (root / "lock").write_text("99999\n")
    history.write_bytes(history.read_bytes() + b'{"n":3,')


SAVES: dict[str, tuple[Prepare, list[str]]] = {
    "save": (two_changes, ["add"]),
    "first save": (nothing, ["add"]),
    "undo": (two_changes, ["undo"]),
    "recovery": (interrupted, ["add"]),
}


class Save:
    """One kind of save, run again and again from the same state of the store."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.prepare, (self.command,) = SAVES[kind]
        self.seed, self.root, self.log = folder / "seed", folder / "store", folder / "strace.log"
        self.prepare(self.seed)
        self.old = names(self.seed)
        self.new = self.old[:-1] if self.command == "undo" else [*self.old, "new"]

    def restore(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        if self.seed.exists():
            shutil.copytree(self.seed, self.root)

    def run(self, *options: str) -> tuple[int, str]:
        before = ["strace", "-f", "-qq", "-o", str(self.log), "-e", f"trace={CALLS}", *options]
        return run(self.command, str(self.root), "new", before=before)

    def points(self) -> list[tuple[str, int]]:
        """Each file-changing call of one undisturbed save, with its number among its like."""
        self.restore()
        assert self.run() == (0, "")
        assert names(self.root) == self.new
        seen: Counter[str] = Counter()
        found = []
        for call in re.findall(r"^\d+\s+(\w+)\(", self.log.read_text(errors="replace"), re.MULTILINE):
            seen[call] += 1
            found.append((call, seen[call]))
        assert len(found) >= 10, found
        return found

    def disturbed(self, how: str) -> Iterator[tuple[str, int, str]]:
        """Where the save was disturbed, and its exit status and message."""
        for call, number in self.points():
            self.restore()
            when = f"{number}+" if how.startswith("error") else f"{number}"
            status, said = self.run("-e", f"inject={call}:{how}:when={when}")
            log = self.log.read_text(errors="replace")
            assert "INJECTED" in log or "SIGKILL" in log, f"{call} {number} was not reached"
            yield f"{how} at {call} {number}", status, said

    def require_goes_on(self, where: str) -> None:
        """The next writer finds all and can write."""
        found = names(self.root)
        assert run("add", str(self.root), "next") == (0, ""), where
        assert names(self.root) == [*found, "next"], where
        require_sound(self.root)


@pytest.mark.parametrize("kind", SAVES)
def test_a_kill_at_any_system_call_leaves_all_or_nothing(tmp_path: Path, kind: str) -> None:
    save = Save(tmp_path, kind)
    for where, status, _ in save.disturbed("signal=SIGKILL"):
        assert names(save.root) in (save.old, save.new), where
        assert status != 0, where
        save.require_goes_on(where)


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS", "EACCES"])
def test_an_error_at_any_system_call_changes_nothing_and_says_so(tmp_path: Path, error: str) -> None:
    save = Save(tmp_path, "save")
    for where, status, said in save.disturbed(f"error={error}"):
        assert "Traceback" not in said, where
        if status == 0:
            assert names(save.root) == save.new, where
        else:
            assert status == 3, where
            if not where.partition(" at ")[2].startswith(
                "write "
            ):  # there the message cannot be written either
                assert re.search(r"cannot be written: .*(Nothing was stored|not certain)", said), where
            assert names(save.root) == save.old or "not certain" in said, where
        save.require_goes_on(where)
