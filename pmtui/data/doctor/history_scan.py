"""Every line of the history, whatever state it is in, and branches of it made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pmtui.data.doctor.branches import Branch, branches_of, shared
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.doctor.pieces import Piece, pieces_of
from pmtui.data.doctor.reading import HISTORY, Raws
from pmtui.data.doctor.rejoining import Rejoined, rejoined
from pmtui.data.history_line import Line, decoded, encoded
from pmtui.errors import StoreError


class HistoryScan(NamedTuple):
    """The whole history.

    Attributes:
        lines: What can be believed, in the order of the numbers, each number once; of branches, as one history.
        kept: Number → file and bytes, as they stand there or as they were before something harmless happened.
        bad: What cannot be believed.
        raws: The history files and their bytes.
        findings: What is wrong with it as a text; holes are found by comparing.
        joined: What was made of branches; None when there is only one.
    """

    lines: list[Line]
    kept: dict[int, tuple[str, bytes]]
    bad: list[Piece]
    raws: dict[str, bytes]
    findings: list[Finding]
    joined: Rejoined | None = None


Copies = Callable[[Sequence[Branch]], Sequence[Branch]]
"""Says what copies of data files add to the branches of a history, each as one more."""


def scan_history(
    found: Raws, beside: Sequence[Piece] = (), copies: Copies = lambda branches: ()
) -> HistoryScan:
    """Understand the history of a store; nothing in it is an error.

    Args:
        found: The files of the store.
        beside: Lines that stand in copies of its history and shall count as well.
        copies: What else shall count.
    """
    ours = {name: raw for name, raw in sorted(found.items()) if name.partition("/")[0] == HISTORY}
    findings = [unreadable(name, error) for name, error in ours.items() if isinstance(error, StoreError)]
    raws = {name: raw for name, raw in ours.items() if isinstance(raw, bytes)}
    pieces = [piece for file, raw in raws.items() for piece in pieces_of(file, raw)]
    branches = branches_of(pieces)
    findings += _parted(pieces, branches) if len(branches) > 1 else _disordered(pieces)
    findings += _bad_runs(pieces)
    every = [*pieces, *beside]
    if beside:
        branches = branches_of(every)
    more = list(copies(branches))
    joined = rejoined(branches, more) if more or len(branches) > 1 else None
    lines = joined.lines if joined else list(branches[0])
    bad = [piece for piece in pieces if piece.line is None]
    return HistoryScan(lines, _kept(lines, every), bad, raws, findings, joined)


def _kept(lines: Sequence[Line], pieces: Sequence[Piece]) -> dict[int, tuple[str, bytes]]:
    """The text of each of ``lines`` that stands somewhere."""
    wanted = {line.n: line for line in lines}
    found: dict[int, tuple[str, bytes]] = {}
    for piece in pieces:
        line = piece.line
        if line is not None and line.n not in found and line == wanted.get(line.n):
            found[line.n] = piece.file, _text(piece)
    return found


def _parted(pieces: Sequence[Piece], branches: Sequence[Branch]) -> Iterator[Finding]:
    """The findings for branches; where their lines stand is of no account."""
    for number, branch in enumerate(branches[1:], 1):
        common = max(shared(branch, other) for other in branches[:number])
        own = branch[common:]
        file = next(piece.file for piece in pieces if piece.line == own[0])
        numbers = f"change {own[0].n}" if len(own) == 1 else f"changes {own[0].n} to {own[-1].n}"
        verb = "stands" if len(own) == 1 else "stand"
        what = f"{numbers} of another branch {verb} here, which somebody made on a copy of this store"
        yield damage("E_BRANCHES", file, what)


def unreadable(file: str, error: StoreError) -> Finding:
    """The finding for what the file system does not give."""
    return damage("E_CANNOT_READ", file, error.message.rstrip("."), fix=error.fix or "check the permissions")


def _disordered(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """The findings for lines that stand twice, in another order or in another text than pmtui writes."""
    seen: set[int] = set()
    highest = 0
    for piece in pieces:
        line, where = piece.line, f"line {piece.number}"
        if line is None:
            continue
        if line.n in seen:
            yield damage("E_HISTORY_ORDER", piece.file, f"{where} repeats change {line.n}")
        elif line.n < highest:
            yield damage(
                "E_HISTORY_ORDER", piece.file, f"{where} holds change {line.n} after change {highest}"
            )
        elif decoded(piece.raw) is None:
            yield damage(
                "E_HISTORY_TEXT", piece.file, f"{where} was rewritten by another program; it is whole"
            )
        seen.add(line.n)
        highest = max(highest, line.n)


def _text(piece: Piece) -> bytes:
    assert piece.line is not None
    return encoded(piece.line) if decoded(piece.raw) is None else piece.raw


def _bad_runs(pieces: list[Piece]) -> Iterator[Finding]:
    """One finding for each run of lines that cannot be believed."""
    for (file, bad, why), run in groupby(pieces, key=lambda p: (p.file, p.line is None, p.why_not)):
        if not bad:
            continue
        found = list(run)
        first, last = found[0], found[-1]
        if last is pieces[-1] and len(found) == 1 and not why:
            what = f"line {first.number}, the last, is not whole: a write was interrupted before it was done"
            yield hint("E_HISTORY_TORN", file, what)
            continue
        lines = f"line {first.number}" if len(found) == 1 else f"lines {first.number} to {last.number}"
        what = f"{why}; pmtui did not write that" if why else "the checksum is wrong"
        yield damage("E_HISTORY_LINE", file, f"{lines}: {what}")
