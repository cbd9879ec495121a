"""The workspace: whose product this is, its zone, its week, its goals for time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from pmtui.domain.documents import DocumentId, Kind, Ref
from pmtui.domain.models import Line, Model, Note, Value
from pmtui.domain.numbers import Share
from pmtui.domain.zones import check_zone

WORKSPACE_ID = DocumentId("workspace")
WORKSPACE_REF = Ref("workspace")
DAY_MINUTES = 1440
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WeekStart(StrEnum):
    """The first day of the week."""

    MONDAY = "monday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def weekday(self) -> int:
        """The day as Python counts, Monday 0."""
        return {"monday": 0, "saturday": 5, "sunday": 6}[self.value]


class MutedLint(Value):
    """A lint that is not shown for a while.

    Attributes:
        until: Last day on which it stays hidden.
    """

    code: Line
    lint_ref: Line
    until: date
    reason: Note


_DayMinutes = Annotated[int, Field(ge=0, le=DAY_MINUTES)]


class Workspace(Model):
    """Settings of the product that belong to the data rather than to the screen.

    Attributes:
        zone: IANA name; empty: the system's.
        working_minutes: Minutes of work on each weekday, Monday first.
        max_firefight: The most firefighting wanted, share of logged time.
        min_strategic: The least strategic work wanted, share of logged time.
    """

    kind: ClassVar[Kind] = Kind.WORKSPACE
    title_field: ClassVar[str] = "name"

    name: Line = ""
    product: Line = ""
    zone: Annotated[str, AfterValidator(check_zone)] = ""
    week_start: WeekStart = WeekStart.MONDAY
    quarter_start_month: Annotated[int, Field(ge=1, le=12)] = 1
    working_minutes: Annotated[tuple[_DayMinutes, ...], Field(min_length=7, max_length=7)] = (
        480,
        480,
        480,
        480,
        480,
        0,
        0,
    )
    holidays: tuple[date, ...] = ()
    max_firefight: Share = Decimal("0.30")
    min_strategic: Share = Decimal("0.40")
    new_contacts_per_month: Annotated[int, Field(ge=0, le=1000)] = 2
    score_scale: Line = "0.0-1.0"
    muted: tuple[MutedLint, ...] = ()

    def minutes_on(self, day: date) -> int:
        """Return the working minutes of ``day``, 0 on holidays."""
        return 0 if day in self.holidays else self.working_minutes[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        """Tell whether ``day`` has working minutes."""
        return self.minutes_on(day) > 0

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``; the next day when a year has none."""
        for ahead in range(1, 367):
            candidate = day + timedelta(days=ahead)
            if self.is_working_day(candidate):
                return candidate
        return day + timedelta(days=1)

    def week_of(self, day: date) -> tuple[date, date]:
        """Return the first and last day of the week that holds ``day``, cut at the ends of the calendar."""
        into = (day.weekday() - self.week_start.weekday) % 7
        return date.fromordinal(max(1, day.toordinal() - into)), day + min(
            timedelta(days=6 - into), date.max - day
        )
