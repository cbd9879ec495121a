"""Which words in a row are a duration, a clock, a range or a day: the longest reading wins.

And which may stand for one without saying which: most lines hold none, and are spared the patterns of ``unread``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmtui.domain.dates import MONTHS, WEEKDAYS, is_day_word
from pmtui.domain.quick_entry.clocks import is_bare_range, is_clock, is_range
from pmtui.domain.quick_entry.durations import is_bare_duration, is_duration
from pmtui.domain.quick_entry.tokens import MODE_WORDS, READ_OVER, Token, lowered
from pmtui.domain.quick_entry.words import KEYS, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST = 48
_MOST_WORDS = 5
# A time word of several words has one of these second: "2 h", "9 am", "12 oct", "9am - 11am", "3 days ago".
_JOINTS = frozenset(
    {"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes"}
    | {"s", "sec", "secs", "second", "seconds", "to", "-", "of", "the"}
    | {f"{unit}{s}" for unit in ("day", "week", "month", "year") for s in ("", "s")}
    | {"ago", "before", "a.m", "p.m"}
)
_OPENINGS = frozenset({"until", "till", "til", "last", "past", "the"})
_UNTIL = tuple(word + blank for word in ("until", "till", "til") for blank in " \t\n")
# What may stand before a time word and says no more than it does: "at 14:00", "on mon".
_PREPOSITIONS = {
    **{"at": ("clock", "range"), "from": ("clock", "range"), "on": ("day",), "for": ("duration",)},
    **{"between": ("range",), "around": ("clock",), "since": ("clock",)},
}

_PARTS = ("morning", "forenoon", "afternoon", "evening", "night", "lunch", "lunchtime")
_SPANS = ("day", "week", "weekend", "month", "quarter", "year")

BEGINNINGS = {
    *(
        "the",
        "this",
        "last",
        "past",
        "previous",
        "next",
        "coming",
        "on",
        "in",
        "at",
        "during",
        "before",
        "after",
    ),
    *(
        "by",
        "until",
        "till",
        "til",
        "from",
        "since",
        "a",
        "an",
        "half",
        "one",
        "two",
        "three",
        "few",
        "couple",
    ),
    *("some", "several", "recently", "just", "right", "tonight", "earlier", "yesterday", "today", "tomorrow"),
    *("midnight", "midday", "early", "late", "mid", *_PARTS, *WEEKDAYS, *MONTHS),
}
"""The first words of the forms that do not begin with a digit; spares most words the patterns."""

_NAMES = {*KEYS, "mode", "links", "parties", "tags"}

ENDINGS = {*_SPANS, *_PARTS, *WEEKDAYS, "tonight", "ago"}
"""The last words of ``AT_END``."""

DATED = {
    *("today", "yesterday", "tomorrow", "am", "pm", "eod", "eow", "eom", "eoq", "eoy"),
    *(*_SPANS, *_PARTS, *WEEKDAYS, "days", "weeks"),
}
"""Words by which the words before a mode are recognized as a day that was not understood."""

_BEHIND = {"ago", "utc", "gmt", "z"}
_WRAPPING = "~@()[]{}<>*'\u2018\u2019"
# How days and modes begin, and how they do with two letters in each other's place.
_NEAR = {
    "ye",
    "ys",
    "yd",
    "to",
    "tm",
    "td",
    "mo",
    "mn",
    "tu",
    "we",
    "wd",
    "th",
    "fr",
    "sa",
    "su",
    "fi",
    "st",
    "pl",
}
_NEAR_LENGTHS = range(4, 14)


def time_from(line: str, words: Sequence[Word], i: int) -> Token | None:
    """Return the longest time word that begins with word ``i``, or right behind the preposition that it is."""
    if token := longest_from(line, words, i, time_kind):
        return token
    if i + 1 < len(words) and (kinds := _prepared(words[i])):
        token = longest_from(line, words, i + 1, time_kind)
        return token if token and token.kind in kinds else None
    return None


def time_to(line: str, words: Sequence[Word], end: int, begin: int) -> Token | None:
    """Return the longest time word that ends before word ``end`` and begins at ``begin`` or later."""
    return longest_to(line, words, end, begin, time_kind)


def begins_at(words: Sequence[Word], token: Token, begin: int, end: int) -> int:
    """Return the index of the first word, before ``end``, of a time word or of the preposition before it."""
    while end > begin and words[end - 1].start >= token.start:
        end -= 1
    return end - 1 if end > begin and token.kind in _prepared(words[end - 1]) else end


def index_after(words: Sequence[Word], token: Token, i: int) -> int:
    """Return the index of the first word from ``i`` on that stands behind the token."""
    while i < len(words) and words[i].start < token.end:
        i += 1
    return i


def _prepared(word: Word) -> Sequence[str]:
    return () if word.literal else _PREPOSITIONS.get(word.text.lower(), ())


def longest_from(
    line: str, words: Sequence[Word], i: int, kind_of: Callable[[str], str | None]
) -> Token | None:
    """Return the longest token that begins with word i."""
    most = _MOST_WORDS if _may_continue(words, i) else 1
    for end in range(min(i + most, len(words)), i, -1):
        if token := _read(line, words, i, end, kind_of):
            return token
    return None


def longest_to(
    line: str, words: Sequence[Word], end: int, begin: int, kind_of: Callable[[str], str | None]
) -> Token | None:
    """Return the longest token that ends before word ``end`` and begins at ``begin`` or later."""
    for i in range(max(begin, end - _MOST_WORDS), end):
        if (i == end - 1 or _may_continue(words, i)) and (token := _read(line, words, i, end, kind_of)):
            return token
    return None


def _may_continue(words: Sequence[Word], i: int) -> bool:
    """Say whether a time word of several words can begin here; spares the patterns most of the text."""
    if i + 1 >= len(words) or len(words[i].text) > _LONGEST or len(words[i + 1].text) > _LONGEST:
        return False
    first, second = lowered(words[i].text), lowered(words[i + 1].text)
    joint = second.strip(READ_OVER)
    return (
        first in _OPENINGS
        or first.strip(".") in MONTHS
        or first.endswith("-")
        or second.startswith("-")
        or joint in _JOINTS
        or joint[:2] in ("am", "pm")  # "2 pm-3 pm", "2 pm+01:00"
        or joint in MONTHS
        or (first[-1:] == "." and first[:-1].isdigit() and second[:1].isdigit())  # "3. 10. 2026"
    )


def _read(
    line: str, words: Sequence[Word], i: int, end: int, kind_of: Callable[[str], str | None]
) -> Token | None:
    """Read words i to end - 1 as one token of the kind that ``kind_of`` finds, with or without a mark behind them."""
    start, stop = words[i].start, words[end - 1].end
    if stop - start > _LONGEST or any(word.literal for word in words[i:end]):
        return None
    text = lowered(line[start:stop])
    for candidate in dict.fromkeys((text, text.rstrip(READ_OVER))):
        if candidate and (kind := kind_of(candidate)):
            return Token(kind, start, start + len(candidate), candidate)
    return None


def time_kind(text: str) -> str | None:
    """Return which kind of time word lower-case text is, be it a possible one or not; None when it is none."""
    if is_duration(text):
        return "duration"
    if text.startswith(_UNTIL) and is_clock(text.split(None, 1)[-1]):
        return "until"
    # 1:30-05:00 can be a range or a clock with an offset; which one, the whole line tells.
    if is_range(text):
        return "range"
    if is_clock(text):
        return "clock"
    return "day" if is_day_word(text) else None


def bare_kind(text: str) -> str | None:
    """Say whether lower-case text is a number or a range that lacks its unit."""
    return "bare" if is_bare_duration(text) or is_bare_range(text) else None


def may_begin_unread(word: Word) -> bool:
    """Say whether the first word behind the time words may be, or begin, words for a time."""
    one = lowered(word.text).strip(READ_OVER)
    return (
        one[:1].isdigit()
        or one in BEGINNINGS
        or one in _BEHIND
        or _may_be_near(one)
        or one[:3] in WEEKDAYS
        or one[:5] in ("mode:", "mode=")
    )


def may_hold_unread(words: Sequence[Word]) -> bool:
    """Say whether the text may hold a mode, a day at its end, or a name with a blank behind its colon."""
    last = lowered(words[-1].text).strip(READ_OVER) if words else ""
    return (
        last in ENDINGS
        or _may_be_near(last)
        or any(word.text.lower().partition(":" if ":" in word.text else "=")[0] in _NAMES for word in words)
        or any(word.text.lower().rstrip(READ_OVER) in MODE_WORDS for word in (*words[:6], *words[-1:]))
    )


def _may_be_near(word: str) -> bool:
    wrapped = word.strip(_WRAPPING) != word
    return wrapped or (word[:2] in _NEAR and len(word) in _NEAR_LENGTHS)
