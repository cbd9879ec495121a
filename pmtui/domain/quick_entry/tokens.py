"""The parts of a line that have a meaning of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.modes import Mode

if TYPE_CHECKING:
    from pmtui.domain.quick_entry.words import Note, Word

VERBS = ("start", "stop", "switch", "resume", "cancel")
"""The words that act on the timer when they come first."""

MODE_WORDS = {
    **{"fire": Mode.FIREFIGHT, "firefight": Mode.FIREFIGHT, "firefighting": Mode.FIREFIGHT},
    **{"strat": Mode.STRATEGIC, "strategic": Mode.STRATEGIC},
    **{"planned": Mode.PLANNED, "admin": Mode.ADMIN},
}
"""The words that say the mode."""

TIME_KINDS = frozenset({"duration", "clock", "until", "range", "day", "hours"})
"""The kinds of token that say when or how long."""

READ_OVER = ",.;:!"
"""The marks behind a time word or a mode that mean nothing: ``yesterday, fire: x``."""

SEPARATORS = frozenset({"-", ",", ";", ":", "|", "/"})
"""Words that only part the time words from each other and from the text: ``45m fire - x``."""

_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")


class Token(NamedTuple):
    """A part of the line with a meaning of its own.

    Attributes:
        kind: verb, duration, clock, until, range, day, bare (a number or a range without unit), hours (hours with a
            bare number behind, which may be minutes), unread (words for a time that say too little), misspelt
            (with what it probably is as the text), mode, link, party, tag, activity, cause or text.
        start: Offset of its first character in the line.
        end: Offset after its last character.
        text: As the readers want it: time words in lower case with plain dashes, names without their sign.
        sign: What stands before a name, ``>`` or ``link:``; else empty.
    """

    kind: str
    start: int
    end: int
    text: str
    sign: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the line."""
        return self.start, self.end


class Scan(NamedTuple):
    """A line, taken apart.

    Attributes:
        verb: log, or what to do with the timer.
        tokens: Everything but the note, from left to right.
        note: The note, or None.
        bare: A number or a range without unit that counts as text but may be the time that is missing.
        as_text: Words that look like a day or a mode and count as text, as typed.
    """

    verb: str
    tokens: tuple[Token, ...]
    note: Note | None
    bare: Token | None
    as_text: tuple[str, ...]


def lowered(text: str) -> str:
    """Return time words with plain dashes and in lower case, of the same length; empty if not ASCII."""
    text = text.translate(_DASHES)
    return text.lower() if text.isascii() else ""


def mode_token(word: Word) -> Token | None:
    """Read a mode, whatever its case and the marks behind it."""
    text = word.text.rstrip(READ_OVER)
    known = not word.literal and text.lower() in MODE_WORDS
    return Token("mode", word.start, word.start + len(text), text.lower()) if known else None


def is_separator(word: Word) -> bool:
    """Say whether the word only parts others."""
    return not word.literal and lowered(word.text) in SEPARATORS
