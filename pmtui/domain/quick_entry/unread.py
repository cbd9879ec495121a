"""Words that stand where a day, a time or a mode stands, and look like one, but do not say which.

``45m last week fire x`` is refused, with the day to write instead: stored as text, it would lie on the wrong day and
without its mode. Where plain words follow or precede it, it may as well be text, and a notice says that it is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.dates import WEEKDAYS
from pmtui.domain.quick_entry.near_misses import nearest_day, nearest_mode
from pmtui.domain.quick_entry.time_tokens import BEGINNINGS, DATED, ENDINGS, time_from, time_kind
from pmtui.domain.quick_entry.tokens import (
    MODE_WORDS,
    READ_OVER,
    TIME_KINDS,
    Token,
    lowered,
    mode_token,
    sign_token,
)
from pmtui.domain.quick_entry.unread_forms import (
    AT_END,
    CLOCKS,
    LIKELY,
    NAMED,
    PART,
    POSSIBLE,
    SURE,
    WEEKDAY_OF_WEEK,
    ZONE,
)
from pmtui.domain.quick_entry.words import KEYS, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS = 5
_LONGEST = 48
_WRAPPING = "()[]{}<>*'\u2018\u2019"

# How surely it is no text: refused in any case, refused before a mode or a time word and else noticed, or only refused.
_SURE, _LIKELY, _HARDLY = 3, 2, 1
_FORMS = (
    *((form, _SURE) for form in SURE),
    *((form, _LIKELY) for form in LIKELY),
    *((form, _HARDLY) for form in POSSIBLE),
)


class _Found(NamedTuple):
    """The first ``size`` words mean ``meant``, or a ``clock``; the token before them belongs to it when ``back``."""

    size: int
    sureness: int
    back: bool = False
    meant: str = ""
    clock: bool = False


def unread_at_start(
    line: str, words: Sequence[Word], begin: int, lead: Sequence[Token], *, timer: bool, timed: bool
) -> tuple[Token | None, tuple[str, ...]]:
    """Return what has to be refused right behind the leading time words, or else what is text and has to be said so.

    ``timed``: a time is what the line is for, be there one before or not.
    """
    found = _found_at(line, words, begin, lead)
    if found is None:
        return None, ()
    first, last = words[begin], words[begin + found.size - 1]
    start = lead[-1].start if found.back else first.start
    end = last.start + len(last.text.rstrip(READ_OVER)) if last.text.rstrip(READ_OVER) else last.end
    near = timed or any(token.kind in TIME_KINDS or token.kind == "mode" for token in lead)
    mode_open = not any(token.kind == "mode" for token in lead)
    if found.sureness == _SURE and (found.clock if timer else near):
        refused = True
    else:
        refused = _time_or_mode_at(line, words, begin + found.size, mode_open)
    if refused:
        kind, text = ("misspelt", found.meant) if found.meant else ("unread", lowered(line[start:end]))
        return Token(kind, start, end, text), ()
    said = found.sureness >= (_SURE if not near else _LIKELY) and not (timer and not near)
    return None, (line[first.start : end],) if said else ()


def unread_in_text(
    line: str, words: Sequence[Word], lead: Sequence[Token], tail: Sequence[Token]
) -> tuple[str, ...]:
    """Return the words for a day, a mode or a name that look misplaced among those that are read as text."""
    modes = {MODE_WORDS[token.text] for token in lead if token.kind == "mode"}
    second = mode_token(words[0]) if words and modes else None
    said = [second] if second and MODE_WORDS[second.text] not in modes else []
    said += _split_names(words)
    if not modes and (mode := _mode_at_end(line, words, tail) or _mode_behind_a_day(words)):
        said.append(mode)
    if len(words) > 1 and (day := _day_at_end(line, words)):
        said.append(day)
    return tuple(line[token.start : token.end] for token in said)


def _split_names(words: Sequence[Word]) -> list[Token]:
    """Return ``tag: learn``, which means something only without the blank, and ``party=acme``, which is for *set*."""
    named: list[Token] = []
    for word, after in pairwise((*words, None)):
        if word is None or word.literal or not re.fullmatch(NAMED, word.text.lower()):
            continue
        if word.text[-1:] not in "=:":
            named.append(Token("text", word.start, word.end, word.text))
        elif word.text[:-1].lower() in KEYS:
            named.append(Token("text", word.start, after.end if after else word.end, word.text))
    return named


def _mode_behind_a_day(words: Sequence[Word]) -> Token | None:
    """Return the first words up to the mode among them, if they may be a day: ``week 41 fire``, ``eod fire``."""
    for i, word in enumerate(words[1:_MOST_WORDS], start=1):
        if mode_token(word):
            dated = any(not w.literal and _may_be_dated(lowered(w.text)) for w in words[:i])
            return Token("text", words[0].start, word.end, word.text) if dated else None
    return None


def _may_be_dated(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or word.strip(READ_OVER) in DATED


def _day_at_end(line: str, words: Sequence[Word]) -> Token | None:
    """Return the longest phrase for a day behind the first word of the text, at its end."""
    last = words[-1]
    one = "" if last.literal else lowered(last.text).strip(READ_OVER)
    inner = one.strip("~@" + _WRAPPING)
    if nearest_day(one) or (inner != one and time_kind(inner)):
        return Token("text", last.start, last.start + len(last.text.rstrip(READ_OVER)), one)
    if one not in ENDINGS:
        return None
    for i in range(max(1, len(words) - _MOST_WORDS), len(words)):
        phrase = _phrase(line, words[i:]).rstrip(".")
        if phrase and any(re.fullmatch(form, phrase) for form in AT_END):
            end = words[-1].start + len(words[-1].text.rstrip(READ_OVER))
            return Token("text", words[i].start, end, phrase)
    return None


def _mode_at_end(line: str, words: Sequence[Word], tail: Sequence[Token]) -> Token | None:
    """Return the mode that stands last, beside time words or behind a comma, with the time word before it."""
    last = mode_token(words[-1]) if len(words) > 1 else None
    if last is None:
        return None
    before = time_from(line, words[-2:-1], 0)
    beside = any(token.kind in TIME_KINDS for token in tail[:1])
    if not (before or beside or words[-2].text[-1:] in READ_OVER):
        return None
    return Token("text", before.start if before else last.start, last.end, last.text)


def _found_at(line: str, words: Sequence[Word], begin: int, lead: Sequence[Token]) -> _Found | None:
    if begin >= len(words) or words[begin].literal or len(words[begin].text) > _LONGEST:
        return None
    before = lead[-1] if lead else None
    one = lowered(words[begin].text).strip(READ_OVER)
    if not one:
        return None
    if before and before.kind == "duration" and one == "ago":
        return _Found(1, _SURE, back=True, clock=True)
    if before and before.kind in ("clock", "range", "until") and one in ZONE.split("|"):
        return _Found(1, _SURE, back=True)
    if one in BEGINNINGS or one[:3] in WEEKDAYS or one[:1].isdigit() or one[:1] in "~@":
        for count in range(min(_MOST_WORDS, len(words) - begin), 0, -1):
            if found := _matching(_phrase(line, words[begin : begin + count]), count, before):
                return found
    inner = one.strip(_WRAPPING)
    if inner and inner != one and (inner in MODE_WORDS or time_kind(inner)):
        return _Found(1, _SURE, meant=inner)
    if one[:4] == "mode" and one[5:] in MODE_WORDS:
        return _Found(1, _SURE, meant=one[5:])
    if day := nearest_day(one):
        return _Found(1, _SURE, meant=day)
    if mode := nearest_mode(one):
        return _Found(1, _LIKELY, meant=mode)
    return None


def _matching(phrase: str, count: int, before: Token | None) -> _Found | None:
    """Return what the phrase looks like, alone or together with the day before it."""
    if not phrase:
        return None
    if before and before.kind == "day":
        joined = f"{before.text} {phrase}"
        if re.fullmatch(WEEKDAY_OF_WEEK, joined):
            return _Found(count, _SURE, back=True)
        if re.fullmatch(PART, joined):
            return _Found(count, _LIKELY, back=True)
    for form, sureness in _FORMS:
        if re.fullmatch(form, phrase):
            return _Found(count, sureness, clock=form in CLOCKS)
    return None


def _phrase(line: str, words: Sequence[Word]) -> str:
    """Return the words in lower case with single spaces, without marks behind them; empty when they cannot be one."""
    if any(word.literal for word in words) or words[-1].end - words[0].start > _LONGEST:
        return ""
    return " ".join(lowered(line[words[0].start : words[-1].end]).split()).rstrip(READ_OVER.replace(".", ""))


def _time_or_mode_at(line: str, words: Sequence[Word], i: int, mode_open: bool) -> bool:
    if i >= len(words) or sign_token(words[i]):
        return False
    return (mode_open and mode_token(words[i]) is not None) or time_from(line, words, i) is not None
