"""The report on time as a JSON object."""

from __future__ import annotations

from typing import Any

from pmtui.domain.running import Running
from pmtui.domain.shares import Group, TimeSummary, overlapping
from pmtui.reports.entry_json import instant_text


def time_json(summary: TimeSummary, groups: list[Group]) -> dict[str, Any]:
    """Return the report on time as an object; shares are null under 5 logged hours.

    ``overlapping`` tells whether the groups add up to more than the total.
    """
    return {
        "from": summary.first.isoformat(),
        "to": summary.last.isoformat(),
        "minutes": {mode.value: minutes for mode, minutes in summary.minutes.items()},
        "shares": {mode.value: share for mode, share in summary.shares.items()},
        "total_minutes": summary.total,
        "working_minutes": summary.working,
        "coverage": summary.coverage,
        "thin_data": summary.thin_data,
        "groups": [{"key": g.key, "minutes": g.minutes, "share": g.share} for g in groups],
        "overlapping": overlapping(groups, summary),
        "alignment": summary.alignment,
        "drift": summary.drift,
        "running": _running_json(summary.running),
    }


def _running_json(running: Running | None) -> dict[str, Any] | None:
    """Return the part of the running timer that is counted: its minutes are those within the period."""
    if running is None:
        return None
    timer = running.timer
    return {
        "mode": timer.mode.value,
        "text": timer.text,
        "start": instant_text(timer.start, timer.zone),
        "minutes": running.minutes,
    }
