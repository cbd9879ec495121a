"""What each kind of command line leaves when the power goes: every state the disk may be in is judged."""

from __future__ import annotations

import pytest

from tests.crash.judging import tree_of
from tests.crash.power_cut import Disk, Operation, Tell, Tree
from tests.crash.processes import Line
from tests.crash.trial import Trial

pytestmark = pytest.mark.crash


NEXT = Line(
    ("set", "workspace", "zone=Europe/London"), "2026-10-15T08:00:00Z"
)  # changes another file than a log


def test_a_power_cut_leaves_all_or_nothing_and_what_was_acknowledged(trial: Trial) -> None:
    before, operations = trial.recorded()
    told = last_told(operations)
    assert told >= 6
    after = tree_of(trial.folder)
    disk = Disk(before)
    for number, operation in enumerate(operations):
        disk.apply(operation)
        for tree in disk.remains():
            where = f"a cut after operation {number + 1} of {len(operations)}, {str(operation)[:200]}"
            try:
                seen = trial.judge.check_tree(_store_in(tree), trial.root)
            except AssertionError as error:
                raise AssertionError(f"{where}: {error}\n{_listed(tree)}") from error
            assert number < told or seen == trial.judge.new, (
                f"{where}: lost though acknowledged\n{_listed(tree)}"
            )
    assert disk.current() == after, "the model of the disk missed something"


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
