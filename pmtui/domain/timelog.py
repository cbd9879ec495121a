"""The time log: entries, the timer, and the rules that keep a day a day.

Instants are UTC; an entry keeps the zone it was recorded in, so its day never moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from pmtui.domain.activities import Activity, Cause, Mode
from pmtui.domain.documents import Document, DocumentId, Instant, Kind, Ref
from pmtui.domain.text import Line, Note
from pmtui.domain.zones import check_zone, find_zone
from pmtui.errors import PmtuiError

MAX_ENTRY_MINUTES = 720
FIRST_YEAR = 1980
TIMER_ID = DocumentId("timer")
TIMER_REF = Ref("timer")
_MINUTE = timedelta(minutes=1)

LocalDate = date
ZoneName = Annotated[str, AfterValidator(check_zone)]


class Recorded(Document):
    """What a time entry and a running timer have in common.

    Attributes:
        zone: IANA name of the zone it was recorded in.
        links: Refs it is about; the first is the primary one.
        parties: Who it was for or with.
    """

    title_field: ClassVar[str] = "text"

    zone: ZoneName
    mode: Mode = Mode.UNSORTED
    text: Line = ""
    links: tuple[Ref, ...] = ()
    parties: tuple[Line, ...] = ()
    tags: tuple[Line, ...] = ()
    activity: Activity | None = None
    cause: Cause | None = None


class TimeEntry(Recorded):
    """Time spent: anchored (start and end) or unanchored (a local date and minutes only).

    Attributes:
        start: UTC instant, or None when unanchored.
        end: UTC instant, or None when unanchored.
        date: Local date of the start, in ``zone``.
        minutes: Whole minutes; for anchored entries the difference of the instants.
        review: Why a person should look at it again; empty when there is nothing to look at.
    """

    kind: ClassVar[Kind] = Kind.ENTRY

    start: Instant | None = None
    end: Instant | None = None
    date: LocalDate
    minutes: Annotated[int, Field(gt=0, le=1500)]
    review: Note = ""

    @property
    def span(self) -> Span | None:
        """Start and end, or None when unanchored."""
        if self.start is None or self.end is None:
            return None
        return Span(self.start, self.end)

    def anchored(self, span: Span) -> TimeEntry:
        """Return this entry moved to ``span``; date and minutes follow.

        Raises:
            PmtuiError: ``E_TOO_LONG`` or ``E_ZERO`` as :func:`check_span`.
        """
        check_span(span)
        day = span.start.astimezone(find_zone(self.zone)).date()
        return self.replace(start=span.start, end=span.end, date=day, minutes=span.minutes)

    def unanchored(self) -> TimeEntry:
        """Return this entry with its date and minutes only."""
        return self.replace(start=None, end=None)


class Timer(Recorded):
    """The one running timer.

    Attributes:
        start: UTC instant it runs from.
    """

    kind: ClassVar[Kind] = Kind.TIMER

    start: Instant

    def minutes_at(self, now: datetime) -> int:
        """Return the whole minutes it has run at ``now``, never below 0."""
        return max(0, int((now - self.start) / _MINUTE))


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
    hours, rest = divmod(minutes, 60)
    return PmtuiError(
        "E_TOO_LONG",
        f"one entry holds at most 12 hours, this has {hours} h {rest:02}",
        "split it into two entries",
        field=field,
    )


def day_bounds(day: date, zone: ZoneInfo) -> Span:
    """Return the UTC instants of local midnight at the start and the end of ``day``."""
    start, end = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return Span(start, end)


def minutes_by_day(entry: TimeEntry) -> dict[date, int]:
    """Return the entry's minutes per local date, split at local midnight of its own zone."""
    span = entry.span
    if span is None:
        return {entry.date: entry.minutes}
    zone = find_zone(entry.zone)
    if span.end.astimezone(zone).date() == entry.date:
        return {entry.date: entry.minutes}
    days: dict[date, int] = {}
    day = entry.date
    while True:
        bounds = day_bounds(day, zone)
        part = Span(max(span.start, bounds.start), min(span.end, bounds.end))
        if part.minutes > 0:
            days[day] = part.minutes
        if bounds.end >= span.end:
            return days
        day += timedelta(days=1)


def minutes_on(entries: Iterable[TimeEntry], day: date) -> int:
    """Return the minutes that ``entries`` put on local date ``day``."""
    return sum(minutes_by_day(entry).get(day, 0) for entry in entries)


def check_day(entry: TimeEntry, others: Sequence[TimeEntry]) -> None:
    """Refuse an entry that would put more minutes on a local day than it has.

    Args:
        entry: The entry to store.
        others: The stored entries of the days around it, without itself.

    Raises:
        PmtuiError: ``E_DAY_FULL``.

    Source: method, invariant "one local day never holds more minutes than it has".
    """
    zone = find_zone(entry.zone)
    for day, minutes in minutes_by_day(entry).items():
        room = day_bounds(day, zone).minutes
        taken = minutes_on(others, day)
        if taken + minutes > room:
            raise PmtuiError(
                "E_DAY_FULL",
                f"{day.isoformat()} has {room:,} minutes; {taken:,} are logged and this would add {minutes:,}",
                f"log at most {max(0, room - taken)} minutes, or another day",
                field="minutes",
            )


def check_not_future(entry: TimeEntry, now: datetime) -> None:
    """Refuse an entry that ends after ``now``, or lies on a later local date or before there was anything to log.

    Raises:
        PmtuiError: ``E_FUTURE``; ``E_BAD_DATE`` before 1980, as in quick entry.
    """
    if entry.date.year < FIRST_YEAR:
        raise PmtuiError(
            "E_BAD_DATE", f"days before {FIRST_YEAR} cannot be logged", "check the year", field="date"
        )
    today = now.astimezone(find_zone(entry.zone)).date()
    if (entry.end is not None and entry.end > now) or entry.date > today:
        raise PmtuiError(
            "E_FUTURE",
            "the entry lies in the future",
            "log what has happened; end it now or earlier",
            field="end",
        )


def overlapping(entry: TimeEntry, others: Iterable[TimeEntry]) -> list[TimeEntry]:
    """Return those of ``others`` that share time with ``entry``, by start; unanchored ones never do."""
    span = entry.span
    if span is None:
        return []
    hits = [(other.span, other) for other in others if other.id != entry.id and other.span is not None]
    return [other for other_span, other in sorted(hits, key=lambda hit: hit[0]) if other_span.overlaps(span)]
