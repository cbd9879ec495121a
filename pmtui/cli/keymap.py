"""The key map of the app as rows, and where two commands want the same key."""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.commands import ALL_COMMANDS, clashes, key_name, keymap
from pmtui.commands.own_settings import settings_problems
from pmtui.data.settings import DEFAULT_THEME, Settings


def key_rows(own: Mapping[str, str] | None = None) -> tuple[list[dict[str, str]], list[str]]:
    """Return a row for each command, and a sentence for each clash.

    Args:
        own: The user's keys by command id; they replace the default ones.
    """
    keys = keymap(ALL_COMMANDS, own)
    rows = [
        {
            "keys": " ".join(key_name(key) for key in keys[command.id]),
            "label": command.label,
            "help": command.help,
            "id": command.id,
        }
        for command in ALL_COMMANDS
    ]
    found = [
        f"{key_name(c.key)} is both {c.first} and {c.second} in {', '.join(sorted(c.places))}"
        for c in clashes(ALL_COMMANDS, own)
    ]
    return rows, found


def misunderstood(settings: Settings) -> list[str]:
    """Return what in the user's settings was not understood or names nothing there is, a sentence each."""
    themes = [DEFAULT_THEME]
    if settings.theme != DEFAULT_THEME:  # else nobody pays for Textual
        from pmtui.screens.themes import theme_names

        themes = theme_names()
    return list(settings_problems(settings, themes))
