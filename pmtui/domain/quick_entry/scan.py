"""Which words of a line are time words, sigils and the mode, and which are text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pmtui.domain.dates import MONTHS, is_day_word
from pmtui.domain.modes import Mode
from pmtui.domain.quick_entry.clocks import is_bare_range, is_clock, is_range
from pmtui.domain.quick_entry.durations import is_bare_duration, is_duration
from pmtui.domain.quick_entry.words import Word, split_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pmtui.domain.quick_entry.words import Note

VERBS = ("start", "stop", "switch", "resume", "cancel")
"""The words that act on the timer when they come first."""

MODE_WORDS = {
    **{"fire": Mode.FIREFIGHT, "firefight": Mode.FIREFIGHT, "strat": Mode.STRATEGIC},
    **{"strategic": Mode.STRATEGIC, "planned": Mode.PLANNED, "admin": Mode.ADMIN},
}
"""The words that say the mode."""

_SIGILS = {">": "link", "@": "party", "#": "tag", "~": "activity", "!": "cause"}
_CLOSING_MARKS = ",.;:!?)"
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
_LONGEST = 48
_MOST_WORDS = 5
# A time word of several words has one of these second: "2 h", "9 am", "12 oct", "9am - 11am".
_JOINTS = frozenset(
    {"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes"}
    | {"s", "sec", "secs", "second", "seconds", "to", "-"}
)


class Token(NamedTuple):
    """A part of the line with a meaning of its own.

    Attributes:
        kind: verb, duration, clock, until, range, day, bare (a number or a range without unit), mode,
            link, party, tag, activity, cause or text.
        start: Offset of its first character in the line.
        end: Offset after its last character.
        text: As the readers want it: time words in lower case with plain dashes, sigils without the sigil.
    """

    kind: str
    start: int
    end: int
    text: str

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
    """

    verb: str
    tokens: tuple[Token, ...]
    note: Note | None
    bare: Token | None


def scan(line: str, verb: str | None) -> Scan:
    """Take the line apart; no part is judged yet."""
    words, note = split_line(line)
    tokens: list[Token] = []
    first = words[0] if words else None
    if verb in (None, "log") and first and not first.literal and first.text.lower() in VERBS:
        verb = first.text.lower()
        tokens.append(Token("verb", first.start, first.end, verb))
        words = words[1:]
    lead, begin, bare = _leading_run(line, words)
    tail, end = _trailing_run(line, words, begin)
    middle = [_sigil(word) or _text(word) for word in words[begin:end]]
    if bare is None and begin < end:
        bare = _last_bare(line, words, begin, end)
    return Scan(verb or "log", (*tokens, *lead, *middle, *tail), note, bare)


def _leading_run(line: str, words: Sequence[Word]) -> tuple[list[Token], int, Token | None]:
    """Return the tokens before the first plain word, its index, and the bare number that it is, if it is."""
    tokens: list[Token] = []
    i, mode_open = 0, True
    while i < len(words):
        token = _sigil(words[i]) or _longest_from(line, words, i, _time_kind)
        if token is None and mode_open and (token := _mode(words[i])):
            mode_open = False
        if token is None:
            token = _longest_from(line, words, i, _bare_kind)
            if token is None:
                break
            if _plain_follows(line, words, token, mode_open):
                return tokens, i, token
        tokens.append(token)
        i = _index_after(words, token, i)
    return tokens, i, None


def _trailing_run(line: str, words: Sequence[Word], begin: int) -> tuple[list[Token], int]:
    """Return the time words and sigils at the end of the line, and the index of the first of them."""
    tokens: list[Token] = []
    end = len(words)
    while end > begin + 1:
        token = _sigil(words[end - 1]) or _longest_to(line, words, end, begin + 1, _time_kind)
        if token is None:
            break
        tokens.append(token)
        while end > begin and words[end - 1].start >= token.start:
            end -= 1
    return tokens[::-1], end


def _last_bare(line: str, words: Sequence[Word], begin: int, end: int) -> Token | None:
    """Return the bare number at the end of the text if it can be a time: "roadmap 90", not "ticket 4711"."""
    token = _longest_to(line, words, end, begin, _bare_kind)
    if token and token.text.isdigit() and not 1 <= int(token.text) <= 720:
        return None
    return token


def _plain_follows(line: str, words: Sequence[Word], token: Token, mode_open: bool) -> bool:
    """Say whether a bare number is followed by a plain word, so that it may be text: "3 interviews"."""
    i = next((i for i, word in enumerate(words) if word.start >= token.end), len(words))
    if i == len(words) or _sigil(words[i]) or _longest_from(line, words, i, _time_kind):
        return False
    return not (mode_open and _mode(words[i]))


def _index_after(words: Sequence[Word], token: Token, i: int) -> int:
    while i < len(words) and words[i].start < token.end:
        i += 1
    return i


def _sigil(word: Word) -> Token | None:
    """Read a word that begins with a sigil and a letter; links, activities and causes need a letter.

    Punctuation at the end is not part of it: "met @acme, @globex."
    """
    kind = None if word.literal else _SIGILS.get(word.text[0])
    value = word.text[1:].rstrip(_CLOSING_MARKS) if kind else ""
    if not kind or not value:
        return None
    if not (value[0].isalpha() or (kind in ("party", "tag") and (value[0].isalnum() or value[0] == "_"))):
        return None
    return Token(kind, word.start, word.start + 1 + len(value), value)


def _mode(word: Word) -> Token | None:
    known = not word.literal and word.text.lower() in MODE_WORDS
    return Token("mode", word.start, word.end, word.text.lower()) if known else None


def _text(word: Word) -> Token:
    return Token("text", word.start, word.end, word.text)


def _longest_from(
    line: str, words: Sequence[Word], i: int, kind_of: Callable[[str], str | None]
) -> Token | None:
    """Return the longest token that begins with word i."""
    most = _MOST_WORDS if _may_continue(words, i) else 1
    for end in range(min(i + most, len(words)), i, -1):
        if token := _read(line, words, i, end, kind_of):
            return token
    return None


def _longest_to(
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
    first, second = _lowered(words[i].text), _lowered(words[i + 1].text)
    joint = second.strip(".,")
    return (
        first == "until"
        or first.strip(".") in MONTHS
        or first.endswith("-")
        or second.startswith("-")
        or joint in _JOINTS
        or joint[:2] in ("am", "pm")  # "2 pm-3 pm", "2 pm+01:00"
        or joint in MONTHS
    )


def _read(
    line: str, words: Sequence[Word], i: int, end: int, kind_of: Callable[[str], str | None]
) -> Token | None:
    """Read words i to end - 1 as one token of the kind that ``kind_of`` finds."""
    start, stop = words[i].start, words[end - 1].end
    if stop - start > _LONGEST or any(word.literal for word in words[i:end]):
        return None
    text = _lowered(line[start:stop])
    kind = kind_of(text) if text else None
    return Token(kind, start, stop, text) if kind else None


def _lowered(text: str) -> str:
    """Return time words with plain dashes and in lower case, of the same length; empty if not ASCII."""
    text = text.translate(_DASHES)
    return text.lower() if text.isascii() else ""


def _time_kind(text: str) -> str | None:
    if is_duration(text):
        return "duration"
    if text.startswith("until") and is_clock(text.removeprefix("until").lstrip()) and text[5:6].isspace():
        return "until"
    # 1:30-05:00 can be a range or a clock with an offset; which one, the whole line tells.
    if is_range(text):
        return "range"
    if is_clock(text):
        return "clock"
    return "day" if is_day_word(text) else None


def _bare_kind(text: str) -> str | None:
    return "bare" if is_bare_duration(text) or is_bare_range(text) else None
