"""What to do when a new entry shares time with stored ones: trim one or the other, or let go of the clock.

Source: quick entry, rule 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from enum import StrEnum
from typing import NamedTuple

from pmtui.domain.entries import TimeEntry
from pmtui.domain.own_clock import entry_clock, marked
from pmtui.errors import OverlapError, PmtuiError

_NAMED = 3
"""How many entries a refusal names."""


class Overlap(StrEnum):
    """The ways out of an overlap."""

    TRIM_OTHER = "trim-other"
    TRIM_THIS = "trim-this"
    UNANCHOR = "unanchor"


class Resolution(NamedTuple):
    """What to store so that nothing overlaps.

    Attributes:
        pieces: The new entry, cut into what is left of it, in order; never empty.
        cut: Stored entries as they become, each with what it loses; pieces beyond the first need new names.
        gone: Stored entries of which nothing is left.
    """

    pieces: tuple[TimeEntry, ...]
    cut: tuple[tuple[TimeEntry, tuple[TimeEntry, ...]], ...] = ()
    gone: tuple[TimeEntry, ...] = ()


def resolve(
    entry: TimeEntry, others: Sequence[TimeEntry], choice: Overlap | None, home: tzinfo
) -> Resolution:
    """Return how to store ``entry`` beside ``others``, which all overlap it, by ``choice``.

    Args:
        entry: What shall be stored.
        others: The stored entries it overlaps, the first one first.
        choice: The way out; None refuses.
        home: The workspace's zone.

    Raises:
        PmtuiError: ``E_OVERLAP`` without a choice, ``E_NOTHING_LEFT`` when trimming leaves not a minute.
    """
    if not others:
        return Resolution((entry,))
    span = entry.span
    assert span is not None  # only anchored entries overlap
    spans = [other.span for other in others if other.span is not None]
    if choice is Overlap.UNANCHOR:
        return Resolution((entry.unanchored(),))
    if choice is Overlap.TRIM_THIS:
        left = span.without(spans)
        if not left:
            raise PmtuiError(
                "E_NOTHING_LEFT",
                "trimming would leave nothing of this entry",
                "trim the other, or unanchor this one",
            )
        return Resolution(tuple(entry.anchored(piece) for piece in left))
    if choice is Overlap.TRIM_OTHER:
        rests = [
            (o, tuple(o.anchored(p) for p in o.span.without([span]))) for o in others if o.span is not None
        ]
        return Resolution(
            (entry,), tuple((o, rest) for o, rest in rests if rest), tuple(o for o, rest in rests if not rest)
        )
    first = others[0]
    more = " and more" if len(others) > _NAMED else ""
    named, described = (
        ", ".join(say(other, entry.date, home) for other in others[:_NAMED])
        + f"{more} ({first.text[:60] or first.mode})"
        for say in (named_with_clock, _day_and_clock)
    )
    raise OverlapError(
        f"it overlaps {named}",
        "trim one of the two, or let this one keep its length without a fixed time",
        f"it overlaps {described}",
    )


def named_with_clock(entry: TimeEntry, day: date, home: tzinfo) -> str:
    """Return ``t3 19:00–20:00 UTC``, with its date where that is not ``day``."""
    return f"{entry.ref} {_day_and_clock(entry, day, home)}".rstrip()


def _day_and_clock(entry: TimeEntry, day: date, home: tzinfo) -> str:
    dated = entry.date.isoformat() if entry.date != day else ""
    return marked(dated, entry_clock(entry, home))
