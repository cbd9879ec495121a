"""The kata board: challenge, target condition, obstacles, experiments, coaching cycles.

Source: Rother (Toyota Kata), Perri (product kata).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from pmtui.domain.documents import Kind, Ref
from pmtui.domain.metrics import Metric, Readings, Retarget
from pmtui.domain.models import Line, Model, Note, Title, Value
from pmtui.domain.numbers import Measure
from pmtui.errors import PmtuiError


class TargetState(StrEnum):
    """States of a target condition."""

    DRAFT = "draft"
    ACTIVE = "active"
    ACHIEVED = "achieved"
    EXPIRED = "expired"
    ABANDONED = "abandoned"


class ObstacleState(StrEnum):
    """States of an obstacle."""

    PARKED = "parked"
    CURRENT = "current"
    GONE = "gone"
    DISMISSED = "dismissed"


class ExperimentState(StrEnum):
    """States of an experiment."""

    PLANNED = "planned"
    RUNNING = "running"
    CONCLUDED = "concluded"
    ABANDONED = "abandoned"


class Verdict(StrEnum):
    """How the actual result compares with what was expected."""

    AS_EXPECTED = "as_expected"
    BETTER = "better"
    WORSE = "worse"
    INCONCLUSIVE = "inconclusive"

    @property
    def words(self) -> str:
        """The verdict as people read it: ``as expected``."""
        return self.value.replace("_", " ")


class Challenge(Model):
    """The first business goal on the way to the vision."""

    kind: ClassVar[Kind] = Kind.CHALLENGE

    title: Title
    vision: Ref | None = None
    metric: Metric | None = None
    readings: Readings = ()
    retargets: tuple[Retarget, ...] = ()
    due: date | None = None
    owner: Line = ""


class TargetCondition(Model):
    """The next measurable state we want, by a date, with the route unknown.

    Attributes:
        metric: Baseline required; its due date is the "achieve by".
        readings: The measured current condition over time, in date order.
        key_result: A key result it works towards, or None.
    """

    kind: ClassVar[Kind] = Kind.TARGET

    title: Title
    challenge: Ref
    metric: Metric
    readings: Readings = ()
    retargets: tuple[Retarget, ...] = ()
    owner: Line = ""
    key_result: Ref | None = None
    state: TargetState = TargetState.DRAFT
    state_reason: Note = ""


class Obstacle(Model):
    """Something that stands in the way of a target condition."""

    kind: ClassVar[Kind] = Kind.OBSTACLE
    title_field: ClassVar[str] = "text"

    text: Title
    target: Ref
    state: ObstacleState = ObstacleState.PARKED
    state_reason: Note = ""


class Experiment(Model):
    """One small step against one obstacle, with a prediction.

    Attributes:
        expect: What we predict; locked once running.
        check_on: When to go and see; locked once running.
        actual: What happened.
        learned: What that taught us.
    """

    kind: ClassVar[Kind] = Kind.EXPERIMENT
    title_field: ClassVar[str] = "step"

    step: Title
    obstacle: Ref
    expect: Note = ""
    check_on: date | None = None
    actual: Note = ""
    learned: Note = ""
    verdict: Verdict | None = None
    state: ExperimentState = ExperimentState.PLANNED
    state_reason: Note = ""
    started_on: date | None = None
    ended_on: date | None = None


class CycleAnswers(Value):
    """The answers to the five coaching questions, as given on one day.

    Attributes:
        actual: The reading taken; None: unchanged.
        experiment: Ref of the experiment looked at, or None.
        concluded: Whether it was concluded in this cycle.
        obstacle: Ref of the obstacle being addressed, or None.
        next_experiment: Ref of the experiment started as the next step, or None.
        check_on: When we go and see, or None.
    """

    actual: Measure | None = None
    experiment: Ref | None = None
    concluded: bool = False
    experiment_actual: Note = ""
    verdict: Verdict | None = None
    learned: Note = ""
    obstacle: Ref | None = None
    next_step: Line = ""
    expect: Note = ""
    next_experiment: Ref | None = None
    check_on: date | None = None


class CoachingCycle(Model):
    """One daily check-in on a target condition.

    Attributes:
        date: Local date, fixed when the check-in opened.
        changed: False when Enter all the way left everything as it was.
        seconds: Time taken.
    """

    kind: ClassVar[Kind] = Kind.CYCLE

    target: Ref
    date: date
    answers: CycleAnswers
    changed: bool
    seconds: Annotated[int, Field(ge=0)] = 0

    @property
    def headline(self) -> str:
        """The date and the target condition."""
        return f"{self.date.isoformat()} {self.target}"


def check_target_move(target: TargetCondition, wanted: str) -> None:
    """Refuse to activate a target condition whose current condition was never measured.

    Raises:
        PmtuiError: ``E_NO_READING``.

    Source: method, "current condition (measured before work starts)".
    """
    if wanted == TargetState.ACTIVE and not target.readings:
        raise PmtuiError(
            "E_NO_READING",
            f"{target.ref} has no reading: measure the current condition before work starts",
            f"pmtui reading {target.ref} VALUE",
        )


def check_experiment_move(experiment: Experiment, wanted: str) -> None:
    """Refuse to start without a prediction, or to conclude without what was learned.

    Raises:
        PmtuiError: ``E_EXPECT`` when ``expect`` or ``check_on`` is missing at the start; ``E_CONCLUDE`` when actual,
            learned or verdict is missing at the end.
    """
    needs: dict[str, tuple[str, tuple[str, ...]]] = {
        ExperimentState.RUNNING: ("E_EXPECT", ("expect", "check_on")),
        ExperimentState.CONCLUDED: ("E_CONCLUDE", ("actual", "learned", "verdict")),
    }
    code, names = needs.get(wanted, ("", ()))
    missing = [name for name in names if not _given(getattr(experiment, name))]
    if missing:
        verb = "starts" if wanted == ExperimentState.RUNNING else "ends"
        raise PmtuiError(
            code,
            f"{experiment.ref} {verb} only with {_listed(names)}; missing: {_listed(missing)}",
            f"pmtui move {experiment.ref} {wanted} " + " ".join(f"{name}=…" for name in missing),
            field=missing[0],
        )


def check_experiment_change(before: Experiment, after: Experiment) -> None:
    """Refuse to touch the prediction of an experiment that has started.

    Raises:
        PmtuiError: ``E_LOCKED_FIELD``.
    """
    if before.state is ExperimentState.PLANNED:
        return
    for name in ("expect", "check_on"):
        if getattr(before, name) != getattr(after, name):
            words = name.replace("_", " ")
            raise PmtuiError(
                "E_LOCKED_FIELD",
                f"{words} is locked since {before.ref} started: a prediction that moves teaches nothing",
                f"conclude or abandon {before.ref} and plan another",
                field=name,
            )


def _given(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _listed(names: list[str] | tuple[str, ...]) -> str:
    plain = [name.replace("_", " ") for name in names]
    return plain[0] if len(plain) == 1 else ", ".join(plain[:-1]) + " and " + plain[-1]
