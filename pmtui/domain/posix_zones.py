"""Zones in the form that POSIX has for ``TZ``: ``UTC-3``, ``<+0330>-3:30``, ``CET-1CEST,M3.5.0,M10.5.0/3``.

Their offsets count towards the west, so that ``UTC-3`` is three hours east of UTC.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = r"(<[A-Za-z0-9+-]{3,}>|[A-Za-z]{3,})"
_OFFSET = r"([+-]?[0-9]{1,2}(?::[0-9]{2}){0,2})"
_FORM = re.compile(f"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?(?:,(.+),(.+))?)?")
_MONTH = re.compile(r"M([0-9]{1,2})\.")
_FARTHEST_EAST, _FARTHEST_WEST = 14, 12
_MONTHS = range(1, 13)


class PosixZone(NamedTuple):
    """What such a form says.

    Attributes:
        name: Abbreviation of the standard time.
        offset: Minutes east of UTC.
        summer_offset: Minutes east of UTC while the clocks are changed; None where they never are.
        changes: The months in which they are changed and changed back, as far as the form says so.
    """

    name: str
    offset: int
    summer_offset: int | None = None
    changes: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """Where that is, ``3 h east of UTC``."""
        if not self.offset:
            return "UTC"
        hours, minutes = divmod(abs(self.offset), 60)
        return (
            f"{hours}{f':{minutes:02}' if minutes else ''} h {'east' if self.offset > 0 else 'west'} of UTC"
        )

    @property
    def plain_zone(self) -> str:
        """Name of the zone that is the same: whole hours from UTC all year; empty where there is none."""
        hours, minutes = divmod(self.offset, 60)
        if minutes or self.summer_offset is not None or not -_FARTHEST_WEST <= hours <= _FARTHEST_EAST:
            return ""
        return f"Etc/GMT{-hours:+}" if hours else "UTC"

    def offset_in(self, month: int) -> int | None:
        """Return the minutes east of UTC in the middle of ``month``, None where the form does not tell."""
        if self.summer_offset is None:
            return self.offset
        first, last = self.changes or (4, 10)  # without rules: as in the north
        if month in (first, last) or (self.changes is None and month not in (1, 7)):
            return None
        inside = first < month < last if first < last else month > first or month < last
        return self.summer_offset if inside else self.offset

    def fits(self, offsets: dict[int, int]) -> bool:
        """Tell whether a zone with these ``offsets``, by month, shows the same clock."""
        return all(self.offset_in(month) in (None, offsets[month]) for month in _MONTHS)


def read_posix(text: str) -> PosixZone | None:
    """Return what ``text`` says, None where it is no such form."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    name, offset, summer, summer_offset, first, last = found.groups()
    east = _east(offset)
    if summer is None:
        return PosixZone(name.strip("<>"), east)
    months = tuple(int(match[1]) for rule in (first, last) if rule and (match := _MONTH.match(rule)))
    changes = (months[0], months[1]) if len(months) == 2 else None
    return PosixZone(name.strip("<>"), east, _east(summer_offset) if summer_offset else east + 60, changes)


def _east(offset: str) -> int:
    """The minutes east of UTC that an offset towards the west means; seconds are left out."""
    hours, minutes, *_ = (*offset.lstrip("+-").split(":"), "0")
    west = int(hours) * 60 + int(minutes)
    return west if offset.startswith("-") else -west
