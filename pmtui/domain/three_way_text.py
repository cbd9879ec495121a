"""Two versions of a text that have one ancestor, made one line by line.

Source: Khanna, Kunal and Pierce, "A Formal Investigation of Diff3".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Lines = Sequence[str]


def merged_lines(base: str, one: str, other: str) -> str | None:
    """Return ``one`` and ``other`` together; None where both changed the same lines, each in its own way.

    What both added in one place stands there twice, in an order that does not depend on whose is whose.
    """
    parts = [text.split("\n") if text else [] for text in (base, one, other)]
    found: list[str] = []
    for before, mine, theirs in _chunks(*parts):
        together = _together(before, mine, theirs)
        if together is None:
            return None
        found += together
    return "\n".join(found)


def _chunks(base: Lines, one: Lines, other: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """The texts cut where a line of ``base`` stands in both; that line is a chunk of its own."""
    first, second = _kept(base, one), _kept(base, other)
    at = (0, 0, 0)
    for number in range(len(base)):
        if number in first and number in second:
            here = number, first[number], second[number]
            yield base[at[0] : here[0]], one[at[1] : here[1]], other[at[2] : here[2]]
            line = [base[number]]
            yield line, line, line
            at = here[0] + 1, here[1] + 1, here[2] + 1
    yield base[at[0] :], one[at[1] :], other[at[2] :]


def _kept(base: Lines, side: Lines) -> dict[int, int]:
    """Which line of ``base`` stands where in ``side``."""
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return {
        start + step: there + step
        for start, there, length in matcher.get_matching_blocks()
        for step in range(length)
    }


def _together(before: Lines, one: Lines, other: Lines) -> Lines | None:
    if one == other or other == before:
        return one
    if one == before:
        return other
    if before:
        return None
    if _is_within(one, other):
        return other
    if _is_within(other, one):
        return one
    first, second = sorted((list(one), list(other)))
    return [*first, *second]


def _is_within(part: Lines, whole: Lines) -> bool:
    """Whether the lines of ``part`` stand in ``whole`` in the same order."""
    rest = iter(whole)
    return all(line in rest for line in part)
