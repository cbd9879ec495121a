"""Use cases in any order: undo and redo keep to a model, and the method holds after every step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.domain.kata import (
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    TargetState,
)
from pmtui.domain.overlap import Overlap
from pmtui.domain.plan import links_of
from pmtui.domain.timelog import day_bounds, minutes_on
from pmtui.domain.zones import find_zone
from pmtui.usecases import undoing
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from tests.unit.planner import KR, TC, Planner
from tests.unit.refusals import refusal

REFS = st.sampled_from(
    ["O1", "O2", "KR1", "KR2", "KA1", "V1", "C1", "TC1", "TC2", "OB1", "OB2", "X1", "X2", "t1", "t2", "t3"]
)
MOVES = st.sampled_from(
    [
        *(
            (ref, state)
            for ref in ("TC1", "TC2", "TC2")
            for state in ("active", "active", "achieved", "abandoned")
        ),
        *((ref, state) for ref in ("OB1", "OB2") for state in ("current", "current", "parked", "gone")),
        *((ref, state) for ref in ("X1", "X2") for state in ("running", "running", "concluded", "abandoned")),
        *((ref, state) for ref in ("O1", "KR1") for state in ("active", "paused", "dropped")),
        *(("KA1", state) for state in ("doing", "done", "dropped")),
    ]
)
CHANGES = st.sampled_from(
    [
        *((ref, "title", title) for ref in ("O1", "KR1", "KA1", "C1", "TC1") for title in ("A", "[b]")),
        *(("KR1", "target", target) for target in ("20", "30")),
        *((ref, "target", target) for ref in ("OB1", "OB2") for target in ("TC1", "TC2")),
        *((ref, "owner", owner) for ref in ("TC1", "TC2") for owner in ("", "Ana")),
        *(("X1", "expect", text) for text in ("", "more")),
        *((ref, "date", day) for ref in ("t1", "t2") for day in ("today", "yesterday", "2026-09-30")),
        *((ref, "end", clock) for ref in ("t1", "t2") for clock in ("", "9:20", "10:40")),
        *((ref, "minutes", minutes) for ref in ("t1", "t2") for minutes in ("30", "720")),
        *(("t1", "links", links) for links in ("", "O1", "KR1")),
    ]
)
PARENTS: dict[Kind, dict[str, str]] = {
    Kind.OBJECTIVE: {},
    Kind.KEY_RESULT: {"objective": "O1", **KR},
    Kind.KEY_ACTION: {"key_result": "KR1"},
    Kind.VISION: {},
    Kind.CHALLENGE: {"vision": "V1"},
    Kind.TARGET: {"challenge": "C1", **TC},
    Kind.OBSTACLE: {"target": "TC1"},
    Kind.EXPERIMENT: {"obstacle": "OB1", "expect": "more", "check_on": "+2d"},
}
LINES = st.sampled_from(
    [
        "9:00-10:00 call",
        "9:30-10:30 mail >O1",
        "yesterday 12h trip",
        "yesterday 23:30-0:30 outage",
        "45m call >KR1",
        "2026-09-30 8h audit",
    ]
)


class Work(RuleBasedStateMachine):
    """Use cases in any order; a refusal changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.pm = Planner(self.folder / "data")
        self.pm.board()
        self.pm.lockup()
        self.seen = self.pm.everything()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def do(self, action: Callable[[], object]) -> bool:
        error = refusal(action)
        if error is not None:
            assert error.message
            assert self.pm.everything() == self.seen
            return False
        before, self.seen = self.seen, self.pm.everything()
        self.did(before)
        return True

    def did(self, before: dict[str, Any]) -> None:
        """What a successful action means for the machine."""

    @rule(kind=st.sampled_from(list(PARENTS)), changed=st.booleans())
    def add(self, kind: Kind, changed: bool) -> None:
        fields = PARENTS[kind]
        if changed and "target" in fields and kind is Kind.OBSTACLE:
            fields = {"target": "TC2"}
        self.do(lambda: self.pm.add(kind, "Something", **fields))

    @rule(change=CHANGES)
    def change(self, change: tuple[str, str, str]) -> None:
        ref, field, text = change
        self.do(lambda: self.pm.set(ref, **{field: text}))

    @rule(move=MOVES, reason=st.sampled_from(["", "why"]))
    def move(self, move: tuple[str, str], reason: str) -> None:
        ref, state = move
        values = {"actual": "a", "learned": "l", "verdict": "better"} if state == "concluded" else {}
        self.do(lambda: self.pm.move(ref, state, reason, **values))

    @rule(ref=st.sampled_from(["KR1", "TC1", "TC2"]), value=st.integers(0, 9).map(str))
    def read(self, ref: str, value: str) -> None:
        self.do(lambda: self.pm.read(ref, value))

    @rule(ref=REFS)
    def archive(self, ref: str) -> None:
        self.do(lambda: self.pm.rm(ref))

    @rule(line=LINES, overlap=st.sampled_from([None, *Overlap]))
    def log(self, line: str, overlap: Overlap | None) -> None:
        self.do(lambda: self.pm.log(line, overlap))

    @rule(
        verb=st.sampled_from(["start", "stop", "switch", "resume", "cancel"]),
        overlap=st.sampled_from([None, *Overlap]),
    )
    def timer(self, verb: str, overlap: Overlap | None) -> None:
        self.do(lambda: self.pm.verb(verb, "", overlap))

    @rule(
        actual=st.sampled_from(["", "5"]),
        gone=st.booleans(),
        step=st.sampled_from(["", "Next"]),
        done=st.booleans(),
    )
    def check_in(self, actual: str, gone: bool, step: str, done: bool) -> None:
        answers = Answers(actual, done, "it was", "b", "it is", "", "", gone, step, "more")
        self.do(lambda: finish_check_in(self.pm.session, open_check_in(self.pm.session), answers, 1))

    @rule(minutes=st.integers(1, 900))
    def wait(self, minutes: int) -> None:
        self.pm.clock.move(minutes=minutes)

    @rule()
    def restart(self) -> None:
        self.pm = Planner(self.pm.root, self.pm.clock)

    @invariant()
    def the_method_holds(self) -> None:
        plan = self.pm.plan
        for document in plan.documents.values():
            assert set(links_of(document)) <= plan.documents.keys()
        active = [(t.challenge, t.owner) for t in plan.all(TargetCondition) if t.state is TargetState.ACTIVE]
        assert len(active) == len(set(active))
        for target in plan.all(TargetCondition):
            assert target.readings or target.state is not TargetState.ACTIVE
            obstacles = [o for o in plan.all(Obstacle) if o.target == target.ref]
            assert sum(o.state is ObstacleState.CURRENT for o in obstacles) <= 1
            names = {o.ref for o in obstacles}
            running = [
                x for x in plan.all(Experiment) if x.obstacle in names and x.state is ExperimentState.RUNNING
            ]
            assert len(running) <= 1
            assert all(x.expect.strip() and x.check_on for x in running)
        entries = self.pm.entries()
        spans = [entry.span for entry in entries if entry.span is not None]
        assert not any(one.overlaps(other) for one, other in combinations(spans, 2))
        for entry in entries:
            assert set(entry.links) <= plan.documents.keys()
            assert minutes_on(entries, entry.date) <= day_bounds(entry.date, find_zone(entry.zone)).minutes
            assert entry.span is None or entry.minutes == entry.span.minutes
            assert entry.minutes <= 720


class UndoInOrder(Work):
    """Undo and redo against a model that keeps every state there was."""

    def __init__(self) -> None:
        super().__init__()
        self.past: list[dict[str, Any]] = []
        self.future: list[dict[str, Any]] = []
        self.first = self.in_force()

    def in_force(self) -> int:
        return sum(entry.kind == "do" and not entry.undone for entry in self.pm.session.store.history())

    def did(self, before: dict[str, Any]) -> None:
        written = self.in_force() - self.first > len(self.past)
        assert written or self.seen == before
        if written:
            self.past.append(before)
            self.future.clear()

    @precondition(lambda self: self.past)
    @rule(count=st.integers(1, 3))
    def undo(self, count: int) -> None:
        count = min(count, len(self.past))
        self.pm.undo(count)
        for _ in range(count):
            self.future.append(self.seen)
            self.seen = self.past.pop()
        assert self.pm.everything() == self.seen

    @precondition(lambda self: self.future)
    @rule(count=st.integers(1, 3))
    def redo(self, count: int) -> None:
        count = min(count, len(self.future))
        self.pm.redo(count)
        for _ in range(count):
            self.past.append(self.seen)
            self.seen = self.future.pop()
        assert self.pm.everything() == self.seen


class UndoAnywhere(Work):
    """Any change may be asked back, in any order: refused, or else the method still holds."""

    @rule(back=st.integers(0, 12))
    def undo_change(self, back: int) -> None:
        number = self.pm.session.store.history()[-1].n - back
        self.do(lambda: undoing.undo_change(self.pm.session, number))

    @rule(count=st.integers(1, 2))
    def undo(self, count: int) -> None:
        self.do(lambda: self.pm.undo(count))

    @rule()
    def redo(self) -> None:
        self.do(self.pm.redo)


@pytest.mark.parametrize("machine", [UndoInOrder, UndoAnywhere])
def test_in_any_order_of_use_cases(machine: type[Work]) -> None:
    with mock.patch.object(os, "fsync"):
        run_state_machine_as_test(
            machine, settings=settings(max_examples=12, stateful_step_count=25, deadline=None)
        )
