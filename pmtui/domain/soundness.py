"""The invariants checked over everything at once, for documents that came from elsewhere.

Source: method, §4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kata import Experiment, TargetCondition, check_experiment_move, check_target_move
from pmtui.domain.metrics import Direction, Reading
from pmtui.domain.plan import ANSWER_LINKS, Plan, answer_links
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.recorded import Recorded
from pmtui.domain.rules import PARENT_KINDS, check_document, check_link
from pmtui.domain.spans import Span, check_minutes, check_span
from pmtui.domain.timelog import FIRST_YEAR, check_not_future, day_bounds, minutes_by_day
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError

_FARTHEST_AHEAD = timedelta(hours=14)
"""How far the most eastern zone is ahead of UTC."""

_SHORTEST_DAY = 1380


class Problem(NamedTuple):
    """A rule that a document breaks: its ref, what is wrong in words, and what to do, None where it is not known."""

    ref: str
    message: str
    fix: str | None = None


def plan_problems(plan: Plan, now: datetime) -> Iterator[Problem]:
    """Yield what is wrong with the documents of ``plan``, at most one problem a document.

    Args:
        plan: Everything but the time log.
        now: UTC instant; readings lie in the future when their date is nowhere on Earth today yet.
    """
    latest = latest_date(now)
    for document in plan.documents.values():
        try:
            _check(plan, document, latest)
        except PmtuiError as error:
            yield Problem(document.ref, error.message, error.fix)
    if plan.timer is not None:
        yield from _link_problems(plan, [plan.timer])
        try:
            find_zone(plan.timer.zone)
        except PmtuiError as error:
            yield Problem(plan.timer.ref, error.message)


def latest_date(now: datetime) -> date:
    """Return the date that it is at ``now`` where the day begins first."""
    return (now + _FARTHEST_AHEAD).date()


def _check(plan: Plan, document: Document, latest: date) -> None:
    name = PARENT_FIELDS.get(document.kind, "")
    parent = getattr(document, name, None)
    if parent:
        check_link(plan, parent, name, (PARENT_KINDS[name],))
    for name, ref in answer_links(document):
        check_link(plan, ref, name, (ANSWER_LINKS[name],))
    check_rules(plan, document, latest)


def check_rules(plan: Plan, document: Document, latest: date) -> None:
    """Refuse a ``document`` of ``plan`` that breaks a rule, whatever it links to.

    Args:
        plan: Everything but the time log.
        document: One of it.
        latest: The last date that is not in the future.

    Raises:
        PmtuiError: one of the codes of the invariants.
    """
    check_document(plan, document, document)
    if isinstance(document, TargetCondition):
        check_target_move(document, document.state)
    if isinstance(document, Experiment):
        check_experiment_move(document, document.state)
    _check_readings(document, latest)


def _check_readings(document: Document, latest: date) -> None:
    readings: Sequence[Reading] = getattr(document, "readings", ())
    if readings and readings[-1].on > latest:
        raise PmtuiError(
            "E_FUTURE",
            f"its reading of {readings[-1].on.isoformat()} is in the future",
            f"see what was done: pmtui history {document.ref}",
        )
    metric = getattr(document, "metric", None)
    if readings and metric is None:
        raise PmtuiError("E_NO_METRIC", "it has readings and no metric")
    yes_no = metric is not None and metric.direction is Direction.BINARY
    if yes_no and any(reading.value not in (0, 1) for reading in readings):
        raise PmtuiError("E_BAD_NUMBER", "a reading of a yes/no measure is neither 1 nor 0")


def entry_problems(entries: Iterable[TimeEntry], plan: Plan, now: datetime) -> Iterator[Problem]:
    """Yield what is wrong with ``entries``, the whole time log, archived entries included.

    Args:
        entries: In any order.
        plan: What their links point at.
        now: UTC instant.
    """
    everything = list(entries)
    yield from _link_problems(plan, everything)
    sound = []
    for entry in everything:
        try:
            _check_entry(entry, now)
        except PmtuiError as error:
            yield Problem(entry.ref, error.message)
        else:
            sound.append(entry)
    kept = [entry for entry in sound if not entry.is_archived]
    for later, earlier in overlaps(kept):
        yield Problem(later.ref, f"it overlaps {earlier.ref}")
    for full in full_days(kept):
        yield Problem(full.entries[-1].ref, full.message)


def _link_problems(plan: Plan, recorded: Iterable[Recorded]) -> Iterator[Problem]:
    for one in recorded:
        for ref in one.links:
            if ref not in plan.documents:
                yield Problem(one.ref, f"it links to {ref}, which does not exist")


def _check_entry(entry: TimeEntry, now: datetime) -> None:
    check_not_future(entry, now)
    if (entry.start is None) != (entry.end is None):
        raise PmtuiError("E_BAD_SPAN", "it has a start or an end, but not both")
    span = entry.span
    if span is None:
        check_minutes(entry.minutes)
        return
    check_span(span)
    if span.start.year < FIRST_YEAR - 1:
        raise PmtuiError("E_BAD_DATE", f"it starts before {FIRST_YEAR}")
    if span.minutes != entry.minutes:
        raise PmtuiError("E_BAD_SPAN", f"it says {entry.minutes} minutes and lasts {span.minutes}")
    day = span.start.astimezone(find_zone(entry.zone)).date()
    if day != entry.date:
        raise PmtuiError("E_BAD_SPAN", f"it says {entry.date.isoformat()} and starts on {day.isoformat()}")


def overlaps(entries: Iterable[TimeEntry]) -> Iterator[tuple[TimeEntry, TimeEntry]]:
    """Yield each entry that shares time with one that starts before it, and that one; unanchored ones never do."""
    anchored = ((entry.span, entry.id, entry) for entry in entries)
    latest: tuple[Span, TimeEntry] | None = None
    for span, _, entry in sorted((span, id_, entry) for span, id_, entry in anchored if span is not None):
        if latest is not None and latest[0].overlaps(span):
            yield entry, latest[1]
        if latest is None or span.end > latest[0].end:
            latest = span, entry


class FullDay(NamedTuple):
    """A local day that holds more than it has: its entries by id, their minutes, and those it has."""

    day: date
    entries: Sequence[TimeEntry]
    minutes: int
    room: int

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return f"{self.day.isoformat()} has {self.room:,} minutes and would hold {self.minutes:,}"


def full_days(entries: Iterable[TimeEntry]) -> Iterator[FullDay]:
    """Yield the local days on which ``entries`` put more minutes than there are; with several zones the longest day."""
    taken: dict[date, int] = defaultdict(int)
    on_day: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        for day, minutes in minutes_by_day(entry).items():
            taken[day] += minutes
            on_day[day].append(entry)
    for day, minutes in taken.items():
        if minutes > _SHORTEST_DAY:
            room = max(day_bounds(day, find_zone(zone)).minutes for zone in {e.zone for e in on_day[day]})
            if minutes > room:
                yield FullDay(day, sorted(on_day[day], key=lambda entry: entry.id), minutes, room)
