"""The invariants that need more than one document: checked before every save, refused with nothing stored.

Source: method, §4.
"""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import (
    Challenge,
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    TargetState,
    check_experiment_change,
)
from pmtui.domain.metrics import Metric, check_period
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.refs import kind_of, unknown_ref
from pmtui.domain.states import archived_error, is_closed, reopening
from pmtui.domain.strategy import Objective
from pmtui.errors import PmtuiError

PARENT_KINDS: Mapping[str, Kind] = {
    "objective": Kind.OBJECTIVE,
    "key_result": Kind.KEY_RESULT,
    "vision": Kind.VISION,
    "challenge": Kind.CHALLENGE,
    "target": Kind.TARGET,
    "obstacle": Kind.OBSTACLE,
}


def check_document(plan: Plan, after: Document, before: Document | None) -> None:
    """Refuse ``after`` if the plan could not hold it in place of ``before``.

    Raises:
        PmtuiError: one of the codes of the invariants; ``field`` names the field at fault.
    """
    _check_links(plan, after, before)
    metric = getattr(after, "metric", None)
    if isinstance(metric, Metric):
        metric.checked()
    if isinstance(after, TargetCondition):
        _check_target(plan, after)
    elif isinstance(after, Objective):
        check_period(after.start, after.due)
    elif isinstance(after, Obstacle):
        _check_obstacle(plan, after, before)
    elif isinstance(after, Experiment):
        _check_experiment(plan, after, before)


def check_changeable(document: Document) -> None:
    """Refuse to change what is archived or closed.

    Raises:
        PmtuiError: ``E_ARCHIVED`` or ``E_CLOSED``.
    """
    if document.is_archived:
        raise archived_error(document.ref)
    state = state_of(document)
    if is_closed(document.kind, state):
        raise PmtuiError(
            "E_CLOSED",
            f"{document.ref} is {state}; closed things change only after being re-opened",
            reopening(document.kind, document.ref, state),
            field="state",
        )


def _check_links(plan: Plan, after: Document, before: Document | None) -> None:
    name = PARENT_FIELDS.get(after.kind, "")
    parent = getattr(after, name, None)
    if parent and parent != getattr(before, name, None):
        _check_parent(plan, name, parent)
    if isinstance(after, TargetCondition) and after.key_result:
        check_link(plan, after.key_result, "key_result", (Kind.KEY_RESULT,))
    if isinstance(after, Objective):
        for ref in after.serves:
            check_link(plan, ref, "serves", (Kind.GOAL, Kind.CHALLENGE))


def _check_parent(plan: Plan, name: str, ref: str) -> None:
    document = check_link(plan, ref, name, (PARENT_KINDS[name],))
    if not is_open(document):
        state = "archived" if document.is_archived else state_of(document)
        raise PmtuiError(
            "E_CLOSED",
            f"{document.ref} is {state}; nothing can be added below it",
            "re-open it first, or choose another",
            field=name,
        )


def check_link(plan: Plan, ref: str, field: str, kinds: tuple[Kind, ...]) -> Document:
    """Return the document that ``field`` points at.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF`` when there is none, ``E_WRONG_KIND`` when it is of another kind.
    """
    document = plan.documents.get(ref)
    words = " or ".join(kind.one for kind in kinds)
    if document is None:
        raise unknown_ref(ref, [r for r in plan.documents if kind_of(r) in kinds], field)
    if document.kind not in kinds:
        raise PmtuiError(
            "E_WRONG_KIND",
            f"{field.replace('_', ' ')} must be {words}; {ref} is {document.kind.one}",
            f"pmtui list {kinds[0]}",
            field=field,
        )
    return document


def _check_target(plan: Plan, after: TargetCondition) -> None:
    if after.state is not TargetState.ACTIVE or after.is_archived:
        return
    for other in plan.all(TargetCondition):
        same = (other.challenge, other.owner.strip().casefold()) == (
            after.challenge,
            after.owner.strip().casefold(),
        )
        if other.ref != after.ref and same and other.state is TargetState.ACTIVE:
            owner = f" and owner {after.owner}" if after.owner.strip() else ""
            raise PmtuiError(
                "E_ONE_ACTIVE",
                f"{other.ref} is active already for {after.challenge}{owner}; one at a time: end it first, "
                "or give another owner",
                f"pmtui move {other.ref} achieved",
                field="state",
            )


def _check_obstacle(plan: Plan, after: Obstacle, before: Document | None) -> None:
    if isinstance(before, Obstacle) and before.target != after.target:
        _check_experiments_of(plan, after)
    if after.state is not ObstacleState.CURRENT or after.is_archived:
        return
    others = (o for o in plan.obstacles(after.target) if o.ref != after.ref)
    current = next((o for o in others if o.state is ObstacleState.CURRENT), None)
    if current is not None:
        raise PmtuiError(
            "E_ONE_CURRENT",
            f"{current.ref} is being worked on; one obstacle at a time",
            f"pmtui move {current.ref} parked",
            field="state",
        )


def _check_experiments_of(plan: Plan, moving: Obstacle) -> None:
    """Refuse to take a running experiment along to a target condition that has one running already."""
    below = (d for d in plan.children(moving.ref) if isinstance(d, Experiment))
    taken = next((x for x in below if x.state is ExperimentState.RUNNING), None)
    there = plan.running_experiment(moving.target)
    if taken is not None and there is not None:
        raise _one_running(there)


def _check_experiment(plan: Plan, after: Experiment, before: Document | None) -> None:
    if isinstance(before, Experiment):
        check_experiment_change(before, after)
    if after.state is not ExperimentState.RUNNING or after.is_archived:
        return
    target = plan.target_of(after)
    others = (x for x in plan.experiments(target.ref) if x.ref != after.ref) if target else ()
    running = next((x for x in others if x.state is ExperimentState.RUNNING), None)
    if running is not None:
        raise _one_running(running)


def _one_running(running: Experiment) -> PmtuiError:
    return PmtuiError(
        "E_ONE_RUNNING",
        f"{running.ref} is running; the next step starts when the last has ended",
        f"pmtui move {running.ref} concluded actual=… learned=… verdict=…",
        field="state",
    )


def owner_of_metric(document: Document) -> Metric:
    """Return the metric of ``document``.

    Raises:
        PmtuiError: ``E_NO_METRIC`` when its kind or the document itself has none.
    """
    metric = getattr(document, "metric", None)
    if isinstance(metric, Metric):
        return metric
    can = isinstance(document, Challenge) or document.kind is Kind.GOAL
    raise PmtuiError(
        "E_NO_METRIC",
        f"{document.ref} has no metric to read",
        f"pmtui set {document.ref} direction=… baseline=… target=… unit=…"
        if can
        else "readings belong to KR and TC",
    )
