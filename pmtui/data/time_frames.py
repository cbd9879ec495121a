"""What a report on time needs of the strategy file, read without building its models where nobody edited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from pmtui.data.document import Reader
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.domain.calendar import Calendar
from pmtui.domain.kinds import Kind
from pmtui.domain.plan_outline import PARENT_FIELDS, Bone, PlanOutline, key_of
from pmtui.domain.states import first_state
from pmtui.domain.working_time import DEFAULT_MINUTES, WEEK_STARTS, WorkingTime

_DAY_MINUTES = 1440
_MONTHS = 12
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
    if settings.checked:
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            stored = next(iter(settings.documents), {})
            bones: dict[str, Bone] = {}
            for ref, id, bone in _bones(reader):
                bones[key_of(ref, id, bones)] = bone
            outline = PlanOutline(bones)
            frame = TimeFrame(_working_time(stored), outline, stored.get("quarter_start_month", 1))
            if _is_sound(frame):
                return frame
    from pmtui.data.plans import load_plan  # its models tell what is wrong

    plan = load_plan(reader)
    return TimeFrame(plan.working_time, plan.outline, plan.workspace.quarter_start_month)


def _is_sound(frame: TimeFrame) -> bool:
    """Whether everything is of its type: somebody else may have written the file and its checksum."""
    hours = frame.working_time
    return (
        len(hours.minutes) == len(DEFAULT_MINUTES)
        and all(type(minutes) is int and 0 <= minutes <= _DAY_MINUTES for minutes in hours.minutes)
        and 0 <= hours.max_firefight <= 1
        and 0 <= hours.min_strategic <= 1
        and type(frame.quarter_start_month) is int
        and 1 <= frame.quarter_start_month <= _MONTHS
        and all(map(_is_sound_bone, frame.outline.bones.values()))
    )


def _is_sound_bone(bone: Bone) -> bool:
    texts: list[Any] = [bone.state, bone.above or ""]
    share = bone.intended_share
    return all(type(text) is str for text in texts) and (share is None or 0 <= share <= 1)


def _working_time(settings: Mapping[str, Any]) -> WorkingTime:
    default = WorkingTime()
    return WorkingTime(
        tuple(settings.get("working_minutes", default.minutes)),
        tuple(map(date.fromisoformat, settings.get("holidays", ()))),
        WEEK_STARTS[settings["week_start"]] if "week_start" in settings else default.first_weekday,
        float(settings.get("max_firefight", default.max_firefight)),
        float(settings.get("min_strategic", default.min_strategic)),
    )


def _bones(reader: Reader) -> Iterator[tuple[str, str, Bone]]:
    filled = reader.tables(STRATEGY_FILE)
    for kind in (kind for kind, table in TABLES.items() if kind not in _NO_PLAN and table in filled):
        for raw in reader.peek(STRATEGY_FILE, TABLES[kind]):
            share = raw.get("intended_share") if kind is Kind.OBJECTIVE else None
            above = raw.get("key_result") if kind is Kind.TARGET else None
            yield (
                raw["ref"],
                raw["id"],
                Bone(
                    kind,
                    raw.get("state") or first_state(kind),
                    raw.get("archived_at") is not None,
                    above or raw.get(PARENT_FIELDS.get(kind, "")),
                    None if share is None else float(share),
                ),
            )
