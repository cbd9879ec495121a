"""From wall-clock times to instants, through the nights on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from pmtui.domain.quick_entry.clocks import Clock

_DAY = timedelta(days=1)


class Moment(NamedTuple):
    """The instant of a wall-clock time.

    Attributes:
        instant: In UTC. For a time the clocks skip, what they showed before would have made of it.
        second: The later instant when the time comes twice that day, else None.
        instead: When the clocks skip the time: the local time that it is by then, else None.
    """

    instant: datetime
    second: datetime | None = None
    instead: datetime | None = None


def moment(day: date, clock: Clock, zone: ZoneInfo) -> Moment:
    """Return the instant at which the clock says so on that local day; not for ``now``.

    24:00 is the end of the day even where the clocks change at midnight.
    """
    minutes = clock.minutes or 0
    naive = datetime.combine(day, time()) + timedelta(minutes=minutes)
    if clock.offset is not None:
        fixed = naive.replace(tzinfo=timezone(timedelta(minutes=clock.offset)))
        return Moment(fixed.astimezone(UTC))
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    instant = first.astimezone(UTC)
    if minutes == 1440 or first.utcoffset() == second.utcoffset():
        return Moment(instant)
    local = instant.astimezone(zone)
    if local.replace(tzinfo=None) == naive:
        return Moment(instant, second=second.astimezone(UTC))
    return Moment(instant, instead=local)


def day_exists(day: date, zone: ZoneInfo) -> bool:
    """Say whether the zone had that day at all; Pacific/Apia went from 29 to 31 December 2011."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def day_before(day: date, zone: ZoneInfo) -> date:
    """Return the local day before."""
    before = day - _DAY
    return before if day_exists(before, zone) else before - _DAY


def day_after(day: date, zone: ZoneInfo) -> date:
    """Return the local day after."""
    after = day + _DAY
    return after if day_exists(after, zone) else after + _DAY


def offsets_in_use(near: datetime, zone: ZoneInfo) -> frozenset[int]:
    """Return the offsets of the zone in the months around an instant, in minutes east of UTC."""
    offsets = ((near + timedelta(days=30 * i)).astimezone(zone).utcoffset() for i in range(-12, 1))
    return frozenset(int(offset.total_seconds()) // 60 for offset in offsets if offset is not None)
