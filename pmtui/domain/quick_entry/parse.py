"""One line of text becomes a time entry, or an order to the timer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pmtui.domain.modes import Cause, Mode
from pmtui.domain.quick_entry.chips import chips_of
from pmtui.domain.quick_entry.model import LONG_MINUTES, NOTICES, QuickEntry
from pmtui.domain.quick_entry.scan import scan
from pmtui.domain.quick_entry.settle import Timing, settle_entry, settle_timer
from pmtui.domain.quick_entry.time_words import Here, TimeWords, bare_error, read_time_words
from pmtui.domain.quick_entry.tokens import MODE_WORDS
from pmtui.domain.quick_entry.words import one_line, unquoted
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from pmtui.domain.activities import Activity
    from pmtui.domain.quick_entry.model import Vocabulary
    from pmtui.domain.quick_entry.tokens import Scan, Token


class Meaning:
    """What the sigils and the mode word of a line say."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.mode: Mode | None = None
        self.links: dict[str, str] = {}
        self.parties: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.activity: Activity | None = None
        self.cause: Cause | None = None
        self.closed = False


def parse_quick_entry(
    line: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    vocabulary: Vocabulary,
    verb: str | None = None,
    since: datetime | None = None,
    first_weekday: int = 0,
) -> QuickEntry:
    """Return what a line of quick entry means.

    Args:
        line: What the user typed.
        now: The current instant, aware; its seconds are ignored.
        zone: The user's zone.
        vocabulary: What exists in the store.
        verb: The verb of the command, when the line has none of its own. A line given to ``log`` may
            still begin with one.
        since: UTC instant since which the timer runs; None when none does. A clock that stops it comes after.
        first_weekday: The day on which a week starts, Monday 0.

    Raises:
        PmtuiError: ``E_EMPTY`` for an empty line to log, and the errors of each part; with code, message and span,
            and a fix is text that can replace the span.
    """
    _check_storable(line)
    found = scan(line, verb)
    if not line.strip() and found.verb == "log":
        raise PmtuiError("E_EMPTY", "the line is empty; write for example 45m call", span=(0, 0))
    here = Here.at(now, zone, since, first_weekday)
    if found.verb == "cancel":
        _refuse_more(line, found)
    meaning = _read_sigils(found.tokens, vocabulary)
    timer = found.verb != "log"
    stops = found.verb == "stop"
    if timer and (since is not None or not stops):
        from pmtui.domain.quick_entry.timer_clocks import refuse_unclear_clock  # no entry pays for it

        refuse_unclear_clock(found.verb, line, found.tokens, here)
    _refuse_unread(found, here)
    words = read_time_words(found.tokens, here, timer=timer, stops=stops)
    if found.bare and not timer and not words.complete:
        raise bare_error(found.bare)
    timing = settle_timer(found.verb, words, here) if timer else settle_entry(words, here)
    return _entry(line, found, meaning, words, timing, here, vocabulary)


def _check_storable(line: str) -> None:
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise PmtuiError(
            "E_SURROGATE",
            "the line holds half a character (a lone surrogate) that no file can store; type it again",
            span=(error.start, error.end),
        ) from None


def _refuse_more(line: str, found: Scan) -> None:
    """Refuse text after ``cancel``: it rather describes an entry than drops the running timer."""
    verb = next((token for token in found.tokens if token.kind == "verb"), None)
    if all(token is verb for token in found.tokens):
        return
    raise PmtuiError(
        "E_NO_TIME",
        "'cancel' drops the running timer and takes nothing more; put the word in quotes to log an entry",
        f'"{line[verb.start : verb.end]}"' if verb else None,
        span=verb.span if verb else (0, len(line)),
    )


def _refuse_unread(found: Scan, here: Here) -> None:
    """Refuse words that stand for a time and do not say which."""
    token = next((token for token in found.tokens if token.kind in ("unread", "misspelt")), None)
    if token:
        from pmtui.domain.quick_entry.unread_errors import unread_error  # only an error pays for it

        timed = any(token.kind == "duration" for token in found.tokens)
        raise unread_error(token, here, timed=timed)


def _read_sigils(tokens: Sequence[Token], vocabulary: Vocabulary) -> Meaning:
    meaning = Meaning()
    for token in tokens:
        if token.kind == "mode":
            meaning.mode = MODE_WORDS[token.text]
        elif token.kind == "party":
            meaning.parties.setdefault(token.text.casefold(), token.text)
        elif token.kind == "tag":
            key, _, value = token.text.partition("=")
            value = unquoted(value)
            tag = one_line(f"{key}={value}" if value else key)
            meaning.tags.setdefault(tag.casefold(), tag)
        elif token.kind == "link":
            from pmtui.domain.quick_entry.sigils import find_link  # many entries name nothing

            if token.text not in meaning.links:
                meaning.links[token.text], closed = find_link(token, vocabulary)
                meaning.closed = meaning.closed or closed
        elif token.kind in ("activity", "cause"):
            _read_name(token, meaning)
    return meaning


def _read_name(token: Token, meaning: Meaning) -> None:
    """Read an activity or a cause; an entry has at most one of each."""
    from pmtui.domain.quick_entry.sigils import complete_activity, complete_cause

    try:
        if token.kind == "activity":
            activity = complete_activity(token.text)
            if meaning.activity not in (None, activity):
                raise PmtuiError(
                    "E_AMBIG_ACTIVITY", f"the activity is {meaning.activity} already; keep one of them"
                )
            meaning.activity = activity
            return
        cause = complete_cause(token.text)
        if meaning.cause not in (None, cause):
            raise PmtuiError("E_UNKNOWN_CAUSE", f"the cause is {meaning.cause} already; keep one of them")
        meaning.cause = cause
    except PmtuiError as error:
        fix = token.sign + error.fix if error.fix else None
        raise PmtuiError(error.code, error.message, fix, span=token.span) from None


def _mode_of(meaning: Meaning) -> Mode:
    """Return the mode that was said, or else what cause, link or activity imply.

    Source: quick entry, rule 4.
    """
    if meaning.mode:
        return meaning.mode
    if meaning.cause:
        return Mode.FIREFIGHT
    if meaning.links:
        return Mode.STRATEGIC
    if meaning.activity:
        from pmtui.domain.activities import ACTIVITY_GROUPS, ActivityGroup  # loaded by whoever read its name

        strategic = ACTIVITY_GROUPS[meaning.activity] is ActivityGroup.STRATEGIC
        return Mode.STRATEGIC if strategic else Mode.PLANNED
    return Mode.UNSORTED


def _text_of(line: str, tokens: Sequence[Token]) -> str:
    """Return the words as typed; blanks between neighbours stay, one replaces what was taken out.

    Raises:
        PmtuiError: ``E_LINE_BREAK``: the text of an entry is one line.
    """
    parts: list[str] = []
    last_end: int | None = None
    for token in tokens:
        if token.kind != "text":
            last_end = None
            continue
        if parts and parts[-1]:
            parts.append(" " if last_end is None else line[last_end : token.start])
        text = unquoted(token.text)
        parts.append(text)
        last_end = token.end if text else None
    text = "".join(parts).strip()
    if len(text.splitlines()) > 1:
        raise _line_break(line)
    return text


def _line_break(line: str) -> PmtuiError:
    start = len(line) - len(line.lstrip())
    at = start + len(line.lstrip().splitlines()[0])
    end = at + (2 if line[at : at + 2] == "\r\n" else 1)
    return PmtuiError(
        "E_LINE_BREAK",
        "what the time went into is one line; put the rest after -- as the note",
        " ",
        span=(at, end),
    )


def _overlaps(timing: Timing, here: Here, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the stored entries that share time with this one; a running timer reaches until now."""
    until = timing.end or here.now
    if timing.start is None or timing.start >= until:
        return ()
    return tuple(vocabulary.overlapping(timing.start, until))


def _entry(
    line: str,
    found: Scan,
    meaning: Meaning,
    words: TimeWords,
    timing: Timing,
    here: Here,
    vocabulary: Vocabulary,
) -> QuickEntry:
    overlaps = _overlaps(timing, here, vocabulary)
    elapsed = here.now - timing.start if timing.start and not timing.end else timedelta()
    given = {
        "W_OVERLAP": bool(overlaps),
        "W_LONG": (timing.minutes or elapsed // timedelta(minutes=1)) > LONG_MINUTES,
        "W_CLOSED_LINK": meaning.closed,
        "I_AS_TEXT": bool(found.as_text),
        **dict.fromkeys(timing.notices, True),
    }
    mode = _mode_of(meaning)
    return QuickEntry(
        verb=found.verb,
        mode=mode,
        start=timing.start.astimezone(here.zone) if timing.start else None,
        end=timing.end.astimezone(here.zone) if timing.end else None,
        date=timing.day,
        minutes=timing.minutes,
        links=tuple(dict.fromkeys(meaning.links.values())),
        parties=tuple(meaning.parties.values()),
        tags=tuple(meaning.tags.values()),
        activity=meaning.activity,
        cause=meaning.cause,
        text=_text_of(line, found.tokens),
        note=found.note.text if found.note else "",
        notices=tuple(code for code in NOTICES if given.get(code)),
        overlaps=overlaps,
        as_text=found.as_text,
        chips=chips_of(line, found, mode, words, timing, here.zone),
    )
