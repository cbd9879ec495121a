"""Lints: hints on wording and upkeep, shown and never blocking; each can be muted for 30 days with a reason.

Source: method, §5 (Perri, Khan, Doerr/Wodtke).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pmtui.domain.documents import Document
from pmtui.domain.kata import Challenge, TargetCondition
from pmtui.domain.metrics import Direction, Metric
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.progress import reading_age
from pmtui.domain.strategy import Goal, KeyResult, Objective, PlanState, Vision, counted

MUTE_DAYS = 30
MIN_KEY_RESULTS, MAX_KEY_RESULTS, MAX_OBJECTIVES = 2, 5, 6

_PLAN_VERB = re.compile(r"\s*(?:to\s+)?(?:create|build|launch|ship|deliver|implement)\b", re.IGNORECASE)
# The indefinite article: "the platform that partners use" exists already and may well be improved.
_SOLUTION = re.compile(
    r"\ban?\s+(?:[\w-]+\s+){0,6}(?:platform|system|website)\s+(?:that|which)\b", re.IGNORECASE
)
_OUTPUT_VERB = re.compile(
    r"\s*(?:to\s+)?(?:launch|ship|deliver|release|build|create|implement|publish|complete|finish|develop|roll out)\b",
    re.IGNORECASE,
)
_OUTPUT_UNIT = re.compile(
    r"\b(?:features?|releases?|launch(?:es)?|stor(?:y|ies)|tickets?|story points?|epics?|deployments?)\b",
    re.IGNORECASE,
)


_OUTPUT_DONE = re.compile(
    r"\b(?:features?|releases?|stories|tickets?|epics?)\s+(?:are\s+)?(?:launched|shipped|delivered|released|built|closed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One lint on one document.

    Attributes:
        code: ``W1`` to ``W13``.
        ref: The document it is about; ``workspace`` for the plan as a whole.
        message: What was noticed.
        fix: What would be better.
    """

    code: str
    ref: str
    message: str
    fix: str


def lint(plan: Plan, today: date) -> list[Finding]:
    """Return the findings on everything open, in the order of refs within each code, muted ones left out."""
    muted = {(m.code, m.lint_ref) for m in plan.workspace.muted if m.until >= today}
    found = [finding for check in _CHECKS for finding in check(plan, today)]
    return [f for f in found if (f.code, f.ref) not in muted]


def findings_by_ref(plan: Plan, today: date) -> dict[str, list[Finding]]:
    """Return the findings by the document they are about."""
    grouped: dict[str, list[Finding]] = {}
    for finding in lint(plan, today):
        grouped.setdefault(finding.ref, []).append(finding)
    return grouped


def readings_due(plan: Plan, today: date) -> list[Document]:
    """Return the active documents with a metric whose latest reading is as old as their cadence, oldest first.

    One without any reading and without a start was never measured, and comes last.
    """
    ages = [(reading_age(d.readings, m, today), m, d) for d, m in _measured(plan) if plan.is_active(d.ref)]
    late = [(age or 0, d) for age, m, d in ages if _is_due(age, m, d)]
    return [d for _, d in sorted(late, key=lambda pair: (-pair[0], pair[1].ref))]


def _is_due(age: int | None, metric: Metric, document: KeyResult | TargetCondition) -> bool:
    if age is None:
        return not document.readings and metric.start is None
    return age >= metric.cadence_days


def _open_objectives(plan: Plan) -> list[Objective]:
    return [o for o in plan.all(Objective) if is_open(o)]


def _open_key_results(plan: Plan) -> list[KeyResult]:
    return [kr for kr in plan.all(KeyResult) if is_open(kr)]


def _measured(plan: Plan) -> Iterator[tuple[KeyResult | TargetCondition, Metric]]:
    owners: list[KeyResult | TargetCondition] = [*plan.all(KeyResult), *plan.all(TargetCondition)]
    for document in owners:
        if is_open(document):
            yield document, document.metric


def _w1(plan: Plan, today: date) -> Iterator[Finding]:
    for objective in _open_objectives(plan):
        if _PLAN_VERB.match(objective.title) or _SOLUTION.search(objective.title):
            yield Finding(
                "W1",
                objective.ref,
                "reads like a plan, not a strategy",
                "say what should change for whom, and why",
            )


def _w2(plan: Plan, today: date) -> Iterator[Finding]:
    for kr in _open_key_results(plan):
        if kr.metric.direction is Direction.BINARY:
            yield Finding(
                "W2", kr.ref, "is yes or no, so it cannot show progress", "measure how much or how many"
            )
        elif _counts_outputs(kr):
            yield Finding(
                "W2", kr.ref, "counts outputs", "measure what changes for customers when they are there"
            )


def _counts_outputs(kr: KeyResult) -> bool:
    by_title = _OUTPUT_VERB.match(kr.title) or _OUTPUT_DONE.search(kr.title)
    return bool(by_title or _OUTPUT_UNIT.search(kr.metric.unit))


def _w3(plan: Plan, today: date) -> Iterator[Finding]:
    active = [o for o in plan.all(Objective) if o.state is PlanState.ACTIVE]
    for objective in active:
        count = len(counted(plan.key_results(objective.ref)))
        if not MIN_KEY_RESULTS <= count <= MAX_KEY_RESULTS:
            words = "no key result" if not count else f"{count} key result{'s' if count > 1 else ''}"
            yield Finding("W3", objective.ref, f"has {words}", "2 to 5 tell whether the strategy works")
    if len(active) > MAX_OBJECTIVES:
        yield Finding(
            "W3",
            "workspace",
            f"{len(active)} objectives are active",
            f"pause some: at most {MAX_OBJECTIVES} can be pursued at once",
        )


def _w4(plan: Plan, today: date) -> Iterator[Finding]:
    for document, metric in _measured(plan):
        missing = [
            word
            for word, given in (
                ("unit", metric.unit.strip()),
                ("start date", metric.start),
                ("due date", metric.due),
            )
            if not given
        ]
        if missing:
            yield Finding(
                "W4",
                document.ref,
                f"has no {' and no '.join(missing)}",
                f"pmtui set {document.ref} {' '.join(f'{word.split()[0]}=…' for word in missing)}",
            )
    dated: list[Objective | Challenge] = [*_open_objectives(plan), *plan.all(Challenge)]
    for plain in dated:
        if plain.due is None:
            yield Finding("W4", plain.ref, "has no due date", f"pmtui set {plain.ref} due=…")


def _w9(plan: Plan, today: date) -> Iterator[Finding]:
    for objective in _open_objectives(plan):
        above = (plan.documents.get(ref) for ref in objective.serves)
        if not any(d is not None and not d.is_archived for d in above):
            yield Finding(
                "W9", objective.ref, "serves no goal and no challenge", f"pmtui set {objective.ref} serves=…"
            )
    for challenge in plan.all(Challenge):
        if plan.get(challenge.vision, Vision) is None:
            yield Finding("W9", challenge.ref, "leads to no vision", f"pmtui set {challenge.ref} vision=…")
    for top in (*plan.all(Goal), *plan.all(Vision), *plan.all(Challenge), *_open_objectives(plan)):
        if not plan.children(top.ref):
            yield Finding(
                "W9", top.ref, "nothing below serves it", "add what works towards it, or archive it"
            )
    for kr in _open_key_results(plan):
        if kr.state is PlanState.ACTIVE and not plan.children(kr.ref):
            yield Finding(
                "W9", kr.ref, "no key action moves it", f"pmtui add action TITLE key_result={kr.ref}"
            )


def _w10(plan: Plan, today: date) -> Iterator[Finding]:
    for document, metric in _measured(plan):
        age = reading_age(document.readings, metric, today)
        if age is None or age <= 1.5 * metric.cadence_days:
            continue
        if document.readings:
            message = f"the latest reading is {age} days old"
        elif state_of(document) == "active":
            message = f"has no reading {age} days after its start"
        else:
            continue
        yield Finding("W10", document.ref, message, f"pmtui reading {document.ref} VALUE")


_CHECKS: tuple[Callable[[Plan, date], Iterator[Finding]], ...] = (_w1, _w2, _w3, _w4, _w9, _w10)
