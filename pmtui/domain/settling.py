"""What becomes of documents that came together and break a rule of the method: one rule each, the same for everybody.

Of several that cannot all stand, the oldest stays as it is, by ``created_at``, then id.

Source: method, §4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kata import (
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    TargetState,
)
from pmtui.domain.plan import Plan
from pmtui.domain.spans import Span, check_span
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError

D = TypeVar("D", bound=Document)


class Settled(NamedTuple):
    """A document as a rule leaves it.

    Attributes:
        beside: The one that stays as it is.
        wrong: Why it could not stay as it was, in words.
        done: What became of it, in words.
    """

    document: Document
    beside: Document
    wrong: str
    done: str


def settled(plan: Plan, entries: Iterable[TimeEntry]) -> list[Settled]:
    """Return what must change so that one obstacle, one experiment and one target condition at a time remain.

    Args:
        plan: Everything but the time log.
        entries: The whole time log, in any order; of two that overlap, the later one keeps its date and minutes only.
    """
    return [*_targets(plan), *_obstacles(plan), *_experiments(plan), *_entries(entries)]


def _age(document: Document) -> tuple[object, str]:
    return document.created_at, document.id


def _later(documents: Iterable[tuple[Hashable, D]]) -> Iterator[tuple[D, D]]:
    """Each document that is not the oldest of its group, and the oldest."""
    groups: dict[Hashable, list[D]] = defaultdict(list)
    for group, document in documents:
        groups[group].append(document)
    for members in groups.values():
        first, *others = sorted(members, key=_age)
        yield from ((other, first) for other in others)


def _targets(plan: Plan) -> Iterator[Settled]:
    active = (
        ((target.challenge, target.owner.strip().casefold()), target)
        for target in plan.all(TargetCondition)
        if target.state is TargetState.ACTIVE
    )
    for later, first in _later(active):
        wrong = f"it is active, and so is {first.ref} for {first.challenge}: one at a time"
        yield Settled(later.replace(state=TargetState.DRAFT), first, wrong, "back to draft")


def _obstacles(plan: Plan) -> Iterator[Settled]:
    current = (
        (obstacle.target, obstacle)
        for obstacle in plan.all(Obstacle)
        if obstacle.state is ObstacleState.CURRENT
    )
    for later, first in _later(current):
        wrong = f"it is current, and so is {first.ref}: one obstacle at a time"
        yield Settled(later.replace(state=ObstacleState.PARKED), first, wrong, "parked")


def _experiments(plan: Plan) -> Iterator[Settled]:
    running = (
        (target.ref, experiment)
        for target in plan.all(TargetCondition, archived=True)
        for experiment in plan.experiments(target.ref)
        if experiment.state is ExperimentState.RUNNING
    )
    for later, first in _later(running):
        wrong = f"it is running, and so is {first.ref}: one step at a time"
        planned = later.replace(state=ExperimentState.PLANNED, started_on=None)
        yield Settled(planned, first, wrong, "back to planned")


def _entries(entries: Iterable[TimeEntry]) -> Iterator[Settled]:
    standing: dict[date, list[tuple[Span, TimeEntry]]] = defaultdict(list)
    anchored = ((span, entry) for entry in entries if (span := _right_span(entry)) is not None)
    for span, entry in sorted(anchored, key=lambda pair: _age(pair[1])):
        days = {span.start.date(), span.end.date()}  # in UTC; an entry is never longer than one
        near = [pair for day in days for pair in standing[day]]
        other = next((other for taken, other in near if taken.overlaps(span)), None)
        unanchored = None if other is None else _without_clock(entry, span)
        if other is None or unanchored is None:
            for day in days:
                standing[day].append((span, entry))
        else:
            done = (
                f"keeps its {entry.minutes} minutes without a clock; its note says: was {_clock(entry, span)}"
            )
            wrong = f"it overlaps {other.ref} on {entry.date.isoformat()}"
            yield Settled(unanchored, other, wrong, done)


def _right_span(entry: TimeEntry) -> Span | None:
    """Start and end of an ``entry`` that takes time and is right by itself."""
    span = None if entry.is_archived else entry.span
    try:
        return span and check_span(span)
    except PmtuiError:
        return None


def _without_clock(entry: TimeEntry, span: Span) -> TimeEntry | None:
    """``entry`` with its clock in the note; None where there is no room for that."""
    note = "\n".join([*([entry.note] if entry.note else []), f"was {_clock(entry, span)}"])
    try:
        return entry.replace(start=None, end=None, note=note)
    except PmtuiError:
        return None


def _clock(entry: TimeEntry, span: Span) -> str:
    zone = find_zone(entry.zone)
    start, end = (instant.astimezone(zone) for instant in span)
    return f"{start.hour}:{start:%M}–{end.hour}:{end:%M}"
