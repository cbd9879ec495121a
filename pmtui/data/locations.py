"""Where pmtui keeps what on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def data_dir(option: str | None, environ: Mapping[str, str]) -> Path:
    """Folder of the store: ``--data``, else ``PMTUI_DATA``, else the platform's user data folder."""
    chosen = option or environ.get("PMTUI_DATA")
    if chosen:
        return _expanded(chosen)
    # Imported here: costs start-up time that a command with --data need not pay.
    from platformdirs import user_data_path

    return user_data_path("pmtui", appauthor=False)


def config_dir(environ: Mapping[str, str]) -> Path:
    """Folder of settings, keymap and themes: ``PMTUI_CONFIG``, else the platform's user config folder."""
    chosen = environ.get("PMTUI_CONFIG")
    if chosen:
        return _expanded(chosen)
    from platformdirs import user_config_path

    return user_config_path("pmtui", appauthor=False)


def log_file(environ: Mapping[str, str]) -> Path:
    """The log of the app: ``PMTUI_LOG``, else in the platform's user log folder."""
    chosen = environ.get("PMTUI_LOG")
    if chosen:
        return _expanded(chosen)
    from platformdirs import user_log_path

    return user_log_path("pmtui", appauthor=False) / "pmtui.log"


def _expanded(text: str) -> Path:
    """``text`` as an absolute path, so that a later change of the working folder cannot move the store."""
    path = Path(text)
    with suppress(RuntimeError):  # no home folder known: "~" is taken literally
        path = path.expanduser()
    return path.absolute()
