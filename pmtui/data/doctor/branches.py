"""Branches of a history: two machines went on from copies of one store, and their lines came together in one place.

Lines of two branches have the same numbers. Which line goes on from which is told by what each says it found, and by
the sum of the file it left. The order of the branches does not depend on who looks, nor on where the lines stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.data.data_files import advanced
from pmtui.data.doctor.pieces import Piece
from pmtui.data.document import Doc, Tables
from pmtui.data.file_text import FileContent, state_of
from pmtui.data.history_line import Change, Line, checksum, encoded

Branch = tuple[Line, ...]
"""Every line from the first to the last of one branch."""


class _Score(NamedTuple):
    """How well a line goes on from a branch; the higher the better."""

    found: int
    left: int
    later: bool
    unused: bool


class _Tip:
    """The end of a branch, and what the documents are there."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines: list[Line] = []
        self.state: dict[str, Tables] = {}
        for line in lines:
            self.add(line)

    def copy(self) -> _Tip:
        copy = _Tip([])
        copy.lines = [*self.lines]
        copy.state = {
            file: {name: dict(table) for name, table in tables.items()} for file, tables in self.state.items()
        }
        return copy

    def add(self, line: Line) -> None:
        self.lines.append(line)
        for file, table, key, _, after in line.changes:
            documents = self.state.setdefault(file, {}).setdefault(table, {})
            documents.pop(key, None)
            if after is not None:
                documents[key] = after

    def score(self, line: Line, *, used: bool) -> _Score:
        found = -sum(self._document(change) != change.before for change in line.changes)
        left = 0
        for file in {change.file for change in line.changes}:
            noted = (line.states or {}).get(file)
            if noted is not None and noted.sum:
                after = advanced(FileContent(self.state.get(file, {}), 0), file, [line])
                left += 1 if state_of(after).sum == noted.sum else -1
        last = self.lines[-1] if self.lines else None
        return _Score(found, left, last is None or _is_later(line, last), not used)

    def _document(self, change: Change) -> Doc | None:
        return self.state.get(change.file, {}).get(change.table, {}).get(change.id)


def _is_later(line: Line, last: Line) -> bool:
    return line.at >= last.at and all(line.refs.get(key, 0) >= number for key, number in last.refs.items())


def branches_of(pieces: Iterable[Piece]) -> list[Branch]:
    """Return every branch of the history that ``pieces``, in any order, are; the one that keeps its numbers first.

    Of two that part, that one is first whose first line of its own is older, by ``at``, then by checksum.
    """
    numbered: dict[int, list[Line]] = defaultdict(list)
    for piece in pieces:
        if piece.line is not None and piece.line not in numbered[piece.line.n]:
            numbered[piece.line.n].append(piece.line)
    candidates = {n: _without_unpurged(numbered[n]) for n in sorted(numbered)}
    parting = next((n for n, lines in candidates.items() if len(lines) > 1), None)
    common = [line for n, lines in candidates.items() if parting is None or n < parting for line in lines]
    if parting is None:
        return [tuple(common)]
    tips = [_Tip(common)]
    for n, lines in candidates.items():
        if n >= parting:
            tips += _grown(tips, sorted(lines, key=_age))
    return [
        tuple(tip.lines)
        for tip in sorted(tips, key=lambda tip: [_age(line) for line in tip.lines[len(common) :]])
    ]


def _age(line: Line) -> tuple[str, bytes]:
    return line.at.isoformat(), checksum(encoded(line))


def _grown(tips: list[_Tip], lines: Sequence[Line]) -> list[_Tip]:
    """Let each of ``lines``, all of one number, go on from the tip that it fits best; returns tips that are new."""
    reached = max((tip.lines[-1].n for tip in tips if tip.lines), default=0)
    ends = [tip for tip in tips if not tip.lines or tip.lines[-1].n == reached]
    going: list[tuple[_Tip, Line]] = []
    if len(ends) == 1:
        going = [(ends[0], line) for line in lines]
    else:
        for line in lines:
            used = [tip for tip, _ in going]
            going.append((max(ends, key=lambda tip: tip.score(line, used=tip in used)), line))
    new: list[_Tip] = []
    before = {id(tip): tip.copy() for tip, _ in going}
    extended: set[int] = set()
    for tip, line in going:
        if id(tip) in extended:
            fresh = before[id(tip)].copy()
            new.append(fresh)
            fresh.add(line)
        else:
            extended.add(id(tip))
            tip.add(line)
    return new


def _without_unpurged(lines: Sequence[Line]) -> list[Line]:
    """``lines`` of one number without those of which another one is what a purge left."""
    return [line for line in lines if not any(_is_purged_of(other, line) for other in lines)]


def _is_purged_of(one: Line, other: Line) -> bool:
    """Whether ``one`` is ``other`` after something in it was erased for good."""
    if one is other or one.states is not None or (other.states is None and _said(one) >= _said(other)):
        return False
    same = (one.at, one.kind, one.of, one.refs) == (other.at, other.kind, other.of, other.refs)
    places = [[(c.file, c.table, c.id) for c in line.changes] for line in (one, other)]
    return same and places[0] == places[1]


def _said(line: Line) -> int:
    return sum(doc is not None for change in line.changes for doc in (change.before, change.after))


def shared(one: Branch, other: Branch) -> int:
    """Return how many lines both begin with."""
    number = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine is not theirs and mine != theirs:
            break
        number += 1
    return number


def purged_in(branches: Iterable[Branch]) -> set[str]:
    """Return the ids of the documents that were erased for good on one of the branches."""
    return {
        change.id for branch in branches for line in branch for change in line.changes if change.is_purged
    }


def documents_at(lines: Iterable[Line]) -> dict[str, Tables]:
    """Return the documents after ``lines``, by file, table and id."""
    return _Tip(lines).state
