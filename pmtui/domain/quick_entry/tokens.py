"""The parts of a line that have a meaning of their own, and those that are one word: modes, names behind signs.

``link:KR1`` means what ``>KR1`` means, and needs no quotes in a shell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.modes import Mode
from pmtui.domain.quick_entry.clocks import is_clock
from pmtui.domain.quick_entry.words import KEYS, Word, one_line, unquoted

if TYPE_CHECKING:
    from pmtui.domain.quick_entry.words import Note

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

SIGNS = {">": "link", "@": "party", "#": "tag", "~": "activity", "!": "cause"}
"""What the name behind each sign is, as ``link:`` and the other words say it too."""

_CLOSING_MARKS = ",.;:!?)"
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


def sign_token(word: Word) -> Token | None:
    """Read a word that begins with a sign and a letter; links, activities and causes need a letter.

    Punctuation at the end is not part of it: "met @acme, @globex." What a word such as ``tag:`` names may be in quotes.
    """
    if word.literal:
        return None
    kind, sign = SIGNS.get(word.text[0]), word.text[0]
    if kind is None:
        sign, colon, _ = word.text.partition(":")
        if not colon or sign.lower() not in KEYS:
            return None
        kind, sign = sign.lower(), sign.lower() + colon
    value = word.text[len(sign) :]
    if len(sign) > 1 and SIGNS.get(value[:1]) == kind:  # tag:#learn
        value, sign = value[1:], sign + value[0]
    value = value if value.endswith('"') else value.rstrip(_CLOSING_MARKS)
    end = word.start + len(sign) + len(value)
    if value.startswith('"'):
        value = one_line(unquoted(value))
    if not value or not _may_name(value, kind):
        return None
    return Token(kind, word.start, end, value, sign)


def spelt_out(word: str) -> str:
    """Return ``>KR1`` as ``link:KR1``, which a shell hands on as it is; any other word as it is."""
    token = (
        sign_token(Word(0, len(word), word, literal=False)) if word[:1] in SIGNS and '"' not in word else None
    )
    return f"{token.kind}:{word[1:]}" if token and token.kind != "party" else word


def with_sign(word: str) -> str:
    """Return ``link:KR1`` as ``>KR1``; any other word as it is."""
    token = sign_token(Word(0, len(word), word, literal=False)) if ":" in word else None
    signs = {kind: sign for sign, kind in SIGNS.items()}
    return signs[token.kind] + token.text if token else word


def _may_name(value: str, kind: str) -> bool:
    """Say whether it can be a name: no number in a link, and no time of day as a party, ``@14:00``."""
    first = value[0]
    if kind == "party" and first.isdigit():
        return not is_clock(value.lower())
    if kind == "link" and "://" in value:
        return False
    return first.isalpha() or (kind in ("party", "tag") and (first.isalnum() or first == "_"))
