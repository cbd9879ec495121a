"""What a line of quick entry would overlap, in words."""

from __future__ import annotations

from pmtui.data.time_log import entries_near
from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import named_with_clock
from pmtui.domain.quick_entry import QuickEntry
from pmtui.usecases.session import Session


def overlap_words(session: Session, parsed: QuickEntry) -> list[str]:
    """Return ``t3 19:00–20:00`` for each stored entry that shares time with ``parsed``, in the order of its refs."""
    if not parsed.overlaps:
        return []
    home = session.zone()
    near: dict[str, TimeEntry] = {
        entry.ref: entry for entry in entries_near(session.store, parsed.date, parsed.date)
    }
    return [named_with_clock(near[ref], parsed.date, home) for ref in parsed.overlaps if ref in near]
