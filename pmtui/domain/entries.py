"""Time entries and the timer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar

from pmtui.domain.documents import DocumentId, Kind, Ref
from pmtui.domain.recorded import REQUIRED, Field, Recorded, moment
from pmtui.domain.spans import Span, check_span
from pmtui.domain.stored_values import day, instant, text_that, whole
from pmtui.domain.text import check_note
from pmtui.domain.zones import find_zone

TIMER_ID = DocumentId("timer")
TIMER_REF = Ref("timer")
_LONGEST_DAY = 1500
_LONGEST_NAME = 60
_MINUTE = timedelta(minutes=1)

LocalDate = date


class TimeEntry(Recorded):
    """Time spent: anchored (start and end) or unanchored (a local date and minutes only)."""

    __slots__ = ()

    kind = Kind.ENTRY
    fields: ClassVar[Mapping[str, Field]] = {
        **Recorded.fields,
        "start": (instant, None),
        "end": (instant, None),
        "date": (day, REQUIRED),
        "minutes": (whole(1, _LONGEST_DAY), REQUIRED),
        "review": (text_that(check_note), ""),
    }

    @property
    def start(self) -> datetime | None:
        """UTC instant, or None when unanchored."""
        return moment(self._stored.get("start"))

    @property
    def end(self) -> datetime | None:
        """UTC instant, or None when unanchored."""
        return moment(self._stored.get("end"))

    @property
    def date(self) -> LocalDate:
        """Local date of the start, in ``zone``."""
        return LocalDate.fromisoformat(self._stored["date"])

    @property
    def minutes(self) -> int:
        """Whole minutes; for anchored entries the difference of the instants."""
        return int(self._stored["minutes"])

    @property
    def review(self) -> str:
        """Why a person should look at it again; empty when there is nothing to look at."""
        return str(self._stored.get("review", ""))

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts entries by date and start."""
        stored = self._stored  # dates and instants have one form, in which they sort as text
        return stored["date"], stored.get("start") or stored["created_at"], stored["id"]

    @property
    def span(self) -> Span | None:
        """Start and end, or None when unanchored."""
        start, end = self.start, self.end
        return None if start is None or end is None else Span(start, end)

    @property
    def when(self) -> tuple[datetime | None, datetime | None, LocalDate, int]:
        """All that is about its time: start, end, date, minutes."""
        return self.start, self.end, self.date, self.minutes

    def anchored(self, span: Span) -> TimeEntry:
        """Return this entry moved to ``span``; date and minutes follow.

        Raises:
            PmtuiError: ``E_TOO_LONG`` or ``E_ZERO`` as :func:`check_span`.
        """
        check_span(span)
        local = span.start.astimezone(find_zone(self.zone)).date()
        return self.replace(start=span.start, end=span.end, date=local, minutes=span.minutes)

    def unanchored(self) -> TimeEntry:
        """Return this entry with its date and minutes only."""
        return self.replace(start=None, end=None)


class Timer(Recorded):
    """The one running timer."""

    __slots__ = ()

    kind = Kind.TIMER
    fields: ClassVar[Mapping[str, Field]] = {**Recorded.fields, "start": (instant, REQUIRED)}

    @property
    def start(self) -> datetime:
        """UTC instant it runs from."""
        return datetime.fromisoformat(self._stored["start"])

    def minutes_at(self, now: datetime) -> int:
        """Return the whole minutes it has run at ``now``, never below 0."""
        return max(0, int((now - self.start) / _MINUTE))


def named_entry(entry: TimeEntry) -> str:
    """Return what people know a time entry by, its words, and the ref to type: ``call acme (t6)``."""
    words = entry.text[:_LONGEST_NAME] + ("…" if len(entry.text) > _LONGEST_NAME else "")
    return f"{words or entry.mode} ({entry.ref})"
