"""Look back: the time of a period in numbers."""

from __future__ import annotations

from datetime import date, timedelta

from pmtui.data.time_log import load_timer, tally_between
from pmtui.domain.running import running_entry, running_within, with_running
from pmtui.domain.shares import Frame, Group, TimeSummary, day_parts, grouped, summarise, tally_of
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session


def time_report(
    session: Session,
    first: date | None = None,
    last: date | None = None,
    by: str | None = None,
    frame: Frame | None = None,
) -> tuple[TimeSummary, list[Group]]:
    """Return the numbers of a period, both dates included, by default the week of today; a running timer counts.

    Args:
        session: Store and clock.
        first: First local date.
        last: Last local date.
        by: What to group the minutes by, one of :data:`~pmtui.domain.shares.GROUPINGS`.
        frame: The hours of work and what is being worked on; None: read here.

    Raises:
        PmtuiError: ``E_DATES`` when the period goes backwards.
    """
    frame = frame or session.time_frame()
    today = session.today()
    week_first, week_last = frame.working_time.week_of(first or last or today)
    start = first or (week_first if last is None else min(week_first, last))
    end = last or (week_last if first is None else max(today, start))
    if end < start:
        raise PmtuiError(
            "E_DATES", f"{end.isoformat()} is before {start.isoformat()}", "swap --from and --to", field="to"
        )
    timer = load_timer(session.store)
    so_far = running_entry(timer, session.now())
    running = running_within(so_far, timer, start, end)
    if not by:
        tally = tally_between(session.store, start, end)
        tally_of(day_parts(with_running((), so_far), start, end), tally)
        return summarise(tally, frame, start, end, today, running), []
    # A day more in front: an entry begun the day before may reach over midnight.
    entries = session.entries(max(start, date.min + timedelta(days=1)) - timedelta(days=1), end)
    parts = list(day_parts(with_running(entries, so_far), start, end))
    return summarise(tally_of(parts), frame, start, end, today, running), grouped(parts, by, frame)
