"""What each kind of command line leaves when the power goes: every state the disk may be in is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.judging import Judge, content, tree_of
from tests.crash.kinds import prepare_running
from tests.crash.power_cut import Disk, Operation, Tell, Tree
from tests.crash.processes import Line, Server
from tests.crash.recording import RECORDED, RECORDING, Recording
from tests.crash.strace import calls_in, trace
from tests.crash.trial import Trial, prepare

pytestmark = pytest.mark.crash


NEXT = Line(
    ("set", "workspace", "zone=Europe/London"), "2026-10-15T08:00:00Z"
)  # changes another file than a log


SERIES = [
    Line(words, f"2026-10-14T{13 + number}:00:00Z")
    for number, words in enumerate(
        (
            ("log", "8:00-8:12 fire prod outage again @acme"),
            ("log", "9:00-9:05 admin letters"),
            ("set", "KR1", "target=25"),
            ("log", "9:00-10:00 2026-08-03 strat a month that had no file yet"),
            ("log", "9:00-10:00 2026-09-03 strat another one"),
            ("stop",),
            ("undo",),
            ("move", "KA1", "doing"),
            ("log", "8:20-8:25 admin letters"),
            ("purge", "O2", "--yes", "O2"),
        )
    )
]
"""Changes that touch the same files as the one before, others, and several."""


def test_a_power_cut_leaves_all_or_nothing_and_what_was_acknowledged(trial: Trial) -> None:
    before, operations = trial.recorded()
    assert last_told(operations) >= 6
    after = tree_of(trial.folder)
    disk = Disk(before)
    cut_everywhere(disk, operations, trial.judge, trial.root)
    assert disk.current() == after, "the model of the disk missed something"


def test_no_power_cut_takes_what_an_earlier_command_acknowledged(server: Server, tmp_path: Path) -> None:
    """A change may build on files that are not safe yet, as long as the history tells what they hold."""
    folder = prepare(server, prepare_running, tmp_path / "seed")
    log, root = tmp_path / "strace.log", tmp_path / "cut" / "store"
    disk = Disk(tree_of(folder))
    for line in SERIES:
        old, before = content(folder / "store"), tree_of(folder)
        ended = trace(server.start(folder / "store", line), log, *RECORDING, calls=RECORDED)
        assert (ended.status, ended.err) == (0, "")
        operations = list(Recording(folder, before).operations(calls_in(log)))
        cut_everywhere(disk, operations, Judge(line, old, content(folder / "store")), root)


def cut_everywhere(disk: Disk, operations: list[Operation], judge: Judge, root: Path) -> None:
    """Judge every state that a power cut may leave after each of ``operations``; lay each out as ``root``."""
    told = last_told(operations)
    for number, operation in enumerate(operations):
        disk.apply(operation)
        for tree in disk.remains():
            where = f"a cut after operation {number + 1} of {len(operations)}, {str(operation)[:200]}"
            try:
                seen = judge.check_tree(_store_in(tree), root)
            except AssertionError as error:
                raise AssertionError(f"{where}: {error}\n{_listed(tree)}") from error
            assert number < told or seen == judge.new, f"{where}: lost though acknowledged\n{_listed(tree)}"


@pytest.mark.parametrize("trial", ["log", "first save"], indirect=True, scope="session")
def test_a_power_cut_after_a_kill_and_the_next_command_takes_neither(trial: Trial) -> None:
    """What the killed writer did is not safe yet when the next one builds on it."""
    for point in trial.points[:: 1 if len(trial.points) < 20 else 3]:
        before, operations = trial.recorded_kill(point, NEXT)
        judge, disk = trial.judge_of_now(), Disk(before)
        for number, operation in enumerate(operations):
            disk.apply(operation)
            if number >= last_told(operations):
                for tree in disk.remains():
                    judge.check_tree(_store_in(tree), trial.root)


def last_told(operations: list[Operation]) -> int:
    """Number of the last operation that told the user something."""
    return max(number for number, operation in enumerate(operations) if isinstance(operation, Tell))


def _store_in(tree: Tree) -> Tree:
    return {path.removeprefix("store/"): raw for path, raw in tree.items() if path.startswith("store/")}


def _listed(tree: Tree) -> str:
    return "\n".join(f"  {path}: {raw if raw is None else raw[-60:]!r}" for path, raw in sorted(tree.items()))
