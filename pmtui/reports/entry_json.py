"""Time entries and the timer as JSON objects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.recorded import Recorded
from pmtui.domain.zones import find_zone


def recorded_json(recorded: Recorded) -> dict[str, Any]:
    """Return every field of a time entry or timer; its instants carry the offset of its own zone."""
    fields = recorded.to_json()
    view: dict[str, Any] = {"ref": fields.pop("ref"), "id": fields.pop("id"), "kind": recorded.kind.value}
    tail = {name: fields.pop(name) for name in ("created_at", "updated_at", "archived_at")}
    if isinstance(recorded, TimeEntry):
        fields |= {
            "start": instant_text(recorded.start, recorded.zone),
            "end": instant_text(recorded.end, recorded.zone),
        }
    elif isinstance(recorded, Timer):
        fields["start"] = instant_text(recorded.start, recorded.zone)
    return view | fields | tail


def instant_text(moment: datetime | None, zone: str) -> str | None:
    """Return an instant as ISO 8601 to the minute, with the offset of ``zone`` at that time."""
    return moment.astimezone(find_zone(zone)).isoformat(timespec="minutes") if moment else None
