"""The only place that reads the time and the time zone of the machine."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from pmtui.domain.zones import is_zone
from pmtui.errors import UsageError

_LOCAL_TIME = "/etc/localtime"
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})"
_FIRST_YEAR = 1970  # ids count from there
_LAST_YEAR = 9998  # the calendar ends a year later, and days to come must fit


class Clock:
    """Tells the instant and the zone; ``PMTUI_NOW`` fixes the instant."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        """Take ``environ`` as the environment, by default the process's own."""
        self._environ = os.environ if environ is None else environ
        self._zone: tuple[object, str] | None = None

    def now(self) -> datetime:
        """The current instant, in UTC, whole seconds.

        Raises:
            UsageError: ``PMTUI_NOW`` is set and is no ISO instant with an offset.
        """
        fixed = self._environ.get("PMTUI_NOW", "")
        return _instant(fixed) if fixed else datetime.now(UTC).replace(microsecond=0)

    def system_zone(self) -> str:
        """IANA name of the machine's time zone, ``TZ`` honoured; "UTC" when nothing is configured.

        Raises:
            UsageError: ``TZ`` is set and means no zone, or one that has no name.
        """
        named = self._environ.get("TZ")
        if named is not None and named.removeprefix(":") != "localtime":
            return named if is_zone(named) else _zone_of_setting(named)
        setting = _local_time_setting()
        if self._zone is None or self._zone[0] != setting:
            self._zone = (setting, _linked_zone() or self._configured_zone())
        return self._zone[1]

    def _configured_zone(self) -> str:
        # Imported here: most commands use the workspace's zone and need not pay for the look-up.
        import warnings
        from zoneinfo import ZoneInfoNotFoundError

        import tzlocal

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                name = tzlocal.reload_localzone().key
        except (ZoneInfoNotFoundError, LookupError, ValueError, OSError, AttributeError):
            name = ""
        if is_zone(name):
            return name
        from pmtui.data.tz_setting import zone_of_file

        return zone_of_file(_LOCAL_TIME) or "UTC"


@cache
def _zone_of_setting(named: str) -> str:
    from pmtui.data.tz_setting import zone_of_setting  # most are plain names

    return zone_of_setting(named)


@cache
def _instant(fixed: str) -> datetime:
    """The instant that ``PMTUI_NOW`` gives.

    Raises:
        UsageError: It gives none.
    """
    try:
        if not re.fullmatch(_INSTANT, fixed):
            raise ValueError(fixed)
        instant = datetime.fromisoformat(fixed).astimezone(UTC).replace(microsecond=0)
        if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
            raise ValueError(fixed)
        return instant
    except (ValueError, OverflowError):
        raise UsageError(
            "E_BAD_NOW",
            f"PMTUI_NOW is {fixed!r}, which is no instant with an offset in the years {_FIRST_YEAR} to {_LAST_YEAR}.",
            "Write it like 2026-10-14T14:20:00Z or 2026-10-14T16:20:00+02:00, or unset it.",
        ) from None


def _linked_zone(link: str = _LOCAL_TIME) -> str:
    """The zone that ``link`` points to, as on Linux and macOS; empty where it does not, and tzlocal looks further.

    Asking here spares most commands the import of tzlocal, which takes a tenth of ``pmtui log``.
    """
    try:
        name = os.readlink(link).partition("zoneinfo/")[2]
    except (OSError, AttributeError):  # no link, or a system that has none
        return ""
    return name if name and is_zone(name) else ""


def _local_time_setting() -> object:
    """What changes when a traveller sets another zone; None where there is no such file."""
    try:
        found = os.stat(_LOCAL_TIME)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
