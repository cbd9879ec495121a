"""What the cockpit shows at one moment: the plan, the week's time, and the day it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmtui.domain.entries import TimeEntry
from pmtui.domain.fires import RecurringFire
from pmtui.domain.kata import CoachingCycle, Experiment, ExperimentState, TargetCondition
from pmtui.domain.own_clock import DAYS_AHEAD
from pmtui.domain.plan import Plan
from pmtui.domain.running import Running, running_entry, running_within, with_running
from pmtui.domain.shares import DayPart, TimeSummary, day_parts, summarise, tally_of
from pmtui.domain.zones import find_zone

_LONGEST_STREAK = 3660


@dataclass(frozen=True)
class Board:
    """One moment of the store, as the panes show it.

    Attributes:
        plan: Strategy, kata and the running timer.
        now: UTC instant.
        zone: The workspace's zone.
        today: Local date of ``now``.
        entries: Time entries from the week's first day on and those of ``day``, in order.
        day: The day whose entries are listed.
        minutes: All minutes ever logged, by ref of the objective they count towards; empty until summed up.
        fire: The fire that comes back most often; None when none does, and until it is looked for.
        is_empty: Whether the store holds nothing at all yet.
    """

    plan: Plan
    now: datetime
    zone: ZoneInfo
    today: date
    entries: tuple[TimeEntry, ...] = ()
    day: date = date.min
    minutes: Mapping[str, int] = field(default_factory=dict)
    fire: RecurringFire | None = None
    is_empty: bool = False

    def with_past(self, minutes: Mapping[str, int], fire: RecurringFire | None) -> Board:
        """Return this moment with what takes more than this week's log to tell."""
        return replace(self, minutes=minutes, fire=fire)

    @property
    def week(self) -> TimeSummary:
        """How this week's time was split so far."""
        first, last = self.plan.working_time.week_of(self.today)
        tally = tally_of(self.parts(first, last))
        return summarise(tally, self.plan, first, last, self.today, self.running(first, last))

    def parts(self, first: date, last: date) -> Iterator[DayPart]:
        """Yield what lies on the days ``first`` to ``last`` of all time shown, the running timer's included."""
        return day_parts(with_running(self.entries, self._so_far), first, last)

    def running(self, first: date, last: date) -> Running | None:
        """Return what of the running timer lies on the days ``first`` to ``last``."""
        return running_within(self._so_far, self.plan.timer, first, last)

    @property
    def _so_far(self) -> TimeEntry | None:
        return running_entry(self.plan.timer, self.now)

    @property
    def last_day(self) -> date:
        """Today, or the last day on which something was recorded in a zone that is ahead."""
        timer = self.plan.timer
        running = [timer.start.astimezone(find_zone(timer.zone)).date()] if timer is not None else []
        return max([self.today, *running, *(entry.date for entry in self.entries)])

    @property
    def of_day(self) -> list[TimeEntry]:
        """The entries of ``day``."""
        return [entry for entry in self.entries if entry.date == self.day]


def streak(plan: Plan, today: date) -> int:
    """Return the working days in a row with a check-in, up to today; today counts only once it is done.

    Days without working minutes neither count nor break the row. Who flew west has checked in on a day that has not
    begun yet where they are now: it counts.

    Source: method, formulas "Learning rate … streak".
    """
    checked = {cycle.date for cycle in plan.all(CoachingCycle)}
    latest = max((day for day in checked if day <= today + DAYS_AHEAD), default=today)
    days = 0
    for back in range(_LONGEST_STREAK):
        day = max(today, latest) - timedelta(days=back)
        if not plan.working_time.is_working_day(day):
            continue
        if day in checked:
            days += 1
        elif day < today:
            break
    return days


def last_learned(plan: Plan, target: TargetCondition) -> Experiment | None:
    """Return the experiment of ``target`` concluded last, with what it taught."""
    ended = [x for x in plan.experiments(target.ref) if x.state is ExperimentState.CONCLUDED and x.learned]
    return max(ended, key=lambda x: x.ended_on or date.min, default=None)
