"""What to do about a refusal, in the words of the app: keys where the command line would name a command."""

from __future__ import annotations

import re

from pmtui.errors import PmtuiError

_NAMES_ONE = re.compile(r"\bpmtui |^add [\w-]+=")
_REWORDED = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"^pmtui reading (\S+) VALUE && pmtui move \S+ active$",
            r"r on \1 adds a reading, then m makes it active",
        ),
        (r'^pmtui move (\S+) (\w+) --reason "why"$', r"m on \1 moves it to \2 and asks why"),
        (r"^pmtui move (\S+) (\w+)((?: \w+=…)+)$", r"m on \1 moves it to \2 and asks for the rest"),
        (r"^pmtui move (\S+) (\w+)$", r"m on \1 moves it to \2"),
        (r"^pmtui reading (\S+) VALUE$", r"r on \1 adds a reading"),
        (r"^pmtui set workspace .*$", "pmtui set workspace FIELD=VALUE, on the command line"),
        (r"^pmtui set (\S+) .*$", r"e on \1 changes it"),
        (r"^pmtui add \w+ .*$", "n adds one, in its pane"),
        (r"^pmtui start\b.*$", "s starts a timer"),
        (r"^pmtui (stop|switch|cancel)\b.*$", "s ends the timer that runs"),
        (r"^pmtui list \w+$", "ctrl+o shows what there is"),
        (r"^pmtui checkin$", "c checks in"),
        (r"^add [\w-]+=.*$", "fill it in"),
    )
)
_NOT_HERE = re.compile(r"(?:^|: )pmtui (history|list|lint|log|undo|status|info)\b.*$")


def fix_words(error: PmtuiError) -> str:
    """Return the fix of ``error`` for people who are in the app; empty when there is nothing they can do here.

    A command that the app has no key for, such as ``pmtui doctor``, stays as it is.
    """
    fix = error.fix or ""
    if not _NAMES_ONE.search(fix):
        return fix
    for pattern, words in _REWORDED:
        if pattern.match(fix):
            return pattern.sub(words, fix)
    return _NOT_HERE.sub("", fix)
