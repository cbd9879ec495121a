"""One day of the time log as a list: entries, gaps between them, the running timer."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.day_lines import DayLine, day_lines
from pmtui.domain.documents import Kind
from pmtui.domain.duration_words import duration_text
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.modes import Mode
from pmtui.domain.own_clock import bare_clock, clock_words, entry_clock, marked, start_clock
from pmtui.domain.recorded import Recorded
from pmtui.domain.spans import Span
from pmtui.widgets.alignment import shown, spread, together
from pmtui.widgets.colours import FLAG, MODE, QUIET, REF
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.symbols import Symbols

_MOST_HEAD = 26
"""Cells that time and text may claim before who and what for are shortened."""

RUNNING = "timer"
"""Key of the running timer's line."""

GAP = "gap "
"""Keys of gaps start with this; what the quick bar starts with follows."""


def day_items(board: Board, symbols: Symbols) -> list[OutlineItem]:
    """Return the items of the time pane for the day shown."""
    timer = board.plan.timer if board.day >= board.today else None
    return [_item(line, board, symbols) for line in day_lines(board.of_day, timer)]


def gap_words(key: str) -> str:
    """Return what the quick bar starts with for the gap called ``key``: ``11:30-12:15``, and its day if not today."""
    return key.removeprefix(GAP)


def _item(line: DayLine, board: Board, symbols: Symbols) -> OutlineItem:
    if line.entry is not None:
        draw = _entry(line.entry, board, symbols)
        return OutlineItem(line.entry.ref, draw, kind=Kind.ENTRY, words=_searched(line.entry))
    if line.timer is not None:
        return OutlineItem(
            RUNNING, _timer(line.timer, board, symbols), kind=Kind.TIMER, words=_searched(line.timer)
        )
    assert line.gap is not None
    return OutlineItem(_gap_key(line.gap, board), _gap(line.gap, line.zone, board, symbols), words="gap")


def _searched(recorded: Recorded) -> str:
    """Return what the filter searches: ref, text and mode, and every name with its sign."""
    named = {">": recorded.links, "@": recorded.parties, "#": recorded.tags}
    signed = [sign + name for sign, names in named.items() for name in names]
    signed += [f"~{recorded.activity}"] if recorded.activity else []
    signed += [f"!{recorded.cause}"] if recorded.cause else []
    return " ".join((recorded.ref, recorded.text, recorded.mode, *signed)).lower()


def _gap_key(gap: Span, board: Board) -> str:
    """What is typed is read in the workspace's zone, wherever the entries around the gap were recorded."""
    here = board.zone.key
    day = gap.start.astimezone(board.zone).date()
    dated = "" if day == board.today else f" {day.isoformat()}"
    return f"{GAP}{bare_clock(gap.start, here)}-{bare_clock(gap.end, here)}{dated}"


def _entry(entry: TimeEntry, board: Board, symbols: Symbols) -> Callable[[int], list[Content]]:
    start = start_clock(entry, board.zone) or marked("  –  ", entry_clock(entry, board.zone))
    review = Content.styled(f"{symbols.flag} ", FLAG) if entry.review else Content("")

    def draw(width: int) -> list[Content]:
        head = _head(start, entry.minutes, entry, symbols)
        about = _about(entry, width - min(head.cell_length, _MOST_HEAD) - review.cell_length - 1)
        return [spread(head, review + about, width)]

    return draw


def _timer(timer: Timer, board: Board, symbols: Symbols) -> Callable[[int], list[Content]]:
    def draw(width: int) -> list[Content]:
        head = _head(start_clock(timer, board.zone), timer.minutes_at(board.now), timer, symbols)
        running = Content.styled(f"{symbols.running} running", "$text-accent")
        about = _about(timer, width - min(head.cell_length, _MOST_HEAD) - running.cell_length - 2)
        return [spread(head, together(about, running, gap=" "), width)]

    return draw


def _gap(gap: Span, zone: str, board: Board, symbols: Symbols) -> Callable[[int], list[Content]]:
    def draw(width: int) -> list[Content]:
        words = f"{clock_words(gap.start, zone, board.zone)} {symbols.dots} gap {duration_text(gap.minutes)}"
        return [Content.styled(words, QUIET)]

    return draw


def _head(start: str, minutes: int, recorded: Recorded, symbols: Symbols) -> Content:
    mode = recorded.mode
    text = shown(recorded.text) if recorded.text else Content.styled(_unnamed(mode), QUIET)
    return Content.assemble(
        (start, QUIET), f" {duration_text(minutes):>5} ", (symbols.mode[mode], MODE[mode]), " ", text
    )


def _unnamed(mode: Mode) -> str:
    return "no text" if mode is Mode.UNSORTED else mode.value


def _about(recorded: Recorded, width: int) -> Content:
    """Who and what it was for, as far as ``width`` cells allow: the first link, the cause, the first party."""
    link = Content.styled(recorded.links[0], REF) if recorded.links else ""
    cause = Content.styled(f"!{recorded.cause}", "$text-error") if recorded.cause else ""
    party = shown(f"@{recorded.parties[0]}", QUIET) if recorded.parties else ""
    variants = [
        together(*parts, gap=" ") for parts in ((party, cause, link), (cause, link), (party, link), (link,))
    ]
    return next((variant for variant in variants if variant.cell_length <= width), Content(""))
