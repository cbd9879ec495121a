"""Time zones by their IANA names, and local times as instants."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from pmtui.errors import PmtuiError

_NO_PLACES = ("localtime", "posixrules", "Factory", "posix/", "right/")
"""How names begin that the zone database has on some machines, and that mean nothing on others."""

_LONGEST_SHOWN = 60


def check_zone(name: str) -> str:
    """Return ``name`` if it is an IANA time zone, or empty for the system's.

    Raises:
        PmtuiError: ``E_UNKNOWN_ZONE``.
    """
    if name:
        find_zone(name)
    return name


@lru_cache(maxsize=64)
def find_zone(name: str) -> ZoneInfo:
    """Return the IANA zone ``name``.

    Raises:
        PmtuiError: ``E_UNKNOWN_ZONE``.
    """
    try:
        return _zone_info(name)
    except (KeyError, ValueError, OSError) as error:
        raise _unknown(name) from error


def is_zone(name: str) -> bool:
    """Tell whether the zone database knows ``name`` as the zone of a place, whatever machine one is at."""
    try:
        _zone_info(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _zone_info(name: str) -> ZoneInfo:
    if name.startswith(_NO_PLACES):
        raise KeyError(name)
    return ZoneInfo(name)


def _unknown(name: str) -> PmtuiError:
    from pmtui.domain.posix_zones import read_posix  # only what is refused pays for advice
    from pmtui.domain.zone_names import likely_zone

    form, likely = read_posix(name), likely_zone(name)
    said = f"; as TZ it would be {form.words}" if form is not None else ""
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    return PmtuiError(
        "E_UNKNOWN_ZONE",
        f"'{shown}' is not a time zone{said}",
        f"use {likely}" if likely else "use a name such as Europe/London",
        field="zone",
    )
