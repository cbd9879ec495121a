"""The time words of a line, read one by one; what contradicts an earlier one is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.dates import WEEKDAYS, clipped, is_day_word, read_day
from pmtui.domain.quick_entry import clocks, durations
from pmtui.domain.quick_entry.moments import day_before, offsets_in_use
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from pmtui.domain.quick_entry.clocks import Clock
    from pmtui.domain.quick_entry.tokens import Token

EARLIEST = date(1980, 1, 1)
"""The first day that can be logged: before, zones had offsets of odd seconds."""


class Here(NamedTuple):
    """When and where the line is read.

    Attributes:
        now: The current minute in UTC.
        zone: The user's zone.
        since: Since when a timer runs, or None.
        first_weekday: The day on which a week starts, Monday 0.
    """

    now: datetime
    zone: ZoneInfo
    since: datetime | None = None
    first_weekday: int = 0

    @classmethod
    def at(cls, now: datetime, zone: ZoneInfo, since: datetime | None = None, first_weekday: int = 0) -> Here:
        """Return it for an aware instant, which is cut to its minute."""
        return cls(now.astimezone(UTC).replace(second=0, microsecond=0), zone, since, first_weekday)

    @property
    def local(self) -> datetime:
        """The current minute on the user's clock."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The user's local date."""
        return self.local.date()


class Duration(NamedTuple):
    """How long, in minutes, and where that stands in the line."""

    minutes: int
    span: tuple[int, int]


class Range(NamedTuple):
    """From when to when; without an end it lasts until now."""

    start: Clock
    end: Clock | None
    span: tuple[int, int]


class Day(NamedTuple):
    """On which local day, and where that stands in the line."""

    date: date
    span: tuple[int, int]


class TimeWords:
    """What the line says about time.

    Attributes:
        timer: Whether they are for the timer, which knows neither lengths nor ranges.
        stops: Whether a clock says when it ended.
        duration: How long, or None.
        clock: When it began, or None.
        until: When it ended, or None.
        range: From when to when, or None.
        day: The day, or None when none was named.
    """

    def __init__(self, timer: bool, stops: bool = False) -> None:
        """Start with nothing said."""
        self.timer = timer
        self.stops = stops
        self.duration: Duration | None = None
        self.clock: Clock | None = None
        self.until: Clock | None = None
        self.range: Range | None = None
        self.day: Day | None = None

    @property
    def anchor(self) -> Clock | None:
        """The clock at which it began, or else the one at which it ended; None when none was given."""
        return self.clock or (self.range.start if self.range else None) or self.until

    @property
    def complete(self) -> bool:
        """Whether they say how long it took."""
        return bool(self.duration or self.range or (self.clock and self.until))

    def add_duration(self, tokens: Sequence[Token]) -> None:
        """Add adjacent durations, which count together; a timer will refuse even well-written ones.

        Raises:
            PmtuiError: ``E_TWO_DURATIONS``, ``E_ZERO``, ``E_TOO_LONG``, or as :func:`durations.read_duration`.
        """
        span = (tokens[0].start, tokens[-1].end)
        for token in tokens:
            try:
                durations.read_duration(token.text)
            except PmtuiError as error:
                fix = None if self.timer else error.fix
                raise PmtuiError(error.code, error.message, fix, span=token.span) from None
        if self.duration:
            message = "there is a duration already; keep one of them, or put this one in quotes"
            raise PmtuiError("E_TWO_DURATIONS", message, span=span)
        minutes = sum(durations.read_duration(token.text) for token in tokens)
        if not minutes:
            raise PmtuiError("E_ZERO", durations.zero(tokens[0].text).message, span=span)
        if minutes > MAX_ENTRY_MINUTES:
            raise PmtuiError("E_TOO_LONG", "an entry lasts 12 h at most; split it into several", span=span)
        self.duration = Duration(minutes, span)

    def add_clocks(self, tokens: Sequence[Token]) -> None:
        """Add a clock; several side by side are refused, two with the range that they may be."""
        found = [
            clocks.read_clock(token.text, token.start, ends=self.stops or token is not tokens[0])
            for token in tokens
        ]
        if self.clock or self.range:
            raise self._two_clocks(tokens[0].span)
        if len(found) > 1:
            may_be_range = len(found) == 2 and found[1].offset is None and not (self.timer or self.until)
            fix = f"{found[0].text}-{found[1].text}" if may_be_range else None
            raise self._two_clocks((tokens[0].start, tokens[-1].end), fix)
        self.clock = found[0]

    def add_until(self, token: Token) -> None:
        """Add ``until`` and its clock."""
        text = token.text.split(None, 1)[-1]
        clock = clocks.read_clock(text, token.end - len(text), ends=True)
        if self.until or self.range:
            raise self._two_clocks(token.span)
        self.until = clock

    def add_range(self, token: Token, here: Here, *, no_range: bool) -> None:
        """Add a range, or the clock with an offset that it is where there can be no range.

        Raises:
            PmtuiError: ``E_TWO_RANGES``, ``E_TWO_CLOCKS``, or as :func:`clocks.split_range`.
        """
        offsets = offsets_in_use(here.now, here.zone)
        if no_range and clocks.offset_reading(token.text, offsets):
            self.add_clocks([token])
            return
        start, end = clocks.split_range(token.text, token.start, offsets)
        if self.range:
            raise PmtuiError(
                "E_TWO_RANGES", "there is a range already; log each as an entry of its own", span=token.span
            )
        if self.clock or self.until:
            raise self._two_clocks(token.span)
        self.range = Range(start, end, token.span)

    def add_days(self, tokens: Sequence[Token], here: Here) -> None:
        """Add a day, or a weekday and a date side by side that agree: mon 12 oct.

        Raises:
            PmtuiError: ``E_TWO_DATES`` when they do not, ``E_FUTURE``, ``E_BAD_DATE`` or ``E_AMBIG_DATE``.
        """
        days = [_read_day(token, here) for token in tokens]
        weekdays = [token.text in WEEKDAYS for token in tokens]
        day = days[weekdays.index(False)] if False in weekdays else days[0]
        agree = len(days) == 2 and sum(weekdays) == 1
        named = WEEKDAYS[tokens[weekdays.index(True)].text] if agree else None
        if self.day or (len(days) > 1 and day.date.weekday() != named):
            raise PmtuiError(
                "E_TWO_DATES",
                f"'{tokens[-1].text}' names another day; keep one of them, or put this one in quotes",
                span=tokens[-1].span,
            )
        if day.date > here.today:
            raise PmtuiError(
                "E_FUTURE",
                f"'{clipped(tokens[0].text)}' has not come yet; name a past day, or quote it if it is text",
                span=day.span,
            )
        if day.date < EARLIEST:
            raise PmtuiError("E_BAD_DATE", f"days before {EARLIEST.year} cannot be logged", span=day.span)
        self.day = Day(day.date, (tokens[0].start, tokens[-1].end))

    def _two_clocks(self, span: tuple[int, int], fix: str | None = None) -> PmtuiError:
        return PmtuiError(
            "E_TWO_CLOCKS",
            "there is a clock time already; write both as a range such as 9:00-10:30, or put one in quotes",
            fix,
            span=span,
        )


def read_time_words(tokens: Sequence[Token], here: Here, *, timer: bool, stops: bool = False) -> TimeWords:
    """Read the time words among the tokens.

    Args:
        tokens: The line, from left to right.
        here: When and where.
        timer: Whether it is for the timer, which knows no ranges.
        stops: Whether it says when the timer ended.

    Raises:
        PmtuiError: With the code of what is wrong, and its span.
    """
    words = TimeWords(timer, stops)
    timed = any(token.kind in ("duration", "range") for token in tokens)
    no_range = timer or any(token.kind == "duration" for token in tokens)
    for kind, group in groupby(tokens, key=lambda token: token.kind):
        run = list(group)
        if kind == "duration":
            words.add_duration(run)
        elif kind == "day":
            words.add_days(run, here)
        elif kind == "clock":
            words.add_clocks(run)
        for token in run:
            if kind == "until":
                words.add_until(token)
            elif kind == "range":
                words.add_range(token, here, no_range=no_range)
            elif kind in ("bare", "hours"):
                raise bare_error(token, timed=timed)
    return words


def bare_error(token: Token, *, timed: bool = False) -> PmtuiError:
    """Return the error for a number or a range without unit; where there is a time already, 13.10 may be a day."""
    if token.kind == "hours":
        error = durations.bare_minutes(token.text)
    elif timed and (day := _dotted(token.text)):
        error = PmtuiError("E_BAD_DATE", f"'{token.text}' has no unit; {_written(day)}", day)
    elif durations.is_bare_duration(token.text):
        error = durations.bare_duration(token.text)
    else:
        error = clocks.bare_range(token.text)
    return PmtuiError(error.code, error.message, error.fix, span=token.span)


def _written(day: str) -> str:
    return f"as a time it is {day}" if ":" in day else f"as a day it is {day}, with a full stop behind"


def _dotted(text: str) -> str | None:
    """Return 13.10 as the day that it may be, 13.10., or 14.30 as the clock, 14:30."""
    hour, dot, minute = text.partition(".")
    if not (dot and hour.isdigit() and minute.isdigit()):
        return None
    if is_day_word(f"{text}."):
        return f"{text}."
    return f"{hour}:{minute}" if len(minute) == 2 and int(hour) < 24 and int(minute) < 60 else None


def _read_day(token: Token, here: Here) -> Day:
    if token.text == "yesterday":
        return Day(day_before(here.today, here.zone), token.span)
    try:
        day = read_day(token.text, today=here.today)
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, span=token.span) from None
    return Day(day, token.span)
