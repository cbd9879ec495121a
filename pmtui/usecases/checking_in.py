"""The daily check-in: five questions on one target condition, stored as one coaching cycle and one undo step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from pmtui.data.plans import load_plan
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.check_in import Answers, CheckIn, needed, read_check_on, read_obstacle, read_verdict
from pmtui.domain.documents import Kind
from pmtui.domain.kata import (
    Challenge,
    CoachingCycle,
    CycleAnswers,
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    TargetState,
)
from pmtui.domain.metrics import Reading
from pmtui.domain.models import build
from pmtui.domain.plan import Plan, is_open
from pmtui.domain.progress import standing_of
from pmtui.domain.text import check_line, check_title
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.drafts import draft_name
from pmtui.usecases.editing import create_document, move_in
from pmtui.usecases.measuring import measured, read_value
from pmtui.usecases.session import Session


def check_in_draft(target: str) -> str:
    """Return the name of the draft that an unfinished check-in on ``target`` is kept under."""
    return draft_name("checkin", target)


def answers_as_text(answers: Answers) -> dict[str, str]:
    """Return the answers given so far as a draft keeps them: name → text, empty ones left out."""
    given = {field.name: getattr(answers, field.name) for field in fields(answers)}
    return {name: "yes" if value is True else value for name, value in given.items() if value}


def answers_from_text(values: Mapping[str, str]) -> Answers:
    """Return the answers that a draft keeps; names it does not know are left out."""
    known = {field.name: field.type for field in fields(Answers)}
    return Answers(**{n: bool(v) if known[n] == "bool" else v for n, v in values.items() if n in known})  # type: ignore[arg-type]  # by field type


def open_check_in(session: Session, ref: str | None = None) -> CheckIn:
    """Return the check-in on ``ref``, or on the active target condition unchecked longest.

    Raises:
        PmtuiError: ``E_NO_TARGET`` when none is active; ``E_WRONG_KIND`` or ``E_NOT_ACTIVE`` for a given ref.
    """
    plan = session.plan()
    today = session.today()
    target = _target(plan, ref)
    current = plan.current_obstacle(target.ref)
    unchanged = 0
    for cycle in reversed(plan.cycles(target.ref)):
        if cycle.changed:
            break
        unchanged += 1
    return CheckIn(
        target=target,
        date=today,
        opened_at=session.now(),
        standing=standing_of(target.metric, target.readings, today),
        days_left=None if target.metric.due is None else (target.metric.due - today).days,
        obstacles=tuple(o for o in plan.obstacles(target.ref) if is_open(o)),
        current=current,
        experiment=plan.running_experiment(target.ref),
        next_working_day=plan.working_time.next_working_day(today),
        calendar=plan.workspace.calendar(today),
        unchanged=unchanged,
        decimal_mark=plan.workspace.decimal_mark,
    )


def _to_a_target(plan: Plan) -> str:
    """Return the command that comes next on the way to an active target condition."""
    drafts = [target for target in plan.all(TargetCondition) if target.state is TargetState.DRAFT]
    if drafts:
        return _to_active(drafts[0])
    challenges = [challenge.ref for challenge in plan.all(Challenge)]
    if not challenges:
        return "pmtui add challenge TITLE"
    return f"pmtui add target TITLE challenge={challenges[0]} unit=… direction=… baseline=… target=…"


def _to_active(target: TargetCondition) -> str:
    """Return the command that makes ``target`` active."""
    if target.is_archived:
        return f"pmtui history {target.ref}"
    if target.state is not TargetState.DRAFT:
        return f'pmtui move {target.ref} active --reason "why"'
    measure = "" if target.readings else f"pmtui reading {target.ref} VALUE && "
    return f"{measure}pmtui move {target.ref} active"


def _target(plan: Plan, ref: str | None) -> TargetCondition:
    if ref is None:
        active = plan.active_targets()
        if not active:
            raise PmtuiError(
                "E_NO_TARGET",
                "no target condition is active, so there is nothing to check in on",
                _to_a_target(plan),
            )
        return active[0]
    document = plan.find(ref)
    if not isinstance(document, TargetCondition):
        raise PmtuiError("E_WRONG_KIND", f"{document.ref} is no target condition", "pmtui list target")
    if document.state is not TargetState.ACTIVE or document.is_archived:
        raise PmtuiError(
            "E_NOT_ACTIVE",
            f"{document.ref} is not active",
            _to_active(document),
        )
    return document


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
        writer = _Writer(session, tx, opened)
        taken = writer.write(answers)
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
    """Writes the answers of one check-in into one transaction, question by question."""

    def __init__(self, session: Session, tx: Transaction, opened: CheckIn) -> None:
        self.session = session
        self.tx = tx
        self.opened = opened
        self.changed = False

    @property
    def plan(self) -> Plan:
        return load_plan(self.tx)

    def write(self, answers: Answers) -> CycleAnswers:
        target = _target(self.plan, self.opened.target.ref)
        taken: dict[str, object] = {}
        if answers.actual.strip():
            taken["actual"] = self._reading(target, answers.actual)
        running = self.plan.running_experiment(target.ref)
        if answers.conclude:
            self._check_still_running(running)
        if running is not None:
            taken["experiment"] = running.ref
            if answers.conclude:
                taken |= self._conclusion(running, answers)
        obstacle = self._obstacle(answers)
        taken["obstacle"] = obstacle.ref if obstacle else None
        if answers.next_step.strip():
            taken |= self._next_step(obstacle, answers)
        elif running is not None and not answers.conclude:
            taken["check_on"] = running.check_on
        return build(CycleAnswers, taken)

    def _check_still_running(self, running: Experiment | None) -> None:
        """Refuse to conclude another experiment than the one that was looked at."""
        seen = self.opened.experiment
        if seen is None:
            raise PmtuiError("E_NO_EXPERIMENT", "no experiment is running", "plan a next step instead")
        if running is None or running.ref != seen.ref:
            raise ConflictError(seen.ref, f"{seen.ref} does not run any more", "open the check-in again")

    def _reading(self, target: TargetCondition, text: str) -> object:
        calendar = self.plan.workspace.calendar(self.session.today(self.tx))
        value = read_value(target, text, calendar.decimal_mark)
        after, reading = measured(target, build(Reading, {"on": self.opened.date, "value": value}), calendar)
        save_document(self.tx, after.replace(updated_at=self.session.now()))
        self.changed = True
        return reading.value

    def _conclusion(self, running: Experiment, answers: Answers) -> dict[str, object]:
        verdict = read_verdict(answers.verdict)
        values = {
            "actual": needed(answers.experiment_actual, "what happened"),
            "verdict": verdict.value,
            "learned": needed(answers.learned, "what was learned"),
        }
        move_in(self.session, self.tx, self.plan, running, ExperimentState.CONCLUDED, values=values)
        self.changed = True
        return {
            "concluded": True,
            "experiment_actual": answers.experiment_actual,
            "verdict": verdict,
            "learned": answers.learned,
        }

    def _obstacle(self, answers: Answers) -> Obstacle | None:
        plan = self.plan
        current = plan.current_obstacle(self.opened.target.ref)
        if answers.gone:
            if current is None:
                raise PmtuiError("E_NO_OBSTACLE", "no obstacle is being worked on", "choose one first")
            move_in(self.session, self.tx, plan, current, ObstacleState.GONE)
            self.changed, current = True, None
        wanted: Obstacle | None = None
        if answers.new_obstacle.strip():
            values = {"text": check_title(answers.new_obstacle), "target": self.opened.target.ref}
            created = create_document(self.session, self.tx, Kind.OBSTACLE, values)
            assert isinstance(created, Obstacle)
            wanted = created
        elif answers.obstacle.strip():
            wanted = plan.get(read_obstacle(self.opened, answers.obstacle).ref, Obstacle)
        if wanted is None or (current is not None and wanted.ref == current.ref):
            return current
        if current is not None:
            move_in(self.session, self.tx, self.plan, current, ObstacleState.PARKED)
        self.changed = True
        return move_in(self.session, self.tx, self.plan, wanted, ObstacleState.CURRENT)

    def _next_step(self, obstacle: Obstacle | None, answers: Answers) -> dict[str, object]:
        if obstacle is None:
            raise PmtuiError(
                "E_NO_OBSTACLE",
                "a step needs the obstacle it is against",
                "choose one, or n TEXT for a new one",
            )
        day = read_check_on(self.opened, answers.check_on)
        values = {
            "step": check_title(answers.next_step),
            "obstacle": obstacle.ref,
            "expect": check_line(needed(answers.expect, "what you expect")),
            "check_on": day.isoformat(),
        }
        created = create_document(self.session, self.tx, Kind.EXPERIMENT, values)
        assert isinstance(created, Experiment)
        move_in(self.session, self.tx, self.plan, created, ExperimentState.RUNNING)
        self.changed = True
        return {
            "next_step": answers.next_step,
            "expect": answers.expect,
            "next_experiment": created.ref,
            "check_on": day,
        }
