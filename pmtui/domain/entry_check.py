"""Whether the stored fields of a time entry are sound, told in a tenth of the time that reading them takes.

A file may hold years of entries that were checked when they were written, and somebody else may have written it. What
is not surely sound here is read in full, which says what is wrong, if anything is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from pmtui.domain.modes import Cause, Mode
from pmtui.domain.stored_values import FIRST_YEAR, LAST_YEAR
from pmtui.domain.text import MAX_TITLE
from pmtui.domain.zones import is_zone

_MODES = frozenset(mode.value for mode in Mode)
_CAUSES = frozenset(cause.value for cause in Cause)
_REQUIRED = frozenset({"id", "ref", "rev", "created_at", "updated_at", "zone", "date", "minutes"})
_INSTANT = len("2026-10-14T15:20:00Z")
_LARGEST = 2**63
_SHORT = 10_000
_LONGEST_NAME = 64
_LONGEST_DAY = 1500


def is_surely_sound(stored: Mapping[str, Any]) -> bool:
    """Tell whether ``stored`` is an entry without any doubt; False says nothing."""
    if not stored.keys() >= _REQUIRED:
        return False
    for name, value in stored.items():
        sound = _SOUND.get(name)
        if sound is None or not sound(value):
            return False
    return True


def _is_name(value: Any) -> bool:
    return value.__class__ is str and len(value) <= _LONGEST_NAME and value.isascii() and value.isalnum()


def _is_line(value: Any) -> bool:
    # What is printable holds neither line breaks nor half characters.
    return value.__class__ is str and len(value) <= MAX_TITLE and value.isprintable()


def _are_lines(value: Any) -> bool:
    return value.__class__ is list and all(map(_is_line, value))


def _is_note(value: Any) -> bool:
    return value.__class__ is str and len(value) <= _SHORT and value.isascii()


def _is_instant(value: Any) -> bool:
    if value.__class__ is not str or len(value) != _INSTANT or value[-1] != "Z":
        return False
    try:
        return FIRST_YEAR <= datetime.fromisoformat(value).year <= LAST_YEAR
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def _is_day_text(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and FIRST_YEAR <= day.year <= LAST_YEAR


def _is_day(value: Any) -> bool:
    return value.__class__ is str and _is_day_text(value)


_is_known_zone = lru_cache(maxsize=64)(is_zone)


def _is_zone(value: Any) -> bool:
    return value.__class__ is str and _is_known_zone(value)


def _is_rev(value: Any) -> bool:
    return value.__class__ is int and 0 <= value < _LARGEST


_SOUND: Mapping[str, Callable[[Any], bool]] = {
    "id": _is_name,
    "ref": _is_name,
    "rev": _is_rev,
    "note": _is_note,
    "created_at": _is_instant,
    "updated_at": _is_instant,
    "archived_at": _is_instant,
    "zone": _is_zone,
    "mode": lambda value: value.__class__ is str and value in _MODES,
    "text": _is_line,
    "links": _are_lines,
    "parties": _are_lines,
    "tags": _are_lines,
    "start": _is_instant,
    "end": _is_instant,
    "date": _is_day,
    "cause": lambda value: value.__class__ is str and value in _CAUSES,
    "review": _is_note,
    "minutes": lambda value: value.__class__ is int and 1 <= value <= _LONGEST_DAY,
}
"""How to tell that a field is sound; what is not here, such as an activity, is read in full."""
