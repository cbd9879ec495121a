"""The strategy lockup: business goals above, objectives as strategies, key results as proxies, actions as tactics.

Source: Khan and Biddle (strategy / metric / tactic lockup), Doerr/Wodtke (OKR practice).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from pmtui.domain.documents import Kind, Ref
from pmtui.domain.metrics import Confidence, Metric, Readings, Retarget
from pmtui.domain.models import Line, Model, Note, Title
from pmtui.domain.numbers import Share, Weight
from pmtui.domain.progress import (
    SEVERITY,
    Reason,
    Status,
    clamp,
    is_worse_than_baseline,
    standing_of,
    status_words,
)


class GoalKind(StrEnum):
    """What a business goal is about."""

    REVENUE = "revenue"
    PROFIT = "profit"
    ACQUISITION = "acquisition"
    RETENTION = "retention"
    EXPANSION = "expansion"
    PARTNERSHIP = "partnership"
    USAGE = "usage"
    OTHER = "other"


class Achievable(StrEnum):
    """Whether the business believes that a goal can be reached."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    UNASKED = "unasked"


class StrategyKind(StrEnum):
    """What kind of strategy an objective is."""

    PARTNERSHIP = "partnership"
    GO_TO_MARKET = "go-to-market"
    PRICING = "pricing"
    MARKETING = "marketing"
    PRODUCT = "product"
    OTHER = "other"


class Ambition(StrEnum):
    """Whether an objective is a promise or a stretch."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class PlanState(StrEnum):
    """States of objectives and key results."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"
    MISSED = "missed"
    DROPPED = "dropped"


class ActionState(StrEnum):
    """States of key actions."""

    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


class Goal(Model):
    """A business goal: what the company needs from the product."""

    kind: ClassVar[Kind] = Kind.GOAL

    title: Title
    goal_kind: GoalKind = GoalKind.OTHER
    metric: Metric | None = None
    readings: Readings = ()
    retargets: tuple[Retarget, ...] = ()
    achievable: Achievable = Achievable.UNASKED


class Vision(Model):
    """Where the product wants to be in the long term, in words."""

    kind: ClassVar[Kind] = Kind.VISION
    title_field: ClassVar[str] = "text"

    text: Title
    horizon: Line = ""


class Objective(Model):
    """A strategy: what we try to achieve and why we believe in it.

    Attributes:
        serves: Refs of the business goals and challenges above it.
        intended_share: Share of time it should get, 0–1, or None.
        weight: Importance beside other objectives, above 0.
    """

    kind: ClassVar[Kind] = Kind.OBJECTIVE

    title: Title
    strategy_kind: StrategyKind = StrategyKind.PRODUCT
    hypothesis: Note = ""
    serves: tuple[Ref, ...] = ()
    ambition: Ambition = Ambition.COMMITTED
    start: date | None = None
    due: date | None = None
    intended_share: Share | None = None
    weight: Weight = Decimal(1)
    state: PlanState = PlanState.DRAFT
    state_reason: Note = ""


class KeyResult(Model):
    """A proxy metric: how we would know that the objective is reached.

    Attributes:
        why: Why this is a good proxy.
        guard: Whether it is a measure that must not get worse rather than one to move.
    """

    kind: ClassVar[Kind] = Kind.KEY_RESULT

    title: Title
    objective: Ref
    metric: Metric
    readings: Readings = ()
    retargets: tuple[Retarget, ...] = ()
    why: Note = ""
    weight: Weight = Decimal(1)
    guard: bool = False
    confidence: Confidence | None = None
    state: PlanState = PlanState.DRAFT
    state_reason: Note = ""


class KeyAction(Model):
    """A tactic: what we do so that the key result moves.

    Attributes:
        estimate: Work expected, in minutes, or None.
    """

    kind: ClassVar[Kind] = Kind.KEY_ACTION

    title: Title
    key_result: Ref
    state: ActionState = ActionState.TODO
    expected_effect: Note = ""
    estimate: Annotated[int, Field(gt=0, le=1_000_000)] | None = None
    due: date | None = None
    outcome_note: Note = ""
    state_reason: Note = ""


@dataclass(frozen=True, slots=True)
class ObjectiveStanding:
    """How an objective stands.

    Attributes:
        progress: Weighted mean of its key results' clamped progress, 0–1; None: no data.
        status: That of its worst key result, at best *at risk* when a guard is broken.
        reason: Why there is no verdict: nothing was read yet, or it is too early for what was.
    """

    progress: float | None
    status: Status
    reason: Reason | None

    @property
    def words(self) -> str:
        """The status as people read it."""
        return status_words(self.status, self.reason)


def counted(key_results: Iterable[KeyResult]) -> list[KeyResult]:
    """Return the key results that count: neither archived nor dropped."""
    return [kr for kr in key_results if not kr.is_archived and kr.state is not PlanState.DROPPED]


def objective_standing(key_results: Sequence[KeyResult], today: date) -> ObjectiveStanding:
    """Return progress and status of the objective that owns ``key_results``.

    Key results without a reading have no progress and do not count; all of them without ⇒ no data, never 0.

    Source: method, formulas "Objective progress".
    """
    total = weights = Decimal(0)
    worst: Status | None = None
    broken = False
    reasons: set[Reason | None] = set()
    for kr in counted(key_results):
        if kr.guard:
            broken = broken or is_worse_than_baseline(kr.metric, kr.readings, today)
            continue
        standing = standing_of(kr.metric, kr.readings, today)
        reasons.add(standing.reason)
        if standing.progress is not None:
            total += kr.weight * Decimal(clamp(standing.progress))
            weights += kr.weight
        if standing.status is not Status.NO_DATA:
            worst = (
                standing.status if worst is None else max(worst, standing.status, key=SEVERITY.__getitem__)
            )
    if broken and (worst is None or worst is Status.ON_TRACK):
        worst = Status.AT_RISK
    progress = float(total / weights) if weights else None
    if worst is not None:
        return ObjectiveStanding(progress, worst, None)
    early = Reason.TOO_EARLY if Reason.TOO_EARLY in reasons else None
    return ObjectiveStanding(progress, Status.NO_DATA, early if weights else Reason.NO_READING)
