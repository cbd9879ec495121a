"""What a report on time needs of the strategy file, read without building its models where nobody edited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pmtui.data.document import Reader
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.domain.calendar import Calendar
from pmtui.domain.kinds import Kind
from pmtui.domain.plan_outline import PARENT_FIELDS, Bone, PlanOutline
from pmtui.domain.states import first_state
from pmtui.domain.working_time import WEEK_STARTS, WorkingTime

_NO_PLAN = (Kind.WORKSPACE, Kind.TIMER, Kind.ENTRY)


class TimeFrame(NamedTuple):
    """The hours of work, and what is being worked on.

    Attributes:
        quarter_start_month: Month, 1–12, in which the first quarter starts.
    """

    working_time: WorkingTime
    outline: PlanOutline
    quarter_start_month: int = 1

    def calendar(self, today: date) -> Calendar:
        """Return what reading a period on ``today`` depends on."""
        return Calendar(today, self.working_time.first_weekday, self.quarter_start_month)


def load_time_frame(reader: Reader) -> TimeFrame:
    """Return what the strategy file says about time.

    Raises:
        StoreError: It is damaged or cannot be read.
    """
    settings = reader.look(STRATEGY_FILE, TABLES[Kind.WORKSPACE])
    if not settings.checked:
        from pmtui.data.plans import load_plan  # its models tell what is wrong

        plan = load_plan(reader)
        return TimeFrame(plan.working_time, plan.outline, plan.workspace.quarter_start_month)
    stored = next(iter(settings.documents), {})
    return TimeFrame(
        _working_time(stored), PlanOutline(dict(_bones(reader))), stored.get("quarter_start_month", 1)
    )


def _working_time(settings: Mapping[str, Any]) -> WorkingTime:
    default = WorkingTime()
    return WorkingTime(
        tuple(settings.get("working_minutes", default.minutes)),
        tuple(map(date.fromisoformat, settings.get("holidays", ()))),
        WEEK_STARTS[settings["week_start"]] if "week_start" in settings else default.first_weekday,
        float(settings.get("max_firefight", default.max_firefight)),
        float(settings.get("min_strategic", default.min_strategic)),
    )


def _bones(reader: Reader) -> Iterator[tuple[str, Bone]]:
    filled = reader.tables(STRATEGY_FILE)
    for kind in (kind for kind, table in TABLES.items() if kind not in _NO_PLAN and table in filled):
        for raw in reader.peek(STRATEGY_FILE, TABLES[kind]):
            share = raw.get("intended_share")
            yield (
                raw["ref"],
                Bone(
                    kind,
                    raw.get("state") or first_state(kind),
                    raw.get("archived_at") is not None,
                    raw.get("key_result") or raw.get(PARENT_FIELDS.get(kind, "")),
                    None if share is None else float(share),
                ),
            )
