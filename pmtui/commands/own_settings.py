"""What in the user's settings names nothing there is: a setting, a theme, a command, a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from pmtui.commands import ALL_COMMANDS
from pmtui.data.settings import NAMES, Settings

DIALOG_IDS = frozenset(
    (
        *(
            "back",
            "cursor-down",
            "cursor-up",
            "first",
            "fold",
            "last",
            "open",
            "page-down",
            "page-up",
            "unfold",
        ),
        *("checkin.afresh", "checkin.next", "checkin.previous", "dialog.leave", "filter.drop", "filter.keep"),
        *("form.save", "form.swap-draft", "help.down", "help.leave", "help.up", "quick.fix", "timer.forget"),
        *("palette.down", "palette.leave", "palette.page-down", "palette.page-up", "palette.up"),
    )
)
"""What has a key in a list or a dialog, and is no command of its own."""

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta", "hyper"})
_KEYS = frozenset(
    (
        *(
            "up",
            "down",
            "left",
            "right",
            "home",
            "end",
            "pageup",
            "pagedown",
            "insert",
            "delete",
            "enter",
            "escape",
        ),
        *(
            "tab",
            "backspace",
            "space",
            "slash",
            "backslash",
            "at",
            "minus",
            "plus",
            "underscore",
            "hyphen_minus",
        ),
        *("less_than_sign", "greater_than_sign", *(f"f{number}" for number in range(1, 25))),
    )
)
_AS_KEYS = 'keys are written like "f5", "ctrl+x" or "question_mark"'


def settings_problems(settings: Settings, themes: Collection[str]) -> tuple[str, ...]:
    """Return a sentence for each thing in ``settings`` that was not understood, with its line.

    Args:
        settings: As they were read.
        themes: The names of the themes there are.
    """
    return (*settings.problems, *_unknown(settings, themes))


def _unknown(settings: Settings, themes: Collection[str]) -> Iterator[str]:
    commands = {command.id for command in ALL_COMMANDS}
    for name in (name for name in settings.names if name not in NAMES):
        if name in commands:
            yield f"{settings.where(name)}: {name} is a command, and belongs below the line [keys]"
        else:
            meant = _meant(name, NAMES, f"there are {', '.join(NAMES)}")
            yield f'{settings.where(name)}: there is no setting "{name}"{meant}'
    if settings.theme not in themes:
        meant = _meant(settings.theme, themes, "f2 in the app shows them all")
        yield f'{settings.where("theme")}: there is no theme "{settings.theme}"{meant}'
    for name, keys in settings.keys.items():
        where = settings.where("keys", name)
        if name not in commands and name not in DIALOG_IDS:
            meant = _meant(name, commands, "pmtui keys lists them")
            yield f'{where}: there is no command "{name}"{meant}'
        for key in filter(None, map(str.strip, keys.split(","))):
            if not is_key(key):
                yield f'{where}: "{key}" is no key{_meant(key, _KEYS, _AS_KEYS)}'


def _meant(word: str, known: Collection[str], otherwise: str) -> str:
    """Suggest the name that is most like ``word``, or else say ``otherwise``."""
    by_lower = {name.lower(): name for name in sorted(known)}
    close = get_close_matches(word.lower(), by_lower, n=1)
    return f'; did you mean "{by_lower[close[0]]}"?' if close else f"; {otherwise}"


def is_key(key: str) -> bool:
    """Tell whether a terminal may send ``key``, as Textual names keys."""
    if len(key) == 1:
        return True
    *modifiers, base = key.split("+")
    if not _MODIFIERS.issuperset(modifiers) or not base:
        return False
    if len(base) == 1 or base in _KEYS:
        return True
    try:
        return bool(unicodedata.lookup(base.replace("_", " ")))
    except KeyError:
        return False
