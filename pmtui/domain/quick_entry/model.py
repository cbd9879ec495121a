"""What a line of quick entry means, and what the parser may ask about the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from pmtui.domain.activities import Activity
    from pmtui.domain.modes import Cause, Mode

LONG_MINUTES = 360
"""Entries longer than this are stored with a notice."""

NOTICES = (
    *("W_OVERLAP", "W_OVERNIGHT", "W_LONG", "W_CLOSED_LINK", "W_DST_AMBIGUOUS", "I_YESTERDAY", "I_AS_TEXT"),
)
"""Every notice the parser gives, in the order in which it lists them."""


class Vocabulary(Protocol):
    """What the parser may ask about the store; each answer has to be cheap."""

    def ref_state(self, ref: str) -> Literal["open", "closed"] | None:
        """Say whether the item is open or closed, or None when there is no such item."""
        ...

    def known_refs(self) -> Collection[str]:
        """Return the refs a suggestion may name."""
        ...

    def overlapping(self, start: datetime, end: datetime) -> Sequence[str]:
        """Return the refs of stored entries that overlap ``[start, end)``, both in UTC."""
        ...


class Chip(NamedTuple):
    """One recognised part of the line, for the live preview.

    Attributes:
        kind: mode, time, duration, day, link, party, tag, activity, cause, note or text.
        span: Start and end offset in the line; empty when the part was inferred, not typed.
        label: What was understood, in words.
    """

    kind: str
    span: tuple[int, int]
    label: str


class QuickEntry(NamedTuple):
    """A line of quick entry, understood.

    Attributes:
        verb: log, start, stop, switch, resume or cancel.
        mode: Given by a word, or inferred from cause, link or activity.
        start: When it began, aware and in the user's zone; None when unanchored, and for stop and cancel.
        end: When it ended, likewise; None when unanchored or running. For stop, when the timer stops.
        date: The local date the entry belongs to: that of its start (for stop, of its end).
        minutes: Length in whole minutes of elapsed time, 1 to 720; None for the timer verbs.
        links: Refs in the order typed; the first is the primary one.
        parties: Names as typed, without ``@``, each once whatever its case.
        tags: ``tag`` or ``tag=value`` as typed, without ``#``, each once whatever its case.
        activity: One of the twenty, or None.
        cause: What lit the fire, or None.
        text: The words, on one line.
        note: Everything after ``--``, as typed; may have several lines.
        notices: Codes out of ``NOTICES``, each once, in that order.
        overlaps: Refs of stored entries that share time with this one.
        as_text: Words that look like a day or a mode and are read as text.
        chips: The parts of the line, from left to right.
    """

    verb: str
    mode: Mode
    start: datetime | None
    end: datetime | None
    date: date
    minutes: int | None
    links: tuple[str, ...]
    parties: tuple[str, ...]
    tags: tuple[str, ...]
    activity: Activity | None
    cause: Cause | None
    text: str
    note: str
    notices: tuple[str, ...]
    overlaps: tuple[str, ...]
    as_text: tuple[str, ...]
    chips: tuple[Chip, ...]
