"""The zone that ``TZ`` means, in every form that programs of the system take; loaded only where it is no plain name."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import TZPATH, available_timezones

from pmtui.domain.posix_zones import read_posix
from pmtui.domain.zones import is_zone
from pmtui.errors import UsageError

_OTHER_TREES = ("posix/", "right/")
_BIGGEST_ZONE = 65_536


def zone_of_setting(setting: str) -> str:
    """Return the IANA name of the zone that ``TZ`` set to ``setting`` means.

    Raises:
        UsageError: ``E_BAD_TZ`` naming a zone that works, where it means none or one without a name.
    """
    text = setting.removeprefix(":")
    if not text:
        return "UTC"  # as the C library has it
    found = zone_of_file(text) if text.startswith("/") else zone_of_path(text)
    form = read_posix(text)
    found = found or (form.plain_zone if form else "")
    if found:
        return found
    raise _refused(setting, text)


def zone_of_path(path: str) -> str:
    """Return the name of the zone whose file in a zone database is ``path``, empty where there is none."""
    name = path.partition("zoneinfo/")[2] or path
    for tree in _OTHER_TREES:
        name = name.removeprefix(tree)
    return name if is_zone(name) else ""


def zone_of_file(path: str) -> str:
    """Return the name of the zone in the file ``path``: by its place, by what it links to, or by what it holds."""
    return (zone_of_path(path) if "zoneinfo/" in path else "") or _linked(path) or _holding(path)


def _linked(path: str) -> str:
    try:
        real = os.path.realpath(path, strict=True)
    except (OSError, ValueError):
        return ""
    return zone_of_path(real) if "zoneinfo/" in real else ""


def _holding(path: str) -> str:
    """The name of the zone of which ``path`` is a copy, as it is in many containers."""
    try:
        with open(path, "rb") as file:
            held = file.read(_BIGGEST_ZONE)
    except (OSError, ValueError):
        return ""
    if not held.startswith(b"TZif"):
        return ""
    names = sorted(available_timezones(), key=lambda name: ("/" not in name, name))
    return next((name for name in names if is_zone(name) and held in _files_of(name)), "")


def _files_of(name: str) -> list[bytes]:
    found = []
    for folder in TZPATH:
        file = Path(folder, name)
        if file.is_file():
            found.append(file.read_bytes())
    return found


def _refused(setting: str, text: str) -> UsageError:
    from pmtui.domain.zone_names import likely_zone, mirrored_zone

    form, likely = read_posix(text), likely_zone(text)
    what = f"TZ is {setting!r}, which names no time zone"
    if form is not None:
        changes = " with clocks that change" if form.summer_offset is not None else ""
        what = f"TZ is {setting!r}, {form.words}{changes}; pmtui keeps zones by their names"
    advice = f"Set TZ={likely}" if likely else "Set TZ to a name such as Europe/London"
    if form is not None and not likely and (mirrored := mirrored_zone(form)):
        advice = f"Set TZ={mirrored} if you mean as far on the other side of UTC"
    return UsageError("E_BAD_TZ", f"{what}.", f"{advice}, or unset it.")
