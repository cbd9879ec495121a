"""From a line to its words, quoted parts and note; nothing here knows what a word means."""

from __future__ import annotations

import re
from typing import NamedTuple

KEYS = ("link", "tag", "cause", "activity", "party")
"""The words that, with a colon behind, mean the same as ``> # ! ~ @`` and need no quotes in a shell."""

_WORD = rf'"[^"]*"|(?:#|(?i:tag):)[^\s"=]+="[^"]*"|(?i:{"|".join(KEYS)}):"[^"]*"|\S+'


class Word(NamedTuple):
    """A stretch of the line without blanks, a quoted part, or a name with a quoted value.

    Attributes:
        start: Offset of its first character in the line.
        end: Offset after its last character.
        text: The characters; a quoted part keeps its quotes.
        literal: Whether it is text whatever it looks like: quoted, or glued to a quoted part.
    """

    start: int
    end: int
    text: str
    literal: bool


class Note(NamedTuple):
    """What follows the ``--`` that starts at ``start``, exactly as typed after one blank."""

    start: int
    text: str


def split_line(line: str) -> tuple[list[Word], Note | None]:
    """Return the words of the line in order, and its note.

    A quote that is never closed is an ordinary character.
    """
    words: list[Word] = []
    previous_end, previous_literal = -1, False
    for match in re.finditer(_WORD, line):
        text = match[0]
        if text == "--" and previous_end != match.start():
            rest = line[match.end() :]
            return words, Note(match.start(), rest[1:])
        quoted = len(text) > 1 and text[0] == text[-1] == '"'
        literal = quoted or (previous_literal and previous_end == match.start())
        words.append(Word(match.start(), match.end(), text, literal))
        previous_end, previous_literal = match.end(), literal
    return words, None


def one_line(text: str) -> str:
    """Return the text with each line break, and the blanks around it, as one space; blanks at the ends go."""
    parts = text.splitlines()
    if len(parts) > 1:
        text = " ".join(part.strip() for part in parts if part.strip())
    return text.strip()


def unquoted(text: str) -> str:
    """Return what is between the quotes of a quoted part, and any other word as it is."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text
