"""Where something stands in a TOML text: the reader of the standard library tells it of errors only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_LONGEST = 2000


def line_of(text: str, path: Sequence[str]) -> int | None:
    """Return the line, from 1, where the value at ``path`` begins; None when it is not found, or the text is very long.

    The text is read line by line until the value is there, so quotes, tables and dots are what TOML takes them for.
    """
    lines = text.splitlines(keepends=True)
    last_without = 0
    for number in range(1, min(len(lines), _LONGEST) + 1):
        try:
            found = tomllib.loads("".join(lines[:number]))
        except (tomllib.TOMLDecodeError, RecursionError):  # in the middle of a value of many lines
            continue
        if _holds(found, path):
            return last_without + 1
        last_without = number
    return None


def _holds(found: Any, path: Sequence[str]) -> bool:
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return False
        found = found[name]
    return True


def error_words(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Return where and why ``text`` is no TOML: ``line 3, column 9: a value is missing``."""
    message = str(error)
    found = _PLACE.search(message)
    if found is None:
        return message
    before = text.rstrip("\n")  # an error at the end is one of the last line
    line = found["line"] or before.count("\n") + 1
    column = found["column"] or len(before) - before.rfind("\n")
    at = f"line {line}, column {column}"
    reason = message[: found.start()]
    if re.fullmatch(r"Cannot overwrite a value|Cannot declare .* twice", reason):
        reason = "this name stands here a second time"
    return f"{at}: {reason[:1].lower()}{reason[1:]}"
