"""Whatever is undone or redone, in whatever order: the store never breaks a rule of the method."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.data.time_log import all_entries
from pmtui.domain.documents import Kind
from pmtui.domain.soundness import entry_problems, plan_problems
from pmtui.errors import PmtuiError
from pmtui.usecases import undoing
from tests.unit.planner import TC, Planner

Step = Callable[[Planner], object]


def move(ref: str, state: str, **values: str) -> Step:
    return lambda pm: pm.move(ref, state, "why not", **values)


def log(line: str) -> Step:
    return lambda pm: pm.log(line)


def remove(ref: str) -> Step:
    return lambda pm: pm.rm(ref)


def change(ref: str, **values: str) -> Step:
    return lambda pm: pm.set(ref, **values)


ONE_AT_A_TIME: tuple[Step, ...] = (
    *(move(ref, state) for ref in ("OB1", "OB2") for state in ("current", "parked")),
    *(move(ref, state) for ref in ("X1", "X2") for state in ("running", "abandoned")),
)
STEPS: tuple[Step, ...] = (
    move("OB3", "current"),
    move("OB1", "gone"),
    *(move(ref, state) for ref in ("TC1", "TC2") for state in ("active", "achieved", "abandoned")),
    *(remove(ref) for ref in ("OB1", "X2", "TC2", "t1", "t2")),
    *(change(ref, target=target) for ref in ("OB1", "OB3") for target in ("TC1", "TC2")),
    log("9:00-10:00 call >OB2"),
    log("9:30-11:30 mail"),
    log("8:30-9:15 stand-up"),
    log("yesterday 12h fire"),
    *(change("t1", start=start) for start in ("9:00", "9:40", "8:00")),
    lambda pm: pm.undo(),
    lambda pm: pm.undo(3),
    lambda pm: pm.redo(),
)


def begin(root: Path) -> Planner:
    pm = Planner(root)
    pm.board()
    pm.add(Kind.TARGET, "One day", challenge="C1", **TC)
    pm.read("TC2", "9")
    for target in ("TC1", "TC2"):
        pm.add(Kind.OBSTACLE, f"In the way of {target}", target=target)
    pm.add(Kind.EXPERIMENT, "Ask ten", obstacle="OB2", expect="nothing", check_on="tomorrow")
    return pm


@given(
    st.lists(st.sampled_from(ONE_AT_A_TIME) | st.sampled_from(STEPS), min_size=8, max_size=20),
    st.randoms(use_true_random=False),
)
@settings(max_examples=30)
def test_no_undo_breaks_a_rule(steps: list[Step], chance: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pm = begin(Path(folder, "store"))
        for step in steps:
            with suppress(PmtuiError):
                step(pm)
        numbers = [entry.n for entry in undoing.history(pm.session)]
        for number in chance.sample(numbers, len(numbers)):
            with suppress(PmtuiError):
                undoing.undo_change(pm.session, number)
                if chance.random() < 0.2:
                    pm.redo()
            plan = pm.plan
            entries = all_entries(pm.session.store, date.min, date.max)
            assert [
                *plan_problems(plan, pm.clock.instant),
                *entry_problems(entries, plan, pm.clock.instant),
            ] == []
