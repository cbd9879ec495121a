"""The report on time as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmtui.domain.duration_words import duration_text, so_far_text
from pmtui.domain.entries import Timer
from pmtui.domain.modes import Mode
from pmtui.domain.share_words import share_text
from pmtui.domain.shares import MIN_MINUTES_FOR_SHARES, Group, TimeSummary, overlapping
from pmtui.domain.working_time import WorkingTime
from pmtui.reports.text_width import padded

_BAR_WIDTH = 20


def time_lines(summary: TimeSummary, groups: Sequence[Group], working_time: WorkingTime) -> Iterator[str]:
    """Yield totals by mode with shares, the goals beside them, coverage, then the groups."""
    total = f"{duration_text(summary.total)} logged"
    if summary.running is not None:
        total = f"{so_far_text(summary.total, summary.running.minutes)}{_about(summary.running.timer)}"
    yield f"{summary.first.isoformat()} to {summary.last.isoformat()}: {total}"
    if not summary.total:
        yield "nothing is logged in this period; try: pmtui log 45m fire what happened"
        return
    goals = {
        Mode.FIREFIGHT: f"goal ≤ {share_text(working_time.max_firefight)}",
        Mode.STRATEGIC: f"goal ≥ {share_text(working_time.min_strategic)}",
    }
    for mode, minutes in summary.minutes.items():
        share = summary.shares[mode]
        goal = f"  {goals[mode]}" if mode in goals and share is not None else ""
        yield f"  {mode:<10} {duration_text(minutes):>7} {share_text(share):>6}{goal}"
    if summary.total < MIN_MINUTES_FOR_SHARES:
        yield f"  shares appear from {MIN_MINUTES_FOR_SHARES // 60} logged hours on"
    yield _coverage_line(summary)
    if summary.alignment is not None:
        yield f"  alignment {share_text(summary.alignment)} of the time is linked to active strategy items"
    if summary.drift is not None:
        yield f"  drift {share_text(summary.drift)} away from the intended shares of time"
    longest = max((group.minutes for group in groups), default=1)
    for group in groups:
        bar = "█" * max(1, round(group.minutes / longest * _BAR_WIDTH))
        yield f"  {padded(group.key, 20)} {duration_text(group.minutes):>7} {share_text(group.share):>6} {bar}"
    if overlapping(groups, summary):
        more = duration_text(sum(group.minutes for group in groups))
        yield f"  these overlap: an entry with several stands in each, so they add up to {more}"


def _about(timer: Timer) -> str:
    return f" ({timer.mode}{f': {timer.text}' if timer.text else ''})"


def _coverage_line(summary: TimeSummary) -> str:
    thin = ", thin data" if summary.thin_data else ""
    of = f" of {duration_text(summary.working)} working hours" if summary.working else ""
    return f"  coverage {share_text(summary.coverage)}{of}{thin}"
