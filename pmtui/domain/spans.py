"""Stretches of time, and how long one that is logged may be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from pmtui.domain.duration_words import measured_duration
from pmtui.errors import PmtuiError

MAX_ENTRY_MINUTES = 720
_MINUTE = timedelta(minutes=1)


class Span(NamedTuple):
    """A stretch of time between two UTC instants, end not included."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes between the instants."""
        return int((self.end - self.start) / _MINUTE)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share any time."""
        return self.start < other.end and other.start < self.end

    def without(self, others: Iterable[Span]) -> list[Span]:
        """Return what is left of this span outside ``others``, in order, each at least a minute."""
        left: list[Span] = []
        start = self.start
        for other in sorted(o for o in others if o.overlaps(self)):
            left.append(Span(start, max(start, other.start)))
            start = max(start, other.end)
        left.append(Span(start, max(start, self.end)))
        return [piece for piece in left if piece.minutes >= 1]


def check_span(span: Span) -> Span:
    """Return ``span`` if an entry may have it.

    Raises:
        PmtuiError: ``E_ZERO`` when the end is not after the start, ``E_TOO_LONG`` when more than 12 h apart.

    Source: method, invariant on entries.
    """
    if span.minutes < 1:
        raise PmtuiError("E_ZERO", "the end must be after the start", "change one of the two", field="end")
    if span.end - span.start > MAX_ENTRY_MINUTES * _MINUTE:
        raise _too_long(span.minutes, "end")
    return span


def check_minutes(minutes: int) -> int:
    """Return ``minutes`` if an entry may have them.

    Raises:
        PmtuiError: ``E_TOO_LONG`` when more than 12 h.
    """
    if minutes > MAX_ENTRY_MINUTES:
        raise _too_long(minutes, "minutes")
    return minutes


def _too_long(minutes: int, field: str) -> PmtuiError:
    return PmtuiError(
        "E_TOO_LONG",
        f"one entry holds at most 12 hours, this has {measured_duration(minutes)}",
        "split it into two entries",
        field=field,
    )
