"""Everything but the time log, read together: who belongs to whom, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import Timer
from pmtui.domain.kata import (
    Challenge,
    CoachingCycle,
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    TargetState,
)
from pmtui.domain.models import Model
from pmtui.domain.own_clock import DAYS_AHEAD
from pmtui.domain.plan_outline import PARENT_FIELDS, Bone, PlanOutline, key_of
from pmtui.domain.refs import called_twice, kind_of, normal_ref, ref_number, unknown_ref
from pmtui.domain.states import is_closed
from pmtui.domain.strategy import (
    Goal,
    KeyAction,
    KeyResult,
    Objective,
    ObjectiveStanding,
    Vision,
    objective_standing,
)
from pmtui.domain.working_time import WorkingTime
from pmtui.domain.workspace import Workspace

D = TypeVar("D", bound=Document)

MODELS: Mapping[Kind, type[Model]] = {
    Kind.GOAL: Goal,
    Kind.VISION: Vision,
    Kind.OBJECTIVE: Objective,
    Kind.KEY_RESULT: KeyResult,
    Kind.KEY_ACTION: KeyAction,
    Kind.CHALLENGE: Challenge,
    Kind.TARGET: TargetCondition,
    Kind.OBSTACLE: Obstacle,
    Kind.EXPERIMENT: Experiment,
    Kind.CYCLE: CoachingCycle,
}


ANSWER_LINKS: Mapping[str, Kind] = {
    "experiment": Kind.EXPERIMENT,
    "obstacle": Kind.OBSTACLE,
    "next_experiment": Kind.EXPERIMENT,
}
"""Which answers of a check-in name a document, and of which kind."""


def state_of(document: Document) -> str:
    """Return the state of ``document``, empty when its kind has none."""
    return str(getattr(document, "state", ""))


def is_open(document: Document) -> bool:
    """Tell whether ``document`` is neither archived nor closed."""
    return not document.is_archived and not is_closed(document.kind, state_of(document))


@dataclass(frozen=True)
class Plan:
    """The strategy and the kata board at one moment.

    Attributes:
        workspace: Settings; defaults when none were stored yet.
        documents: Every document by ref, archived ones included; a second one with the same ref, which only a damaged
            store has, by ref and id.
        timer: The running timer, or None.
    """

    workspace: Workspace
    documents: Mapping[str, Document]
    timer: Timer | None = None

    def find(self, ref: str, field: str | None = None) -> Document:
        """Return the document called ``ref``, in any case of letters.

        Raises:
            PmtuiError: ``E_UNKNOWN_REF``, with the closest known ref as the fix.
            StoreError: ``E_TWICE`` when it cannot be told which one that is.
        """
        document = self.documents.get(ref) or (self.documents.get(normal_ref(ref)) if kind_of(ref) else None)
        if document is None:
            raise unknown_ref(ref, self.documents.keys(), field)
        if document.ref in self.twice:
            raise called_twice(document.ref)
        return document

    def holding(self, document: Document) -> Plan:
        """Return the plan with ``document``, in place of the one that has its ref."""
        return Plan(self.workspace, {**self.documents, document.ref: document}, self.timer)

    @cached_property
    def twice(self) -> frozenset[str]:
        """The refs that more than one document has."""
        return frozenset(document.ref for key, document in self.documents.items() if key != document.ref)

    def get(self, ref: str | None, model: type[D]) -> D | None:
        """Return the document called ``ref`` if it is there and a ``model``, else None."""
        document = self.documents.get(ref) if ref else None
        return document if isinstance(document, model) else None

    def all(self, model: type[D], *, archived: bool = False) -> list[D]:
        """Return the documents of one model in the order of their refs, without archived ones unless asked."""
        found = [
            d for d in self.documents.values() if isinstance(d, model) and (archived or not d.is_archived)
        ]
        return sorted(found, key=lambda document: ref_number(document.ref))

    def children(self, ref: str) -> list[Document]:
        """Return what hangs below ``ref`` and is not archived, in the order of refs.

        Objectives hang below each goal and challenge that they serve.
        """
        return self._children.get(ref, [])

    @cached_property
    def _children(self) -> Mapping[str, list[Document]]:
        children: dict[str, list[Document]] = defaultdict(list)
        for document in sorted(self.documents.values(), key=lambda d: (str(d.kind), ref_number(d.ref))):
            if not document.is_archived:
                for parent in parents_of(document):
                    children[parent].append(document)
        return children

    def below(self, ref: str) -> list[Document]:
        """Return everything that belongs to ``ref`` and would go with it, parents first; serving links do not count."""
        found: list[Document] = []
        for child in self.children(ref):
            if PARENT_FIELDS.get(child.kind) and child not in found:
                found += [child, *self.below(child.ref)]
        return found

    def key_results(self, objective: str) -> list[KeyResult]:
        """Return the key results under ``objective``, archived ones left out."""
        return [d for d in self.children(objective) if isinstance(d, KeyResult)]

    def key_actions(self, key_result: str) -> list[KeyAction]:
        """Return the key actions under ``key_result``, archived ones left out."""
        return [d for d in self.children(key_result) if isinstance(d, KeyAction)]

    def obstacles(self, target: str) -> list[Obstacle]:
        """Return the obstacles of ``target``, archived ones left out."""
        return [d for d in self.children(target) if isinstance(d, Obstacle)]

    def experiments(self, target: str) -> list[Experiment]:
        """Return the experiments against all obstacles of ``target``, in the order of refs."""
        found = [
            d for ob in self.obstacles(target) for d in self.children(ob.ref) if isinstance(d, Experiment)
        ]
        return sorted(found, key=lambda experiment: ref_number(experiment.ref))

    def cycles(self, target: str) -> list[CoachingCycle]:
        """Return the coaching cycles on ``target``, oldest first."""
        found = [d for d in self.children(target) if isinstance(d, CoachingCycle)]
        return sorted(found, key=lambda cycle: (cycle.date, ref_number(cycle.ref)))

    def current_obstacle(self, target: str) -> Obstacle | None:
        """Return the obstacle being worked on."""
        return next((o for o in self.obstacles(target) if o.state is ObstacleState.CURRENT), None)

    def running_experiment(self, target: str) -> Experiment | None:
        """Return the experiment that is running."""
        return next((x for x in self.experiments(target) if x.state is ExperimentState.RUNNING), None)

    def active_targets(self) -> list[TargetCondition]:
        """Return the active target conditions, the one unchecked longest first."""
        active = [t for t in self.all(TargetCondition) if t.state is TargetState.ACTIVE]
        return sorted(active, key=lambda t: (self.last_check(t.ref) or date.min, ref_number(t.ref)))

    def last_check(self, target: str) -> date | None:
        """Return the date of the latest coaching cycle on ``target``."""
        cycles = self.cycles(target)
        return cycles[-1].date if cycles else None

    def is_checked(self, target: str, today: date) -> bool:
        """Tell whether there is a coaching cycle on ``target`` of ``today``, or of a later day in a zone ahead."""
        last = self.last_check(target)
        return last is not None and today <= last <= today + DAYS_AHEAD

    def target_of(self, experiment: Experiment) -> TargetCondition | None:
        """Return the target condition that ``experiment`` works towards."""
        obstacle = self.get(experiment.obstacle, Obstacle)
        return self.get(obstacle.target, TargetCondition) if obstacle else None

    @property
    def working_time(self) -> WorkingTime:
        """The hours of work, and how they should be split."""
        return self.workspace.working_time

    @cached_property
    def outline(self) -> PlanOutline:
        """The bare bones of the plan."""
        return PlanOutline({ref: _bone(document) for ref, document in self.documents.items()})

    def objective_of(self, ref: str) -> Objective | None:
        """Return the objective that ``ref`` counts towards, through its parents or a target's key result."""
        return self.get(self.outline.objective_of(ref), Objective)

    def standing(self, objective: str, today: date) -> ObjectiveStanding:
        """Return progress and status of ``objective`` on ``today``."""
        return objective_standing(self.key_results(objective), today)

    def is_active(self, ref: str) -> bool:
        """Tell whether ``ref`` is an item that is being worked on: active, or open where there is no such state."""
        return self.outline.is_active(ref)


def _bone(document: Document) -> Bone:
    above = getattr(document, PARENT_FIELDS.get(document.kind, ""), None)
    if isinstance(document, TargetCondition) and document.key_result:
        above = document.key_result
    share = document.intended_share if isinstance(document, Objective) else None
    return Bone(
        document.kind,
        state_of(document),
        document.is_archived,
        above,
        None if share is None else float(share),
    )


def parents_of(document: Document) -> list[str]:
    """Return the refs right above ``document``."""
    if isinstance(document, Objective):
        return list(document.serves)
    parent = getattr(document, PARENT_FIELDS.get(document.kind, ""), None)
    return [parent] if parent else []


def links_of(document: Document) -> list[str]:
    """Return every ref that ``document`` needs to exist: what it belongs to, serves, works towards or was about."""
    key_result = document.key_result if isinstance(document, TargetCondition) else None
    named = [ref for _, ref in answer_links(document)]
    return [*parents_of(document), *([key_result] if key_result else []), *named]


def answer_links(document: Document) -> list[tuple[str, str]]:
    """Return the names of a check-in's answers that name a document, each with the ref; none for other kinds."""
    if not isinstance(document, CoachingCycle):
        return []
    return [(name, ref) for name in ANSWER_LINKS if (ref := getattr(document.answers, name))]


def plan_of(workspace: Workspace, documents: Iterable[Document], timer: Timer | None = None) -> Plan:
    """Return the plan that holds ``documents``, every one of them."""
    found: dict[str, Document] = {}
    for document in documents:
        found[key_of(document.ref, document.id, found)] = document
    return Plan(workspace, found, timer)
