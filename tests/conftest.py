"""Every test starts in an empty home, in UTC, with the real clock and nobody's own settings."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A run makes millions of objects that die young; looking at the old ones each time costs a tenth of it.
gc.set_threshold(50_000, 20, 20)

# Machines differ in speed, so no example has a deadline. HYPOTHESIS_PROFILE=thorough searches longer.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))

# What could change what pmtui, Textual or Rich show or where they look for files.
_FOREIGN_PREFIXES = ("PMTUI_", "TEXTUAL", "XDG_")
_FOREIGN_NAMES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LINES",
    "TTY_COMPATIBLE",
)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New empty folders, cheaper than a tmp_path for every test that never writes."""
    root = tmp_path_factory.mktemp("homes")

    def folders() -> Iterator[Path]:
        for number in count():
            home = root / str(number)
            home.mkdir()
            yield home

    return folders()


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own home; its workspace would be in ``data``, its settings in ``config``, not yet made."""
    folder = next(_homes)
    for name in list(os.environ):
        foreign = name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN_NAMES
        if foreign and not name.startswith("TEXTUAL_SNAPSHOT"):  # the snapshot plugin's own
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "XDG_CONFIG_HOME": str(folder / ".config"),
        "XDG_DATA_HOME": str(folder / ".local" / "share"),
        "XDG_STATE_HOME": str(folder / ".local" / "state"),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "PMTUI_DATA": str(folder / "data"),
        "PMTUI_CONFIG": str(folder / "config"),
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }.items():
        monkeypatch.setenv(name, value)
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
    return folder
