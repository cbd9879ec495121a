"""Names behind a sign, or behind the word that means the same and needs no quotes in a shell: ``link:KR1``."""

from __future__ import annotations

from pmtui.domain.quick_entry.clocks import is_clock
from pmtui.domain.quick_entry.tokens import Token
from pmtui.domain.quick_entry.words import KEYS, Word, one_line, unquoted

SIGNS = {">": "link", "@": "party", "#": "tag", "~": "activity", "!": "cause"}
"""What the name behind each sign is, as ``link:`` and the other words say it too."""

_CLOSING_MARKS = ",.;:!?)"


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
