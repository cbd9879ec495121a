"""Which words of a line are time words, signs and the mode, and which are text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmtui.domain.quick_entry.durations import hours_with_minutes
from pmtui.domain.quick_entry.time_tokens import (
    bare_kind,
    begins_at,
    index_after,
    longest_from,
    longest_to,
    may_begin_unread,
    may_hold_unread,
    time_from,
    time_kind,
    time_to,
)
from pmtui.domain.quick_entry.tokens import (
    READ_OVER,
    SIGNS,
    TIME_KINDS,
    VERBS,
    Scan,
    Token,
    is_separator,
    lowered,
    mode_token,
    sign_token,
)
from pmtui.domain.quick_entry.words import Word, split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_GLUE = ",;:"
_LONGEST_GLUED = 48


def scan(line: str, verb: str | None) -> Scan:
    """Take the line apart; no part is judged yet."""
    words, note = split_line(line)
    tokens: list[Token] = []
    first = words[0] if words else None
    if verb in (None, "log") and first and not first.literal and first.text.lower() in VERBS:
        verb = first.text.lower()
        tokens.append(Token("verb", first.start, first.end, verb))
        words = words[1:]
    verb = verb or "log"
    words = _parted_names(words)
    lead, begin, bare = _leading_run(line, words, timer=verb != "log")
    tail, end = _trailing_run(line, words, begin)
    as_text: tuple[str, ...] = ()
    if begin < end and may_begin_unread(words[begin]):
        from pmtui.domain.quick_entry.unread import unread_at_start

        unread, as_text = unread_at_start(
            line, words[:end], begin, lead, timer=verb not in ("log", "stop"), timed=verb == "stop"
        )
        if unread:
            lead = [*(token for token in lead if token.end <= unread.start), unread]
            begin = index_after(words, unread, begin)
    if begin < end and may_hold_unread(words[begin:end]):
        from pmtui.domain.quick_entry.unread import unread_in_text

        as_text += unread_in_text(line, words[begin:end], lead, tail)
    text = _text_tokens(words[begin:end], parted=bool(tail) and tail[0].kind in TIME_KINDS)
    if bare is None and begin < end:
        bare = _last_bare(line, words, begin, end)
    return Scan(verb, (*tokens, *lead, *text, *tail), note, bare, tuple(dict.fromkeys(as_text)))


def is_plain_text(text: str) -> bool:
    """Say whether a line that says a time and then ``text`` means all of it as text."""
    found = scan(f"1m {text}", "log")
    if found.note or found.bare or found.as_text or any(token.kind != "text" for token in found.tokens[1:]):
        return False
    return scan(text, None).verb == "log"


def _leading_run(line: str, words: list[Word], *, timer: bool) -> tuple[list[Token], int, Token | None]:
    """Return the tokens before the first plain word, its index, and the bare number that it is, if it is."""
    tokens: list[Token] = []
    i, mode_open = 0, True
    while i < len(words):
        token = sign_token(words[i]) or time_from(line, words, i)
        if token is None and mode_open and (token := mode_token(words[i])):
            mode_open = False
        if token is None and tokens and is_separator(words[i]):
            i += 1
            continue
        if token is None and (token := longest_from(line, words, i, bare_kind)):
            hours = None if not tokens else _hours(line, tokens[-1], token)
            if hours:
                tokens[-1] = hours if not timer else hours._replace(kind="duration")
            elif _plain_follows(line, words, i, token, mode_open):
                return tokens, i, token
            else:
                tokens.append(token)
        elif token:
            tokens.append(token)
        elif not _part_glued(words, i, mode_open):
            break
        else:
            continue
        i = index_after(words, token, i)
    return tokens, i, None


def _trailing_run(line: str, words: Sequence[Word], begin: int) -> tuple[list[Token], int]:
    """Return the time words and names at the end of the line, and the index of the first of them."""
    tokens: list[Token] = []
    end = len(words)
    while end > begin + 1:
        if token := sign_token(words[end - 1]):
            end -= 1
        elif token := time_to(line, words, end, begin + 1):
            end = begins_at(words, token, begin + 1, end)
        elif tokens and is_separator(words[end - 1]):
            end -= 1
            continue
        else:
            break
        tokens.append(token)
    return tokens[::-1], end


def _parted_names(words: list[Word]) -> list[Word]:
    """Part ``@acme,@globex`` and ``>KR1,fire`` at the comma, where something with a meaning of its own follows."""
    parted: list[Word] = []
    for word in words:
        rest = word
        while sign_token(rest) and '"' not in rest.text and "," in rest.text[:-1]:
            at = rest.text.index(",")
            left, right = (
                Word(rest.start, rest.start + at, rest.text[:at], literal=False),
                Word(rest.start + at + 1, rest.end, rest.text[at + 1 :], literal=False),
            )
            if not (
                sign_token(right) or mode_token(right) or time_kind(lowered(right.text)[:_LONGEST_GLUED])
            ):
                break
            parted.append(left)
            rest = right
        parted.append(rest)
    return parted


def _part_glued(words: list[Word], i: int, mode_open: bool) -> bool:
    """Part ``fire:login``, ``fire>KR1`` and ``45m,yesterday``, in place; say whether that could be done."""
    word = words[i]
    if word.literal or len(word.text) > _LONGEST_GLUED:
        return False
    for at, mark in enumerate(word.text[:-1]):
        left = Word(word.start, word.start + at, word.text[:at], literal=False)
        if mark in SIGNS and mode_open and mode_token(left):
            rest = Word(left.end, word.end, word.text[at:], literal=False)
            words[i : i + 1] = [left, *_parted_names([rest])]
            return True
        if mark in _GLUE and ((mode_open and mode_token(left)) or (at and time_kind(left.text.lower()))):
            words[i : i + 1] = [left, Word(left.end + 1, word.end, word.text[at + 1 :], literal=False)]
            return True
    return False


def _hours(line: str, before: Token, bare: Token) -> Token | None:
    """Return hours and the bare number right behind them as one token: ``1h 30``."""
    between = line[before.end : bare.start]
    if before.kind != "duration" or between.strip(READ_OVER + " \t") or not between[-1:].isspace():
        return None
    whole = hours_with_minutes(before.text, bare.text)
    return Token("hours", before.start, bare.end, whole) if whole else None


def _last_bare(line: str, words: Sequence[Word], begin: int, end: int) -> Token | None:
    """Return the bare number at the end of the text if it can be a time: "roadmap 90", not "ticket 4711"."""
    token = longest_to(line, words, end, begin, bare_kind)
    if token is None or (token.text.isdigit() and not 1 <= int(token.text) <= 720):
        return None
    before = time_to(line, words, begins_at(words, token, begin, end), begin)
    return (_hours(line, before, token) if before else None) or token


def _plain_follows(line: str, words: Sequence[Word], i: int, token: Token, mode_open: bool) -> bool:
    """Say whether the bare number at word i is followed by a plain word, so that it may be text: "3 interviews"."""
    i = index_after(words, token, i)
    if i == len(words) or sign_token(words[i]) or time_from(line, words, i):
        return False
    return not (mode_open and mode_token(words[i]))


def _text_tokens(words: Sequence[Word], *, parted: bool) -> list[Token]:
    """Return the words of the text and the names among them; ``parted``: a comma at the end only parts the time."""
    tokens = [sign_token(word) or Token("text", word.start, word.end, word.text) for word in words]
    if parted and tokens and tokens[-1].kind == "text" and not words[-1].literal:
        last = tokens[-1]
        kept = last.text.rstrip(",;") or last.text
        tokens[-1] = Token("text", last.start, last.start + len(kept), kept)
    return tokens
