"""Words that stand where a day, a time or a mode stands, and look like one, but do not say which.

``45m last week fire x`` is refused, with the day to write instead: stored as text, it would lie on the wrong day and
without its mode. Where plain words follow or precede it, it may as well be text, and a notice says that it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.dates import MONTHS, WEEKDAYS
from pmtui.domain.quick_entry.near_misses import nearest_day, nearest_mode
from pmtui.domain.quick_entry.sign_tokens import sign_token
from pmtui.domain.quick_entry.time_tokens import time_from, time_kind
from pmtui.domain.quick_entry.tokens import MODE_WORDS, READ_OVER, TIME_KINDS, Token, lowered, mode_token
from pmtui.domain.quick_entry.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS = 5
_LONGEST = 48
_WRAPPING = "()[]{}<>*'\u2018\u2019"

_W = "|".join(WEEKDAYS)
_M = "|".join(MONTHS)
_PART = r"(?:early |late )?(?:morning|forenoon|afternoon|evening|night|lunch|lunchtime)"

SPAN = r"(?:the )?(this|last|past|previous|next|coming) (week|weekend|month|quarter|year)"
WEEKDAY_OF_WEEK = rf"(?:(?P<day>{_W})(?: of)? )?(?P<week>this|last|next) week(?(day)|(?:'?s)? (?P<late>{_W}))"
AHEAD = rf"(this|next|coming) ({_W})"
PART = rf"(?:on )?(this|last|yesterday|today|tomorrow|{_W})(?:'s)? {_PART}|tonight|earlier today|earlier"
ALONE = rf"(?:in the |at |during )?{_PART}"
AGO = r"(?:an?|half an?|[0-9]+|one|two|three) (?:hours?|minutes?|mins?|hrs?) ago"
VAGUE = r"(?:an? |the )?(few|couple|couple of|several|some) (minute|hour|day|week|month)s ago|the other day|recently"
MOMENT = r"(?:just|right) now"
BARE_CLOCK = r"(?:at|until|till|til|from|since) ([0-9]{1,2})"
BETWEEN = rf"(?:until|till|til|since|before|after|by) (?:{_W}|yesterday|today|tomorrow|{_PART})"
CLOCK = r"[~@]?([0-9]{1,2}:[0-9]{2}|[0-9]{1,2}(?::[0-9]{2})?[ap]m)\S*"
NIGHT = r"(?:(at|until|till|til|from) )?(midnight|midday)"
NO_DATE = r"[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?"
DAY_MONTH = r"([0-9]{1,2})\.([0-9]{1,2})"
FRACTION = r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?"
MONTH = rf"(?:in |early |late |mid )?({_M})(?: [0-9]{{4}})?"
NTH = r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)"
ZONE = r"utc|gmt|z"

# How surely it is no text: refused in any case, refused before a mode or a time word and else noticed, or only refused.
_SURE, _LIKELY, _HARDLY = 3, 2, 1
_FORMS = (
    *((form, _SURE) for form in (SPAN, WEEKDAY_OF_WEEK, AHEAD, PART, AGO, VAGUE, MOMENT, BARE_CLOCK, CLOCK)),
    *((NIGHT, _SURE), (NO_DATE, _SURE), (ALONE, _LIKELY), (MONTH, _LIKELY), (DAY_MONTH, _LIKELY)),
    (BETWEEN, _LIKELY),
    *((FRACTION, _HARDLY), (NTH, _HARDLY)),
)
_BEGINNINGS = {
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
        "by",
    ),
    *(
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
        "some",
    ),
    *(
        "several",
        "recently",
        "just",
        "right",
        "tonight",
        "earlier",
        "yesterday",
        "today",
        "tomorrow",
        "midnight",
    ),
    *(
        "midday",
        "early",
        "late",
        "mid",
        "morning",
        "forenoon",
        "afternoon",
        "evening",
        "night",
        "lunch",
        "lunchtime",
    ),
    *WEEKDAYS,
    *MONTHS,
}
_ENDINGS = {
    *(
        "week",
        "weekend",
        "month",
        "quarter",
        "year",
        "morning",
        "forenoon",
        "afternoon",
        "evening",
        "night",
        "lunch",
    ),
    *("lunchtime", "tonight", "ago", *WEEKDAYS),
}
_AT_END = (SPAN, WEEKDAY_OF_WEEK, AHEAD, PART, AGO, VAGUE)


class _Found(NamedTuple):
    """The first ``size`` words mean ``meant``; the token before them belongs to it when ``back``."""

    size: int
    sureness: int
    back: bool = False
    meant: str = ""


def unread_at_start(
    line: str, words: Sequence[Word], begin: int, lead: Sequence[Token], *, timer: bool
) -> tuple[Token | None, tuple[str, ...]]:
    """Return what has to be refused right behind the leading time words, or else what is text and has to be said so."""
    found = _found_at(line, words, begin, lead)
    if found is None:
        return None, ()
    first, last = words[begin], words[begin + found.size - 1]
    start = lead[-1].start if found.back else first.start
    end = last.start + len(last.text.rstrip(READ_OVER)) if last.text.rstrip(READ_OVER) else last.end
    near = any(token.kind in TIME_KINDS or token.kind == "mode" for token in lead)
    mode_open = not any(token.kind == "mode" for token in lead)
    if found.sureness == _SURE and near and not timer:
        refused = True
    else:
        refused = _time_or_mode_at(line, words, begin + found.size, mode_open)
    if refused:
        kind, text = ("misspelt", found.meant) if found.meant else ("unread", lowered(line[start:end]))
        return Token(kind, start, end, text), ()
    said = found.sureness >= (_SURE if not near else _LIKELY) and not (timer and not near)
    return None, (line[first.start : end],) if said else ()


def unread_at_end(
    line: str, words: Sequence[Word], lead: Sequence[Token], tail: Sequence[Token]
) -> tuple[str, ...]:
    """Return the words for a day, or the mode, that stand last in the text and are read as text."""
    modes = {MODE_WORDS[token.text] for token in lead if token.kind == "mode"}
    second = mode_token(words[0]) if words and modes else None
    said = [second] if second and MODE_WORDS[second.text] not in modes else []
    if len(words) > 1:
        last = mode_token(words[-1])
        if last and not modes and _parted(line, words, tail):
            before = time_from(line, words[-2:-1], 0)
            said.append(Token("text", before.start if before else last.start, last.end, last.text))
        if day := _day_at_end(line, words):
            said.append(day)
    return tuple(line[token.start : token.end] for token in said)


def _day_at_end(line: str, words: Sequence[Word]) -> Token | None:
    """Return the longest phrase for a day behind the first word of the text, at its end."""
    last = words[-1]
    one = "" if last.literal else lowered(last.text).strip(READ_OVER)
    inner = one.strip(_WRAPPING)
    if nearest_day(one) or (inner != one and time_kind(inner) == "day"):
        return Token("text", last.start, last.start + len(last.text.rstrip(READ_OVER)), one)
    if one not in _ENDINGS:
        return None
    for i in range(max(1, len(words) - _MOST_WORDS), len(words)):
        phrase = _phrase(line, words[i:]).rstrip(".")
        if phrase and any(re.fullmatch(form, phrase) for form in _AT_END):
            end = words[-1].start + len(words[-1].text.rstrip(READ_OVER))
            return Token("text", words[i].start, end, phrase)
    return None


def _parted(line: str, words: Sequence[Word], tail: Sequence[Token]) -> bool:
    """Say whether the last word stands beside time words, or behind a comma."""
    before = words[-2]
    beside = any(token.kind in TIME_KINDS for token in tail[:1])
    return beside or before.text[-1:] in READ_OVER or time_from(line, words[-2:-1], 0) is not None


def _found_at(line: str, words: Sequence[Word], begin: int, lead: Sequence[Token]) -> _Found | None:
    if begin >= len(words) or words[begin].literal or len(words[begin].text) > _LONGEST:
        return None
    before = lead[-1] if lead else None
    one = lowered(words[begin].text).strip(READ_OVER)
    if not one:
        return None
    if before and before.kind == "duration" and one == "ago":
        return _Found(1, _SURE, back=True)
    if before and before.kind in ("clock", "range", "until") and one in ZONE.split("|"):
        return _Found(1, _SURE, back=True)
    if one in _BEGINNINGS or one[:1].isdigit() or one[:1] in "~@":
        for count in range(min(_MOST_WORDS, len(words) - begin), 0, -1):
            if found := _matching(_phrase(line, words[begin : begin + count]), count, before):
                return found
    inner = one.strip(_WRAPPING)
    if inner and inner != one and (inner in MODE_WORDS or time_kind(inner)):
        return _Found(1, _SURE, meant=inner)
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
            return _Found(count, sureness)
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
