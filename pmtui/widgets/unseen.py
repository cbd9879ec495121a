"""Characters that people type although nothing is printed for them: joiners, marks of direction, wide spaces."""

from __future__ import annotations

import unicodedata

from textual import events

_TYPED = frozenset({"Cf", "Zs", "Cn", "Co"})


def unseen_character(event: events.Key) -> str:
    """Return the character of a key that Textual's fields would drop as not printable; empty for all others.

    Emoji pickers type joiners, Persian needs them inside words, Japanese input types wide spaces, and an emoji
    newer than Python is not assigned yet. Control characters are keys and stay keys.
    """
    character = event.character or ""
    if len(character) != 1 or event.is_printable or unicodedata.category(character) not in _TYPED:
        return ""
    return character
