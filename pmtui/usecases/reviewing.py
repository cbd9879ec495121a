"""One line on how things stand now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.check_in_state import CheckInStage, CheckInState, check_in_state
from pmtui.domain.entries import Timer
from pmtui.domain.plan import Plan
from pmtui.domain.progress import Reason, Status, standing_of
from pmtui.domain.running import running_entry, running_within, with_running
from pmtui.domain.shares import TimeSummary, day_parts, summarise, tally_of
from pmtui.domain.strategy import KeyResult, PlanState
from pmtui.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand right now, for one line.

    Attributes:
        timer: What runs, or None.
        timer_minutes: How long it has run.
        today_minutes: Minutes of today, those that run included.
        running_today: Minutes of today that run and are not logged yet.
        week: The week so far.
        verdicts: Number of active key results by status, and by why there is none.
        check_in: Where today's check-in stands.
    """

    timer: Timer | None
    timer_minutes: int
    today_minutes: int
    running_today: int
    week: TimeSummary
    verdicts: dict[tuple[Status, Reason | None], int]
    check_in: CheckInState

    @property
    def key_results(self) -> dict[Status, int]:
        """Number of active key results by status."""
        counts = dict.fromkeys(Status, 0)
        for (status, _), count in self.verdicts.items():
            counts[status] += count
        return counts

    @property
    def check_in_due(self) -> bool:
        """Whether an active target condition has no check-in today."""
        return self.check_in.stage is CheckInStage.DUE


def overview(session: Session) -> Overview:
    """Return how things stand right now."""
    plan = session.plan()
    today = session.today()
    first, last = plan.working_time.week_of(today)
    so_far = running_entry(plan.timer, session.now())
    entries = with_running(session.entries(first - timedelta(days=1), last), so_far)
    parts = list(day_parts(entries, first, last))
    running = running_within(so_far, plan.timer, today, today)
    return Overview(
        timer=plan.timer,
        timer_minutes=plan.timer.minutes_at(session.now()) if plan.timer else 0,
        today_minutes=sum(part.minutes for part in parts if part.day == today),
        running_today=running.minutes if running else 0,
        week=summarise(
            tally_of(parts), plan, first, last, today, running_within(so_far, plan.timer, first, last)
        ),
        verdicts=_by_verdict(plan, today),
        check_in=check_in_state(plan, today),
    )


def _by_verdict(plan: Plan, today: date) -> dict[tuple[Status, Reason | None], int]:
    counts: Counter[tuple[Status, Reason | None]] = Counter()
    for kr in plan.all(KeyResult):
        if kr.state is PlanState.ACTIVE:
            standing = standing_of(kr.metric, kr.readings, today)
            counts[standing.status, standing.reason] += 1
    return {
        key: counts[key] for key in sorted(counts, key=lambda key: (list(Status).index(key[0]), key[1] or ""))
    }
