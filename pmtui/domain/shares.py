"""Where the hours went: minutes and shares by mode, coverage, alignment, drift.

Source: method, formulas "Firefighting share", "Alignment", "Drift".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.domain.plan_outline import PlanOutline
from pmtui.domain.running import Running
from pmtui.domain.tally import Tally, add_minutes
from pmtui.domain.timelog import minutes_by_day
from pmtui.domain.working_time import WorkingTime

MIN_MINUTES_FOR_SHARES = 300
THIN_COVERAGE = 0.60
NO_KEY = "none"


class Frame(Protocol):
    """What reports on time need of a plan; a :class:`~pmtui.domain.plan.Plan` is one."""

    @property
    def working_time(self) -> WorkingTime:
        """The hours of work, and how they should be split."""
        ...

    @property
    def outline(self) -> PlanOutline:
        """Which refs there are, in which state, and what belongs to what."""
        ...


class DayPart(NamedTuple):
    """The part of an entry that lies on one local date.

    Attributes:
        minutes: Whole minutes, above 0.
    """

    entry: TimeEntry
    day: date
    minutes: int


class Group(NamedTuple):
    """Minutes under one key, and their share of all minutes, 0–1.

    An entry with several parties counts under each, so shares by party may add up to more than 1.
    """

    key: str
    minutes: int
    share: float


class TimeSummary(NamedTuple):
    """The time log of a period in numbers.

    Attributes:
        first: First local date.
        last: Last local date.
        minutes: Minutes by mode, every mode present.
        total: All logged minutes.
        working: Working minutes of the period up to today.
        alignment: Share of minutes linked to active strategy items, 0–1; None when nothing is logged.
        drift: Half the sum of |actual − intended share| over objectives; None without intended shares or linked time.
        running: The part of the running timer that is counted among the minutes; None when none is.
    """

    first: date
    last: date
    minutes: Mapping[Mode, int]
    total: int
    working: int
    alignment: float | None
    drift: float | None
    running: Running | None = None

    @property
    def shares(self) -> Mapping[Mode, float | None]:
        """Share of logged minutes by mode, 0–1; all None under 5 logged hours."""
        enough = self.total >= MIN_MINUTES_FOR_SHARES
        return {mode: minutes / self.total if enough else None for mode, minutes in self.minutes.items()}

    @property
    def coverage(self) -> float | None:
        """Logged by working minutes, may exceed 1; None when the period has no working minutes yet."""
        return self.total / self.working if self.working else None

    @property
    def thin_data(self) -> bool:
        """Whether too little is logged to believe the shares: under 60 % coverage."""
        return self.coverage is not None and self.coverage < THIN_COVERAGE


def day_parts(entries: Iterable[TimeEntry], first: date, last: date) -> Iterator[DayPart]:
    """Yield the parts of ``entries`` that lie within the two dates, split at local midnight."""
    for entry in entries:
        for day, minutes in minutes_by_day(entry).items():
            if first <= day <= last:
                yield DayPart(entry, day, minutes)


def tally_of(parts: Iterable[DayPart], tally: Tally | None = None) -> Tally:
    """Return the minutes of ``parts`` by mode and links, added to ``tally`` where one is given."""
    tally = {} if tally is None else tally
    for entry, _, minutes in parts:
        add_minutes(tally, entry.mode.value, entry.links, minutes)
    return tally


def summarise(
    tally: Tally, frame: Frame, first: date, last: date, today: date, running: Running | None = None
) -> TimeSummary:
    """Return the numbers of the period ``first`` to ``last``, both included, whose minutes are ``tally``.

    The minutes of ``running`` are in the tally already.
    """
    minutes = dict.fromkeys(Mode, 0)
    aligned = 0
    for (mode, links), spent in tally.items():
        minutes[Mode(mode)] += spent
        if any(frame.outline.is_active(ref) for ref in links):
            aligned += spent
    total = sum(minutes.values())
    return TimeSummary(
        first=first,
        last=last,
        minutes=minutes,
        total=total,
        working=frame.working_time.minutes_between(first, min(last, today)),
        alignment=aligned / total if total else None,
        drift=drift(objective_minutes(tally, frame), frame),
        running=running,
    )


def objective_minutes(tally: Tally, frame: Frame) -> dict[str, int]:
    """Return minutes by the ref of the objective that the primary link counts towards."""
    totals: dict[str, int] = {}
    for (_, links), minutes in tally.items():
        objective = frame.outline.objective_of(links[0]) if links else None
        if objective is not None:
            totals[objective] = totals.get(objective, 0) + minutes
    return totals


def drift(actual: Mapping[str, int], frame: Frame) -> float | None:
    """Return ½·Σ|actual share − intended share| over objectives, 0–1.

    Actual shares are of the minutes that count towards any objective.
    """
    intended = frame.outline.intended_shares
    total = sum(actual.values())
    if not intended or not total:
        return None
    refs = intended.keys() | actual.keys()
    return sum(abs(actual.get(ref, 0) / total - intended.get(ref, 0.0)) for ref in refs) / 2


def grouped(parts: Sequence[DayPart], by: str, frame: Frame) -> list[Group]:
    """Return minutes grouped by mode, cause, party, activity, objective, day or week.

    Days and weeks come in order of time, the rest with the most minutes first.
    """
    keys = GROUPINGS[by](frame)
    totals: dict[str, int] = {}
    for part in parts:
        for key in keys(part):
            totals[key] = totals.get(key, 0) + part.minutes
    all_minutes = sum(part.minutes for part in parts)
    groups = [Group(key, minutes, minutes / all_minutes) for key, minutes in totals.items()]
    if by in ("day", "week"):
        return sorted(groups, key=lambda group: group.key)
    return sorted(groups, key=lambda group: (-group.minutes, group.key))


def overlapping(groups: Sequence[Group], summary: TimeSummary) -> bool:
    """Tell whether the groups add up to more than there is: an entry with several parties stands in each."""
    return sum(group.minutes for group in groups) > summary.total


_Keys = Callable[[DayPart], Sequence[str]]


def _objective_keys(frame: Frame) -> _Keys:
    def keys(part: DayPart) -> Sequence[str]:
        primary = part.entry.links[0] if part.entry.links else None
        return ((frame.outline.objective_of(primary) if primary else None) or NO_KEY,)

    return keys


def _week_key(frame: Frame) -> _Keys:
    def keys(part: DayPart) -> Sequence[str]:
        return (str(frame.working_time.week_name(part.day)),)

    return keys


GROUPINGS: Mapping[str, Callable[[Frame], _Keys]] = {
    "mode": lambda frame: lambda part: (part.entry.mode.value,),
    "cause": lambda frame: lambda part: (part.entry.cause.value if part.entry.cause else NO_KEY,),
    "party": lambda frame: lambda part: part.entry.parties or (NO_KEY,),
    "activity": lambda frame: lambda part: (part.entry.activity.value if part.entry.activity else NO_KEY,),
    "objective": _objective_keys,
    "day": lambda frame: lambda part: (part.day.isoformat(),),
    "week": _week_key,
}
