"""A fix that adds a word to what was typed, as the whole command to type."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

_MORE = re.compile(r"(?:type \S+, or )?add (--[a-z-]+(?: \S+)?|[a-z_-]+=\S+)$")


def typed_again(fix: str, words: Sequence[str]) -> str:
    """Return ``fix`` with the words of the command line around what it adds; as it is when it adds nothing.

    ``words`` are those after the program's name. A field that was given without a value gives way to the new one.
    """
    found = _MORE.match(fix)
    if found is None or "--" in words:
        return fix
    name, equals, _ = found[1].partition("=")
    kept = [word for word in words if not (equals and word.startswith(f"{name}="))]
    return f"{shlex.join(['pmtui', *kept])} {found[1]}"
