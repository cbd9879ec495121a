"""One line on how things stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.entries import Timer
from pmtui.domain.plan import Plan
from pmtui.domain.progress import Status, standing_of
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
        key_results: Number of active key results by status.
        check_in_due: Whether an active target condition has no check-in today.
    """

    timer: Timer | None
    timer_minutes: int
    today_minutes: int
    running_today: int
    week: TimeSummary
    key_results: dict[Status, int]
    check_in_due: bool


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
        key_results=_by_status(plan, today),
        check_in_due=not all(plan.is_checked(target.ref, today) for target in plan.active_targets()),
    )


def _by_status(plan: Plan, today: date) -> dict[Status, int]:
    counts = dict.fromkeys(Status, 0)
    for kr in plan.all(KeyResult):
        if kr.state is PlanState.ACTIVE:
            counts[standing_of(kr.metric, kr.readings, today).status] += 1
    return counts
