"""Read what the cockpit shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pmtui.data.tables import TIME_FOLDER
from pmtui.data.time_log import MonthTallies
from pmtui.domain.board import Board
from pmtui.domain.fires import WINDOW_DAYS, RecurringFire, recurring_fire
from pmtui.domain.own_clock import DAYS_AHEAD
from pmtui.domain.plan import Plan
from pmtui.domain.running import running_entry, with_running
from pmtui.domain.shares import day_parts, objective_minutes, tally_of
from pmtui.usecases.session import Session


def load_board(session: Session, day: date | None = None) -> Board:
    """Return the moment as stored now.

    Args:
        session: Store and clock.
        day: The day whose entries are listed; None: today.

    Raises:
        StoreError: when the store cannot be read.
    """
    plan = session.plan()
    zone = session.zone()
    now = session.now()
    today = now.astimezone(zone).date()
    first, _ = plan.working_time.week_of(today)
    shown = day or today
    # A day more in front: an entry begun the day before may reach over midnight into the week. Days more
    # behind: where it was recorded a later day had begun already.
    entries = session.entries(first - timedelta(days=1), today + DAYS_AHEAD)
    if shown < first:
        entries = session.entries(shown, shown) + [entry for entry in entries if entry.date != shown]
    empty = not plan.documents and plan.timer is None and not entries and not session.store.files(TIME_FOLDER)
    return Board(plan, now, zone, today, tuple(entries), shown, is_empty=empty)


def sum_minutes(session: Session, plan: Plan, tallies: MonthTallies) -> Iterator[dict[str, int]]:
    """Yield all minutes by objective, those that run first, then logged ones month by month, the newest month first.

    An entry counts towards the objective of its primary link. ``tallies`` spares months that were summed before.

    Raises:
        StoreError: A month is damaged or cannot be read.
    """
    so_far = with_running((), running_entry(plan.timer, session.now()))
    minutes = objective_minutes(tally_of(day_parts(so_far, date.min, date.max)), plan)
    for file in reversed(session.store.files(TIME_FOLDER)):
        for owner, spent in objective_minutes(tallies.of(session.store, file), plan).items():
            minutes[owner] = minutes.get(owner, 0) + spent
        yield minutes


def find_fire(session: Session, today: date) -> RecurringFire | None:
    """Return the fire that came back most often in the four weeks up to ``today``, if any did.

    Raises:
        StoreError: when the store cannot be read.
    """
    return recurring_fire(session.entries(today - timedelta(days=WINDOW_DAYS), today), today)
