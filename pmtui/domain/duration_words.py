"""How durations are written: in tables, in sentences, and as they are typed; all in whole minutes."""

from __future__ import annotations


def duration_text(minutes: int) -> str:
    """Return ``1:05``, as tables and totals have it."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}"


def so_far_text(minutes: int, running: int) -> str:
    """Return ``2:10``, or ``2:10, 0:24 of it running``."""
    total = duration_text(minutes)
    return f"{total}, {duration_text(running)} of it running" if running else total


def duration_words(minutes: int) -> str:
    """Return ``45 min``, ``1 h 30`` or ``3 h``, as fields echo a duration that was typed."""
    return measured_duration(minutes).removesuffix(" 00")


def measured_duration(minutes: int) -> str:
    """Return ``45 min``, ``1 h 30`` or ``3 h 00``, as sentences tell how long something took, to the minute."""
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest:02}" if hours else f"{rest} min"


def typed_duration(minutes: int) -> str:
    """Return ``45m``, ``2h`` or ``1h30m``, as quick entry and fields read it."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest}m" if hours and rest else f"{hours}h" if hours else f"{rest}m"
