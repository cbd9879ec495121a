"""The user's own settings of the screen: theme, symbols, keys; a small TOML file that people may edit by hand."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmtui.data.disk import flush_folder, make_folder, temporary_path, write_temporary
from pmtui.errors import StoreError

FILE = "settings.toml"
DEFAULT_THEME = "pmtui-dark"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set.

    Attributes:
        theme: Name of the theme.
        ascii: Whether symbols are plain ASCII.
        keys: The user's keys by id of the command, several separated by commas.
        problem: Why part of the file was not understood, for people; empty when all was.
    """

    theme: str = DEFAULT_THEME
    ascii: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def load_settings(folder: Path) -> Settings:
    """Return the settings kept in ``folder``; what is missing or not understood falls back to the default."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            found = tomllib.loads(file.read(_LARGEST).decode())
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return Settings(problem=f"{FILE} is not read: {error}")
    theme, plain, keys = found.get("theme", DEFAULT_THEME), found.get("ascii", False), found.get("keys", {})
    if not isinstance(theme, str) or not isinstance(plain, bool) or not isinstance(keys, dict):
        return Settings(problem=f"{FILE}: theme is a text, ascii true or false, keys a table")
    own = {str(name): key for name, key in keys.items() if isinstance(key, str)}
    problem = "" if len(own) == len(keys) else f'{FILE}: keys are texts, such as log = "l"'
    return Settings(theme, plain, own, problem)


def save_theme(folder: Path, theme: str) -> None:
    """Keep ``theme`` as the chosen one; comments and other settings in the file stay.

    Raises:
        StoreError: ``E_CANNOT_WRITE``; the file stays as it was. Also when it is not TOML.
    """
    import tomlkit  # only this pays for it
    from tomlkit.exceptions import TOMLKitError

    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        document["theme"] = theme
        make_folder(folder)
        temporary = temporary_path(path)
        write_temporary(temporary, tomlkit.dumps(document).encode())
        os.replace(temporary, path)
        flush_folder(folder)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise StoreError(
            "E_CANNOT_WRITE", f"the theme cannot be kept in {path}: {error}", "check the file"
        ) from error
