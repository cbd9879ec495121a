"""The workspace: whose product this is, its zone, its week, its goals for time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import DocumentId, Kind, Ref
from pmtui.domain.models import Line, Model, Note, Value
from pmtui.domain.numbers import DecimalMark, Share
from pmtui.domain.working_time import (
    DEFAULT_MAX_FIREFIGHT,
    DEFAULT_MIN_STRATEGIC,
    DEFAULT_MINUTES,
    WEEK_STARTS,
    WorkingTime,
)
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
        return WEEK_STARTS[self.value]


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
        decimal_mark: What stands before the decimals of a number that is typed; None: not said.
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
    working_minutes: Annotated[tuple[_DayMinutes, ...], Field(min_length=7, max_length=7)] = DEFAULT_MINUTES
    holidays: tuple[date, ...] = ()
    max_firefight: Share = Decimal(DEFAULT_MAX_FIREFIGHT)
    min_strategic: Share = Decimal(DEFAULT_MIN_STRATEGIC)
    new_contacts_per_month: Annotated[int, Field(ge=0, le=1000)] = 2
    decimal_mark: DecimalMark | None = None
    score_scale: Line = "0.0-1.0"
    muted: tuple[MutedLint, ...] = ()

    def calendar(self, today: date) -> Calendar:
        """Return what reading a date or a number on ``today`` depends on."""
        return Calendar(today, self.week_start.weekday, self.quarter_start_month, self.decimal_mark)

    @property
    def working_time(self) -> WorkingTime:
        """The hours of work, and how they should be split."""
        return WorkingTime(
            self.working_minutes,
            self.holidays,
            self.week_start.weekday,
            float(self.max_firefight),
            float(self.min_strategic),
        )
