"""The answers of a check-in, stored as one coaching cycle and one undo step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pmtui.data.plans import load_plan
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.check_in import (
    Answers,
    CheckIn,
    SoFar,
    no_obstacle,
    read_check_on,
    read_obstacle,
    read_verdict,
)
from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import (
    CoachingCycle,
    CycleAnswers,
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
)
from pmtui.domain.metrics import Reading
from pmtui.domain.models import build
from pmtui.domain.text import check_title
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.editing import create_in, move_in
from pmtui.usecases.kata.check_in_opening import target_to_check
from pmtui.usecases.kata.check_in_questions import question
from pmtui.usecases.measuring import measured, read_value
from pmtui.usecases.session import Session

D = TypeVar("D", bound=Document)


def finish_check_in(session: Session, opened: CheckIn, answers: Answers, seconds: int) -> CoachingCycle:
    """Store the whole check-in as one coaching cycle and one undo step, and return the cycle.

    Args:
        session: Store and clock.
        opened: What the check-in showed.
        answers: What was typed.
        seconds: Time taken, 0 or more.

    Raises:
        PmtuiError: the first answer that is refused; nothing is stored then.
    """
    with session.store.transaction() as tx:
        writer = _Writer(session, tx, SoFar(opened, answers))
        taken = writer.write()
        cycle = build(
            CoachingCycle,
            {
                "id": tx.new_id(),
                "ref": tx.next_ref("CC"),
                "created_at": session.now(),
                "updated_at": session.now(),
                "target": opened.target.ref,
                "date": opened.date,
                "answers": taken,
                "changed": writer.changed,
                "seconds": max(0, seconds),
            },
        )
        tx.what = f"Check in on {opened.target.ref}" + ("" if writer.changed else ", unchanged")
        return save_document(tx, cycle)


class _Writer:
    """Writes the answers of one check-in into one transaction, question by question; reads the plan once."""

    def __init__(self, session: Session, tx: Transaction, so_far: SoFar) -> None:
        self.session = session
        self.tx = tx
        self.so_far = so_far
        self.opened = so_far.opened
        self.plan = load_plan(tx)
        self.changed = False

    def write(self) -> CycleAnswers:
        answers = self.so_far.answers
        target = target_to_check(self.plan, self.opened.target.ref)
        taken: dict[str, object] = dict(answers.noted)
        if answers.actual.strip():
            taken["actual"] = self._reading(target)
        running = self.plan.running_experiment(target.ref)
        if answers.conclude:
            self._check_still_running(running)
        if running is not None:
            taken["experiment"] = running.ref
            if answers.conclude:
                taken |= self._conclusion(running)
        obstacle = self._obstacle()
        taken["obstacle"] = obstacle.ref if obstacle else None
        if answers.next_step.strip():
            taken |= self._next_step(obstacle)
        elif running is not None and not answers.conclude:
            taken["check_on"] = running.check_on
        return build(CycleAnswers, taken)

    def _answer(self, name: str) -> str:
        """The answer called ``name``, checked as its question checks it."""
        return question(name).checked(self.so_far, self.so_far.answers.text(name))

    def _stored(self, document: D) -> D:
        self.plan = self.plan.holding(document)
        self.changed = True
        return document

    def _move(self, before: D, state: str, values: Mapping[str, str] | None = None) -> D:
        return self._stored(move_in(self.session, self.tx, self.plan, before, state, values=values))

    def _create(self, kind: Kind, values: Mapping[str, str]) -> Document:
        return self._stored(create_in(self.session, self.tx, self.plan, kind, values))

    def _check_still_running(self, running: Experiment | None) -> None:
        """Refuse to conclude another experiment than the one that was looked at."""
        seen = self.opened.experiment
        if seen is None:
            raise PmtuiError("E_NO_EXPERIMENT", "no experiment is running", "plan a next step instead")
        if running is None or running.ref != seen.ref:
            raise ConflictError(seen.ref, f"{seen.ref} does not run any more", "open the check-in again")

    def _reading(self, target: TargetCondition) -> object:
        calendar = self.plan.workspace.calendar(self.session.today(self.tx))
        value = read_value(target, self.so_far.answers.actual, calendar.decimal_mark)
        after, reading = measured(target, build(Reading, {"on": self.opened.date, "value": value}), calendar)
        self._stored(save_document(self.tx, after.replace(updated_at=self.session.now())))
        return reading.value

    def _conclusion(self, running: Experiment) -> dict[str, object]:
        happened = self._answer("experiment_actual")
        verdict = read_verdict(self._answer("verdict"))
        learned = self._answer("learned")
        values = {"actual": happened, "verdict": verdict.value, "learned": learned}
        self._move(running, ExperimentState.CONCLUDED, values)
        return {"concluded": True, "experiment_actual": happened, "verdict": verdict, "learned": learned}

    def _obstacle(self) -> Obstacle | None:
        answers = self.so_far.answers
        current = self.plan.current_obstacle(self.opened.target.ref)
        if answers.gone:
            if current is None:
                raise PmtuiError("E_NO_OBSTACLE", "no obstacle is being worked on", "choose one first")
            self._move(current, ObstacleState.GONE)
            current = None
        wanted: Document | None = None
        if answers.new_obstacle.strip():
            values = {"text": check_title(answers.new_obstacle), "target": self.opened.target.ref}
            wanted = self._create(Kind.OBSTACLE, values)
        elif answers.obstacle.strip():
            wanted = self.plan.get(read_obstacle(self.opened, answers.obstacle).ref, Obstacle)
        if not isinstance(wanted, Obstacle) or (current is not None and wanted.ref == current.ref):
            return current
        if current is not None:
            self._move(current, ObstacleState.PARKED)
        return self._move(wanted, ObstacleState.CURRENT)

    def _next_step(self, obstacle: Obstacle | None) -> dict[str, object]:
        answers = self.so_far.answers
        if obstacle is None:
            raise no_obstacle()
        day = read_check_on(self.opened, answers.check_on)
        values = {
            "step": check_title(answers.next_step),
            "obstacle": obstacle.ref,
            "expect": self._answer("expect"),
            "check_on": day.isoformat(),
        }
        created = self._create(Kind.EXPERIMENT, values)
        self._move(created, ExperimentState.RUNNING)
        return {
            "next_step": answers.next_step,
            "expect": answers.expect,
            "next_experiment": created.ref,
            "check_on": day,
        }
