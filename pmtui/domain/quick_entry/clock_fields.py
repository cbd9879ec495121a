"""The start and the end of a stored entry, typed into a field: the same clocks, with the same errors, as in a line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.dates import clipped, is_day_word, read_day
from pmtui.domain.quick_entry.clocks import Clock, is_clock, read_clock
from pmtui.domain.quick_entry.moments import day_after, day_exists, moment
from pmtui.domain.quick_entry.time_words import Day, Range
from pmtui.domain.quick_entry.timing_errors import range_too_long, skipped_clock, skipped_day
from pmtui.domain.quick_entry.tokens import READ_OVER, lowered
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from pmtui.domain.quick_entry.time_words import Here

_LONGEST = 48
_FORMS = "type 14:00, 2pm, noon or now, or with its day 2026-10-14T14:00"
_SECONDS = r"^([0-9]{1,2}:[0-9]{2}):[0-9]{2}"
_BARE = r"([0-9]{1,2})(?:[.h]?([0-9]{2}))?"


class FieldClock(NamedTuple):
    """What a field says: a clock, and the day before it if there is one; or an instant."""

    clock: Clock
    day: date | None = None
    instant: datetime | None = None


class FieldMoment(NamedTuple):
    """When it was, in UTC, and the codes of what the user should know about it."""

    instant: datetime
    notices: frozenset[str] = frozenset()


def read_field_clock(text: str, today: date, *, ends: bool = False) -> FieldClock:
    """Return what ``14:00``, ``2pm``, ``14:00+01:00``, ``now``, ``mon 14:00`` or ``2026-10-14T14:00`` says.

    Args:
        text: What was typed.
        today: The local date in the entry's zone.
        ends: Whether it is an end, which may be 24:00.

    Raises:
        PmtuiError: ``E_BAD_CLOCK``, with a clock as the fix where one was probably meant; of the day, ``E_BAD_DATE``
            or ``E_AMBIG_DATE``.
    """
    plain = " ".join(lowered(text).split()).rstrip(READ_OVER) if len(text) <= _LONGEST else ""
    if is_clock(plain):
        return FieldClock(_clock(plain, ends=ends))
    for parting in re.finditer(r" |(?<=[0-9])t(?=[0-9])", plain):
        left, right = plain[: parting.start()].rstrip(","), plain[parting.end() :]
        if plain[parting.start()] == "t":  # as programs write it, perhaps with seconds
            right = re.sub(_SECONDS, r"\1", right)
        for day, clock in ((left, right), (right, left)):
            if is_day_word(day) and is_clock(clock):
                return FieldClock(_clock(clock, ends=ends), read_day(day, today=today))
    return _read_instant(text, plain)


def _clock(text: str, *, ends: bool) -> Clock:
    try:
        return read_clock(text, 0, ends=ends)
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix or _FORMS) from None


def _read_instant(text: str, plain: str) -> FieldClock:
    """Read a whole date and time with seconds, as programs write them."""
    if m := re.fullmatch(_BARE, plain):
        minutes = int(m[1]) * 60 + int(m[2] or 0)
        fix = f"{int(m[1])}:{m[2] or '00'}" if minutes < 1440 and int(m[2] or 0) < 60 else None
        raise PmtuiError("E_BAD_CLOCK", f"'{plain}' is not a time; {_FORMS}", fix or _FORMS)
    try:
        found = datetime.fromisoformat(text.strip())
        instant = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        raise PmtuiError("E_BAD_CLOCK", f"'{clipped(text)}' is not a time", _FORMS) from None
    if ":" not in plain:
        raise PmtuiError("E_BAD_CLOCK", f"'{clipped(text)}' is a day without a time", _FORMS)
    clock = Clock(f"{found:%H:%M}", (0, len(plain)), found.hour * 60 + found.minute, None)
    return FieldClock(clock, found.date(), instant.replace(second=0, microsecond=0) if instant else None)


def place_field(
    text: str, day: date, here: Here, *, ends: bool = False, after: datetime | None = None
) -> FieldMoment:
    """Return the instant of a field on ``day``, unless it names a day of its own.

    Args:
        text: What was typed.
        day: The local day of the entry.
        here: When, and in the zone of the entry.
        ends: Whether it is the end, which may be 24:00.
        after: The start, when this is the end and there is one: an earlier clock is the next day's.

    Raises:
        PmtuiError: as :func:`read_field_clock`; ``E_DST_GAP``; ``E_TOO_LONG`` where only the second of two equal times
            comes after the start.
    """
    said = read_field_clock(text, here.today, ends=ends)
    try:
        return _placed(said, said.day or day, here, after)
    except OverflowError:
        raise PmtuiError("E_BAD_CLOCK", f"'{clipped(text)}' is outside the calendar", _FORMS) from None


def _placed(said: FieldClock, day: date, here: Here, after: datetime | None) -> FieldMoment:
    if said.instant is not None:
        return FieldMoment(said.instant)
    if said.clock.minutes is None:
        return FieldMoment(here.now)
    found = moment(day, said.clock, here.zone)
    notices = set()
    if after is not None and found.instant < after and said.day is None:
        if found.second is not None and found.second > after:
            whole = Range(said.clock, said.clock, (0, 0))
            raise range_too_long(after, whole, here)
        day = day_after(day, here.zone)
        found = moment(day, said.clock, here.zone)
        notices.add("W_OVERNIGHT")
    if found.instead and not day_exists(day, here.zone):
        raise skipped_day(Day(day, (0, 0)), found.instead.date(), here)
    if found.instead:
        error = skipped_clock(said.clock, day, found.instead)
        error.fix = error.fix or f"{found.instead:%Y-%m-%dT%H:%M}"
        raise error
    if found.second:
        notices.add("W_DST_AMBIGUOUS")
    return FieldMoment(found.instant, frozenset(notices))


def keep_clock(instant: datetime, day: date, here: Here) -> FieldMoment:
    """Return the instant at which the clocks of the zone show on ``day`` what they show at ``instant``.

    Raises:
        PmtuiError: ``E_DST_GAP``.
    """
    local = instant.astimezone(here.zone)
    if local.date() == day:
        return FieldMoment(instant)
    minutes = int(
        (datetime.combine(day, local.time()) - datetime.combine(day, time())) / timedelta(minutes=1)
    )
    return _placed(FieldClock(Clock(f"{local:%H:%M}", (0, 5), minutes, None)), day, here, None)
