"""The user's own settings of the screen: theme, symbols, keys; a small TOML file that people may edit by hand."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmtui.data.disk import open_ordinary
from pmtui.data.replacing import replace_file
from pmtui.data.toml_places import error_words, line_of
from pmtui.errors import StoreError

FILE = "settings.toml"
DEFAULT_THEME = "pmtui-dark"
NAMES = ("theme", "ascii", "keys")
"""What may be set."""

_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set.

    Attributes:
        theme: Name of the theme.
        ascii: Whether symbols are plain ASCII.
        keys: The user's keys by id of the command, several separated by commas.
        problems: What of the file was not understood, a sentence each; empty when all was.
        names: Everything that the file sets, known or not, in its order.
        text: The file as it is, to tell where in it something stands.
    """

    theme: str = DEFAULT_THEME
    ascii: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), compare=False)
    text: str = field(default="", compare=False, repr=False)

    def where(self, *path: str) -> str:
        """Return the file and the line where the setting at ``path`` stands, as the beginning of a sentence."""
        return _where(self.text, *path)


def _where(text: str, *path: str) -> str:
    line = line_of(text, path)
    return f"{FILE} line {line}" if line is not None else FILE


def load_settings(folder: Path) -> Settings:
    """Return the settings kept in ``folder``; what is missing or not understood falls back to the default."""
    path = folder / FILE
    text = ""
    try:
        text = _text_of(path)
        found = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{FILE} {error_words(error, text)}; none of it is used",), text=text)
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Settings(problems=(f"{FILE} is not read: {reason}",))
    return _understood(found, text)


def _text_of(path: Path) -> str:
    """The text of the file; the mark that some editors begin with is no part of it.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not UTF-8, or too large.
    """
    if path.is_dir():
        raise ValueError("it is a folder")
    with open_ordinary(path) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"it has more than {_LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ValueError(f"line {line} is not UTF-8; save it with that encoding") from error


def _understood(found: Mapping[str, Any], text: str) -> Settings:
    """What ``found`` sets, as far as the values are of the right kind."""
    problems = []
    theme, plain, keys = (found.get(name) for name in NAMES)
    if theme is not None and not isinstance(theme, str):
        problems.append(
            f'{_where(text, "theme")}: a theme is a name in quotes, such as theme = "{DEFAULT_THEME}"'
        )
    if plain is not None and not isinstance(plain, bool):
        problems.append(f"{_where(text, 'ascii')}: ascii is true or false, without quotes")
    if keys is not None and not isinstance(keys, dict):
        problems.append(f'{_where(text, "keys")}: keys is a table: [keys] on a line, log = "l" on the next')
    own = {}
    for name, key in keys.items() if isinstance(keys, dict) else ():
        if isinstance(key, str) and key.strip(" ,"):
            own[str(name)] = key
        else:
            problems.append(f"{_where(text, 'keys', name)}: a key is a text, such as {_suggested(name, key)}")
    return Settings(
        theme if isinstance(theme, str) else DEFAULT_THEME,
        plain is True,
        own,
        tuple(problems),
        tuple(found),
        text,
    )


def _suggested(name: str, key: object) -> str:
    """How to write the keys that somebody wrote as a list, or below a name with a dot; else an example."""
    if isinstance(key, dict):
        return f'"{name}.{next(iter(key), "")}" = "f5"'
    listed = key if isinstance(key, list) else []
    keys = ",".join(k for k in listed if isinstance(k, str))
    return f'{name} = "{keys or "f5"}"'


def save_theme(folder: Path, theme: str) -> None:
    """Keep ``theme`` as the chosen one; comments and other settings in the file stay.

    Where the file is a link, as with those who keep their settings in one place, what it leads to is written.

    Raises:
        StoreError: ``E_CANNOT_WRITE``; the file stays as it was. Also when it is not TOML.
    """
    import tomlkit  # only this pays for it
    from tomlkit.exceptions import TOMLKitError

    path = Path(os.path.realpath(folder / FILE))
    try:
        document = tomlkit.parse(_text_of(path) if path.exists() else "")
        document["theme"] = theme
        replace_file(path, tomlkit.dumps(document).encode())
    except (OSError, ValueError, TOMLKitError) as error:
        raise StoreError(
            "E_CANNOT_WRITE", f"the theme cannot be kept in {path}: {error}", "check the file"
        ) from error
