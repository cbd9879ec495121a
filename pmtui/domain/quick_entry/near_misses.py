"""Days and modes typed with one wrong letter."""

from __future__ import annotations

from pmtui.domain.quick_entry.tokens import MODE_WORDS

_DAYS = (
    "yesterday",
    "tomorrow",
    "today",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_MODES = tuple(word for word in MODE_WORDS if len(word) > 5)
# Words of their own, a letter away from a day or a mode.
_OTHER = frozenset(
    ("toddy", "toady", "sundry", "sundae", "sunray", "munday", "planner", "planed", "planked", "planted")
)
_COMMON = dict.fromkeys(("wensday", "wendsday", "wendesday", "wenesday", "wedesday"), "wednesday")
_COMMON |= {"yest": "yesterday", "yday": "yesterday", "ystday": "yesterday", "tmrw": "tomorrow"}
_SHORTEST = 5


def nearest_day(word: str) -> str | None:
    """Return the day that the lower-case word is but for one letter, or two letters in each other's place."""
    return _COMMON.get(word) or _nearest(word, _DAYS)


def nearest_mode(word: str) -> str | None:
    """Return the mode that the lower-case word is but for one letter, or two letters in each other's place."""
    return _nearest(word, _MODES)


def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    if not _SHORTEST <= len(word) <= 13 or word in _OTHER or word in known or not word.isalpha():
        return None
    for candidate in known:
        # The plural of a day is a word of its own.
        if word[0] == candidate[0] and word != candidate + "s" and _one_off(word, candidate):
            return candidate
    return None


def _one_off(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    first, second = word[same:], other[same:]
    if len(word) == len(other):
        swapped = first[:2] == second[:2][::-1] and first[2:] == second[2:]
        return first[1:] == second[1:] or swapped
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return longer[1:] == shorter
