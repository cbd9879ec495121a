"""At what time: 14:00, 2pm, noon, now, with an offset from UTC or without, and ranges of two of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Collection

_CLOCK = (
    r"(?:(?P<hour12>[0-9]{1,2})(?::(?P<minute12>[0-9]{2}))?\s*(?P<half>[ap])(?:m|\.m\.?)"
    r"|(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<second>:[0-9]{2})?"
    r"|(?P<word>noon|now))"
    r"(?P<offset>(?P<sign>[+-])(?P<offset_hours>[0-9]{2}):(?P<offset_minutes>[0-9]{2}))?"
)
_BARE = r"([0-9]{1,2})(?:([0-9]{2}))?"
_BETWEEN = r"\s*-\s*|\s+to\s+"
_LARGEST_OFFSET = 14 * 60


class Clock(NamedTuple):
    """A time of day, or the present moment.

    Attributes:
        text: As typed, in lower case and without blanks.
        span: Where it stands in the line.
        minutes: Minutes after local midnight, 0 to 1440; None means now.
        offset: Minutes east of UTC when given, else None.
    """

    text: str
    span: tuple[int, int]
    minutes: int | None
    offset: int | None

    def __str__(self) -> str:
        if self.minutes is None:
            return "now"
        return clock_text(self.minutes) + (self.text[-6:] if self.offset is not None else "")


def is_clock(text: str) -> bool:
    """Say whether lower-case text has the shape of a clock, be it a possible one or not."""
    return re.fullmatch(_CLOCK, text) is not None


def is_range(text: str) -> bool:
    """Say whether lower-case text is two clocks with a dash or ``to``, or a clock with a dash after it."""
    return bool(_splits(text, bare=False))


def is_bare_range(text: str) -> bool:
    """Say whether it is a range of which a side is a mere hour: 9-5, 9-11am, 0900-1030."""
    return bool(_splits(text, bare=True)) and not is_range(text)


def read_clock(text: str, at: int, *, ends: bool = False) -> Clock:
    """Return the clock that lower-case text at offset ``at`` of the line means.

    Args:
        text: Text that ``is_clock`` accepted.
        at: Where it begins in the line.
        ends: Whether it is an end, which may be 24:00.

    Raises:
        PmtuiError: ``E_BAD_CLOCK``, with the nearest sensible clock as the fix.
    """
    m = re.fullmatch(_CLOCK, text)
    if m is None:
        raise ValueError(text)
    span = (at, at + len(text))
    compact = "".join(text.split())
    offset = _read_offset(m, at)
    if m["word"]:
        if m["word"] == "now" and offset is not None:
            raise _bad_clock(text, span, "takes no offset", "now")
        return Clock(compact, span, None if m["word"] == "now" else 720, offset)
    if m["second"]:
        raise _bad_clock(text, span, "has seconds; time is kept in whole minutes", text[: m.start("second")])
    hour, minute = int(m["hour"] or m["hour12"]), int(m["minute"] or m["minute12"] or 0)
    if m["half"]:
        hour = _read_half(hour, minute, m["half"], text, span)
    if minute > 59 or hour * 60 + minute > 1440:
        raise _bad_clock(text, span, "is not a time of day; write 14:00, 2pm, 2:30pm, noon or now")
    if hour == 24 and not ends:
        raise _bad_clock(text, span, "can only be an end; the day starts at 0:00", "0:00")
    return Clock(compact, span, hour * 60 + minute, offset)


def split_range(text: str, at: int, offsets: Collection[int]) -> tuple[Clock, Clock | None]:
    """Return the two clocks of a range; the second is None in ``14:00-``, which lasts until now.

    ``1:30-05:00-2:30`` has a dash too many. The reading wins whose offsets are in use in the user's zone,
    then the one that gives the offset to the start.

    Args:
        text: Lower-case text that ``is_range`` accepted.
        at: Where it begins in the line.
        offsets: Offsets that are in use in the user's zone, in minutes east of UTC.

    Raises:
        PmtuiError: ``E_BAD_CLOCK``.
    """

    def strangeness(split: tuple[int, int]) -> tuple[int, int]:
        sides = (re.fullmatch(_CLOCK, side) for side in (text[: split[0]], text[split[1] :]))
        strange = sum(_minutes_east(m) not in offsets for m in sides if m and m["offset"])
        return strange, -split[0]

    left, right = min(_splits(text, bare=False), key=strangeness)
    start = read_clock(text[:left], at)
    return start, read_clock(text[right:], at + right, ends=True) if right < len(text) else None


def offset_reading(text: str, offsets: Collection[int]) -> bool:
    """Say whether ``1:30-05:00`` can be a clock with an offset that is in use, rather than a range."""
    m = re.fullmatch(_CLOCK, text)
    return m is not None and bool(m["offset"]) and _minutes_east(m) in offsets


def bare_range(text: str) -> PmtuiError:
    """Return the error for a range of mere hours, with the likeliest clocks as the fix: 9-5 ⇒ 9:00-17:00."""
    left, right = _splits(text, bare=True)[0]
    first, second = ("".join(side.split()) for side in (text[:left], text[right:]))
    start, end = _guess(first, second)
    fix = f"{start}-{end}" if start and (end or not second) else None
    hint = f"write {fix}" if fix else "write 9:00-17:00 or 9am-5pm"
    return PmtuiError("E_BARE_RANGE", f"'{text}' does not say which hours; {hint}", fix)


def clock_text(minutes: int) -> str:
    """Return minutes after midnight as ``9:05``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _splits(text: str, *, bare: bool) -> list[tuple[int, int]]:
    """Return where a dash or ``to`` may part the text into two clocks; with ``bare``, also mere hours."""

    def is_side(side: str) -> bool:
        return is_clock(side) or (bare and _bare_minutes(side) is not None)

    return [
        m.span()
        for m in re.finditer(_BETWEEN, text)
        if is_side(text[: m.start()]) and (is_side(text[m.end() :]) or text[m.start() :] == "-")
    ]


def _bare_minutes(side: str) -> int | None:
    """Return minutes after midnight of a mere hour (9) or of four digits (0930)."""
    m = re.fullmatch(_BARE, side)
    if m is None or len(side) == 3:
        return None
    hour, minute = int(m[1]), int(m[2] or 0)
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 1440 else None


def _guess(first: str, second: str) -> tuple[str | None, str | None]:
    """Guess clocks for the mere hours of a range: an end comes after its start, a start shortly before."""
    known = [_known_minutes(side) for side in (first, second)]
    bare = [_bare_minutes(side) for side in (first, second)]
    # Both sides in the same notation: 2-3pm is better mended as 14:00-15:00 than as 14:00-3pm.
    plain = [
        clock_text(m) if m is not None and side[-1:] == "m" else side
        for side, m in zip((first, second), known, strict=True)
    ]
    start, end = plain
    if bare[0] is not None:
        begin = bare[0]
        if known[1] is not None and begin + 720 < known[1]:
            begin += 720
        start, known[0] = clock_text(begin), begin
    if bare[1] is not None:
        finish = bare[1]
        if known[0] is not None and finish <= known[0] < finish + 720 <= 1440:
            finish += 720
        end = clock_text(finish)
    return start, end


def _known_minutes(side: str) -> int | None:
    try:
        return read_clock(side, 0, ends=True).minutes if is_clock(side) else None
    except PmtuiError:
        return None


def _minutes_east(m: re.Match[str]) -> int:
    minutes = int(m["offset_hours"]) * 60 + int(m["offset_minutes"])
    return -minutes if m["sign"] == "-" else minutes


def _read_offset(m: re.Match[str], at: int) -> int | None:
    if not m["offset"]:
        return None
    if int(m["offset_minutes"]) > 59 or abs(_minutes_east(m)) > _LARGEST_OFFSET:
        raise _bad_clock(m["offset"], (at + m.start("offset"), at + m.end("offset")), "is no offset from UTC")
    return _minutes_east(m)


def _read_half(hour: int, minute: int, half: str, text: str, span: tuple[int, int]) -> int:
    """Return the hour of a 12-hour clock; 13pm and 0am are refused with what they must have meant."""
    if 1 <= hour <= 12 and minute <= 59:
        return hour % 12 + (12 if half == "p" else 0)
    sensible = minute <= 59 and (12 < hour < 24 if half == "p" else hour == 0)
    fix = clock_text(hour * 60 + minute) if sensible else None
    raise _bad_clock(text, span, "mixes two ways to write a time" if fix else "is not a time of day", fix)


def _bad_clock(text: str, span: tuple[int, int], why: str, fix: str | None = None) -> PmtuiError:
    hint = f"; write {fix}" if fix else ""
    return PmtuiError("E_BAD_CLOCK", f"'{text}' {why}{hint}", fix, span=span)
