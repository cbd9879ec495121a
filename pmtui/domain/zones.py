"""Time zones by their IANA names, and local times as instants."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from pmtui.errors import PmtuiError


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
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise PmtuiError(
            "E_UNKNOWN_ZONE", f"'{name}' is not a time zone", "use a name such as Europe/London", field="zone"
        ) from error


def local_instant(moment: datetime, zone: str) -> datetime:
    """Return the UTC instant of a local date and time; of two the first, unless ``fold`` says the second.

    Raises:
        PmtuiError: ``E_DST_GAP`` when the clocks skipped it.
    """
    found = moment.replace(tzinfo=find_zone(zone)).astimezone(UTC)
    back = found.astimezone(find_zone(zone))
    if back.replace(tzinfo=None) != moment:
        raise PmtuiError(
            "E_DST_GAP",
            f"{moment:%H:%M} does not exist on {moment:%Y-%m-%d}: the clocks went forward",
            f"{back:%H:%M} is the same instant",
        )
    return found
