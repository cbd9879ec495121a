"""The live preview: what was understood of which part of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmtui.domain.date_words import short_date
from pmtui.domain.duration_words import typed_duration
from pmtui.domain.quick_entry.model import Chip
from pmtui.domain.quick_entry.tokens import MODE_WORDS
from pmtui.domain.quick_entry.words import one_line, unquoted

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from pmtui.domain.modes import Mode
    from pmtui.domain.quick_entry.settle import Timing
    from pmtui.domain.quick_entry.time_words import TimeWords
    from pmtui.domain.quick_entry.tokens import Scan, Token

_SIGILS = {"link": ">", "party": "@", "tag": "#"}


def chips_of(
    line: str, found: Scan, mode: Mode, words: TimeWords, timing: Timing, zone: ZoneInfo
) -> tuple[Chip, ...]:
    """Return a chip for each part of the line, from left to right.

    An inferred mode comes first and has an empty span; so has the time when only its length was typed.
    """
    chips = _time_chips(words, timing, zone)
    text: list[Token] = []
    for token in found.tokens:
        if token.kind == "text":
            text.append(token)
            continue
        if text:
            chips.append(_text_chip(line, text))
            text = []
        if chip := _chip(token):
            chips.append(chip)
    if text:
        chips.append(_text_chip(line, text))
    if found.note:
        label = one_line(found.note.text)
        chips.append(Chip("note", (found.note.start, len(line)), label))
    if not any(chip.kind == "mode" for chip in chips):
        chips.append(Chip("mode", (0, 0), mode.value))
    return tuple(sorted(chips, key=lambda chip: chip.span))


def _time_chips(words: TimeWords, timing: Timing, zone: ZoneInfo) -> list[Chip]:
    chips: list[Chip] = []
    if words.duration:
        chips.append(Chip("duration", words.duration.span, typed_duration(words.duration.minutes)))
    if words.day:
        chips.append(Chip("day", words.day.span, short_date(words.day.date)))
    label = _time_label(timing, zone)
    span = words.range.span if words.range else words.anchor.span if words.anchor else (0, 0)
    return [*chips, Chip("time", span, label)] if label else chips


def _time_label(timing: Timing, zone: ZoneInfo) -> str:
    """Return ``14:35–15:20``, ``14:50–`` for a start alone, ``–15:20`` for a stop; empty when unanchored."""
    if not (timing.start or timing.end):
        return ""
    days = ""
    if timing.start and timing.end:
        later = (timing.end.astimezone(zone).date() - timing.start.astimezone(zone).date()).days
        days = f" +{later}d" if later else ""
    return f"{_clock(timing.start, zone)}–{_clock(timing.end, zone)}{days}"


def _clock(instant: datetime | None, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%H:%M}" if instant else ""


def _text_chip(line: str, tokens: list[Token]) -> Chip:
    span = (tokens[0].start, tokens[-1].end)
    label = unquoted(line[slice(*span)]) if len(tokens) == 1 else line[slice(*span)]
    return Chip("text", span, one_line(label))


def _chip(token: Token) -> Chip | None:
    """Return the chip of a mode word or a sigil; links are shown as the user typed them, in capitals."""
    if token.kind == "mode":
        return Chip("mode", token.span, MODE_WORDS[token.text].value)
    if token.kind in _SIGILS:
        return Chip(token.kind, token.span, _SIGILS[token.kind] + token.text)
    if token.kind not in ("activity", "cause"):
        return None
    from pmtui.domain.quick_entry.sigils import complete_activity, complete_cause  # loaded by whoever read it

    if token.kind == "activity":
        return Chip("activity", token.span, "~" + complete_activity(token.text))
    return Chip("cause", token.span, "!" + complete_cause(token.text))
