"""What to do about a refusal, in the words of the app: keys where the command line would name a command."""

from __future__ import annotations

import re

from pmtui.errors import PmtuiError

_COMMAND = "pmtui "
_REWORDED = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"^pmtui reading TC1 VALUE, then pmtui move TC1 active$",
            "choose one in the kata pane; m makes it active",
        ),
        (r"^pmtui move (\S+) STATE.*$", r"open \1 again first: m on it"),
        (r'^pmtui move (\S+) (\w+) --reason "why"$', r"m on \1 moves it to \2 and asks why"),
        (r"^pmtui move (\S+) (\w+)((?: \w+=…)+)( first)?$", r"m on \1 moves it to \2 and asks for the rest"),
        (r"^pmtui move (\S+) (\w+)(.*)$", r"m on \1 moves it to \2\3"),
        (r"^pmtui reading (\S+) VALUE$", r"r on \1 adds a reading"),
        (
            r"^(change a field: )?pmtui set workspace .*$",
            "pmtui set workspace FIELD=VALUE, on the command line",
        ),
        (r"^(change a field: )?pmtui set (\S+) .*$", r"e on \2 changes it"),
        (r"^pmtui start\b.*$", "s starts a timer"),
        (r"^pmtui (stop|switch)\b.*$", "s ends the timer that runs"),
        (r"^pmtui list \w+ shows (them|what there is)$", r"ctrl+o shows \1"),
    )
)
_NOT_HERE = re.compile(r"^pmtui (history|list|lint|log)\b")


def fix_words(error: PmtuiError) -> str:
    """Return the fix of ``error`` for people who are in the app; empty when there is nothing they can do here.

    A command that the app has no key for, such as ``pmtui doctor``, stays as it is.
    """
    fix = error.fix or ""
    if _COMMAND not in fix:
        return fix
    for pattern, words in _REWORDED:
        if pattern.match(fix):
            return pattern.sub(words, fix)
    return "" if _NOT_HERE.match(fix) else fix
