"""The zone that somebody may have meant whose name for it is none; loaded only once one was refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from pmtui.domain.posix_zones import PosixZone, read_posix

_YEAR = 2026
"""The year whose clocks zones are told apart by; any recent one does."""

_NO_PLACES = frozenset({"localtime", "Factory"})
_LIKENESS = 0.75
_SIGNED = re.compile(r"(?:UTC|GMT|Z)?\s*([+-−])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
_WELL_KNOWN = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Chicago"),
    *("America/Denver", "Asia/Kolkata", "Asia/Tokyo", "Asia/Shanghai", "Australia/Sydney", "Europe/Athens"),
    *("Europe/Moscow", "Europe/Lisbon", "America/Sao_Paulo", "America/Halifax", "America/Anchorage"),
    *("Pacific/Honolulu", "Asia/Dubai", "Asia/Karachi", "Asia/Kathmandu", "Asia/Singapore", "Asia/Seoul"),
    *("Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Phoenix", "Pacific/Auckland"),
    *("Europe/Dublin", "Asia/Tehran", "Asia/Jerusalem", "Australia/Adelaide", "America/St_Johns"),
)


def likely_zone(text: str) -> str:
    """Return the name of the zone that ``text`` most likely means, empty where nothing is like it."""
    text = text.removeprefix(":").partition("zoneinfo/")[2] or text.removeprefix(":")
    text = text.removeprefix("posix/").removeprefix("right/")
    form = read_posix(text)
    if form is not None:
        return form.plain_zone or _same_clock(form)
    names = _places()
    return (
        _same_words(text, names)
        or _same_abbreviation(text, names)
        or _same_offset(text)
        or _alike(text, names)
    )


def mirrored_zone(form: PosixZone) -> str:
    """Return a zone as far east as ``form`` is west: in POSIX forms + means west, which few expect; or empty."""
    east = PosixZone("", -form.offset)
    return east.plain_zone or _same_clock(east)


def _places() -> list[str]:
    return sorted(name for name in available_timezones() if name not in _NO_PLACES)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def _same_words(text: str, names: Iterable[str]) -> str:
    """The zone of that name in other letters, or of that city."""
    wanted = _plain(text)
    whole = [name for name in names if _plain(name) == wanted]
    cities = [name for name in names if _plain(name.rpartition("/")[2]) == wanted]
    return next(iter([*whole, *_known_first(cities)]), "")


def _same_abbreviation(text: str, names: Iterable[str]) -> str:
    wanted = text.strip().upper()
    if not wanted.isalpha():
        return ""
    return next((name for name in _known_first(names) if wanted in _abbreviations(name)), "")


def _same_offset(text: str) -> str:
    """The zone so far east, as people write it: ``+05:45``."""
    found = _SIGNED.fullmatch(text.strip())
    if found is None:
        return ""
    east = (int(found[2]) * 60 + int(found[3] or 0)) * (1 if found[1] == "+" else -1)
    form = PosixZone("", east)
    return form.plain_zone or _same_clock(form)


def _same_clock(form: PosixZone) -> str:
    """A zone that shows the same clock, rather one that goes by the same abbreviation."""
    names = _known_first(_places())
    fitting = [name for name in names if form.fits({month: _offset(name, month) for month in range(1, 13)})]
    return next((name for name in fitting if form.name in _abbreviations(name)), next(iter(fitting), ""))


def _alike(text: str, names: Iterable[str]) -> str:
    by_words = {_plain(name): name for name in names}
    by_words |= {_plain(name.rpartition("/")[2]): name for name in _known_last(by_words.values())}
    found = get_close_matches(_plain(text), by_words, 1, _LIKENESS)
    return by_words[found[0]] if found else ""


def _known_first(names: Iterable[str]) -> list[str]:
    """Places that people know, then other places, then names that are none."""
    rank = {name: number for number, name in enumerate(_WELL_KNOWN)}
    return sorted(names, key=lambda n: (rank.get(n, len(rank)), "/" not in n or n.startswith("Etc/"), n))


def _known_last(names: Iterable[str]) -> Iterator[str]:
    return reversed(_known_first(names))


def _offset(name: str, month: int) -> int:
    offset = ZoneInfo(name).utcoffset(datetime(_YEAR, month, 15, 12))
    return (offset or timedelta()) // timedelta(minutes=1)


def _abbreviations(name: str) -> set[str | None]:
    zone = ZoneInfo(name)
    return {datetime(_YEAR, month, 15, tzinfo=UTC).astimezone(zone).tzname() for month in (1, 7)}
