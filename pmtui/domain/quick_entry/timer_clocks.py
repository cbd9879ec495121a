"""What is typed for the clock of a timer and is none: ``stop 17h30``, ``start at 5 call``, ``stop an hour ago``."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from pmtui.domain.quick_entry.clocks import clock_text
from pmtui.domain.quick_entry.durations import is_duration, read_duration
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pmtui.domain.quick_entry.time_words import Here
    from pmtui.domain.quick_entry.tokens import Token

_CODES = {
    **{"duration": "E_BAD_DURATION", "hours": "E_BAD_DURATION", "bare": "E_BARE_NUMBER"},
    **{"unread": "E_BAD_CLOCK", "misspelt": "E_BAD_DATE"},
}
_HOUR = r"(?:(?:at|by|until|till|til|from|since) )?([0-9]{1,2})(?: ?(?:h|uhr|o'?clock))?"
_DIGITS = r"([0-9]{1,2})[.:h]?([0-9]{2}) ?(?:m|min|h|uhr)?"
_COUNTS = {"a": 60, "an": 60, "one": 60, "two": 120, "three": 180, "half an": 30, "half a": 30}
_LONGEST = 100 * 60


def refuse_unclear_clock(verb: str, line: str, tokens: Sequence[Token], here: Here) -> None:
    """Refuse what looks like the moment at which the timer ends or begins and says no clock, rather than to take now.

    Raises:
        PmtuiError: ``E_BAD_CLOCK``, ``E_BAD_DATE``, ``E_BAD_DURATION`` or ``E_BARE_NUMBER``; the fix is the only clock
            that it can be, if there is one.
    """
    unclear = [token for token in tokens if token.kind in _CODES]
    if verb != "stop":  # how long it runs is refused with the clock at which it would have begun
        unclear = [token for token in unclear if token.kind != "duration" or _too_long(token)]
    if not unclear:
        return
    first, last = unclear[0], unclear[0] if unclear[0].kind not in ("duration", "hours") else unclear[-1]
    said = " ".join(line[first.start : last.end].split())
    fix = first.text if first.kind == "misspelt" else _only_clock(verb, said.lower().lstrip("~@"), here)
    hint = f"write {fix}" if fix else "write the clock, such as 14:00"
    moment = "ended" if verb == "stop" else "began"
    raise PmtuiError(
        _CODES[first.kind],
        f"'{said}' does not say at what time the timer {moment}; {hint}, or put it in quotes if it is text",
        fix,
        span=(first.start, last.end),
    )


def _too_long(token: Token) -> bool:
    try:
        return read_duration(token.text) > MAX_ENTRY_MINUTES
    except PmtuiError:
        return False


def _only_clock(verb: str, said: str, here: Here) -> str | None:
    """Return the one clock that is meant, if there is only one that the timer can end or begin at."""
    longest = timedelta(minutes=MAX_ENTRY_MINUTES)
    runs = here.since if verb != "start" else None
    after = here.now - longest if runs is None else runs if verb == "stop" else max(runs, here.now - longest)
    until = min(here.now, after + longest)
    found = {instant for instant in _instants(said, after, here) if after < instant <= until}
    if len(found) != 1:
        return None
    local = found.pop().astimezone(here.zone)
    return clock_text(60 * local.hour + local.minute)


def _instants(said: str, after: datetime, here: Here) -> Iterator[datetime]:
    """Yield the instants that the words may mean, on the day of ``after`` and the next."""
    if said.endswith(" ago"):
        long = said.removesuffix(" ago")
        count, _, unit = long.rpartition(" ")
        minutes = _COUNTS.get(count) if unit in ("hour", "hours") else None
        if minutes is None and is_duration(long):
            minutes = read_duration(long)
        if minutes is not None and minutes <= _LONGEST:
            yield here.now - timedelta(minutes=minutes)
        return
    clocks: list[tuple[int, int]] = []
    if m := re.fullmatch(_HOUR, said):
        clocks = [(int(m[1]), 0), (int(m[1]) + 12, 0)]
    elif m := re.fullmatch(_DIGITS, said):
        clocks = [(int(m[1]), int(m[2]))]
    elif re.fullmatch(r"(?:(?:at|until|till|til|from) )?midnight", said):
        clocks = [(0, 0)]
    elif re.fullmatch(r"(?:(?:at|until|till|til|from) )?midday", said):
        clocks = [(12, 0)]
    first = after.astimezone(here.zone)
    for hour, minute in clocks:
        for day in (0, 1):
            if hour < 24 and minute < 60:
                then = first.replace(hour=hour, minute=minute) + timedelta(days=day)
                yield then.astimezone(here.now.tzinfo)
