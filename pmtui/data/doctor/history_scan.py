"""Every line of the history, whatever state it is in.

A line is believed when its checksum is right and it says what a change can, also after undoing what an editor or a
tool did around it: line ends, white space, a byte order mark, members it added.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pydantic_core import from_json

from pmtui.data import json_text
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.doctor.reading import HISTORY, Raws
from pmtui.data.history_line import Line, NotALine, checksum, decoded, encoded
from pmtui.data.line_check import MEMBERS
from pmtui.errors import StoreError

_BOM = b"\xef\xbb\xbf"


class Piece(NamedTuple):
    """One physical line.

    Attributes:
        file: The history file, relative to the store.
        number: Which line of it, from 1.
        raw: Its bytes, with the newline.
        line: What it says, None when that cannot be believed.
        why_not: What no change of pmtui can say, where the checksum is right and the line is not believed.
    """

    file: str
    number: int
    raw: bytes
    line: Line | None
    why_not: str = ""


class HistoryScan(NamedTuple):
    """The whole history.

    Attributes:
        lines: What can be believed, in the order of the numbers, each number once.
        kept: Number → file and bytes, as they stand there or as they were before something harmless happened.
        bad: What cannot be believed.
        raws: The history files and their bytes.
        findings: What is wrong with it as a text; holes are found by comparing.
    """

    lines: list[Line]
    kept: dict[int, tuple[str, bytes]]
    bad: list[Piece]
    raws: dict[str, bytes]
    findings: list[Finding]


def scan_history(found: Raws) -> HistoryScan:
    """Understand the history of a store; nothing in it is an error."""
    ours = {name: raw for name, raw in sorted(found.items()) if name.partition("/")[0] == HISTORY}
    findings = [unreadable(name, error) for name, error in ours.items() if isinstance(error, StoreError)]
    raws = {name: raw for name, raw in ours.items() if isinstance(raw, bytes)}
    pieces = [piece for file, raw in raws.items() for piece in _pieces(file, raw)]
    good: dict[int, Piece] = {}
    for piece in pieces:
        if piece.line is not None:
            findings += _taken(good, piece)
    findings += _bad_runs(pieces)
    order = sorted(good)
    return HistoryScan(
        [line for n in order if (line := good[n].line) is not None],
        {n: (good[n].file, _text(good[n])) for n in order},
        [piece for piece in pieces if piece.line is None],
        raws,
        findings,
    )


def unreadable(file: str, error: StoreError) -> Finding:
    """The finding for what the file system does not give."""
    return damage("E_CANNOT_READ", file, error.message.rstrip("."), fix=error.fix or "check the permissions")


def _pieces(file: str, raw: bytes) -> Iterator[Piece]:
    for number, text in enumerate(raw.splitlines(keepends=True), 1):
        try:
            yield Piece(file, number, text, _believed(text))
        except NotALine as error:
            yield Piece(file, number, text, None, str(error))


def _believed(raw: bytes) -> Line | None:
    """The line, if its checksum is right as it stands or once it is written as pmtui writes.

    Raises:
        NotALine: The checksum is right, and no change of pmtui says what it says.
    """
    line = decoded(raw)
    if line is None:
        data = _object(raw)
        line = None if data is None else decoded(_rewritten(data, str(data.get("sum"))))
    return line


def doubted(raw: bytes) -> Line | None:
    """What a line says whose checksum is wrong; None when it is no line at all. Needs other evidence."""
    data = _object(raw)
    if data is None:
        return None
    try:
        return decoded(_rewritten(data))
    except NotALine:
        return None


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        data = from_json(raw.removeprefix(_BOM).strip(), allow_inf_nan=False)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _rewritten(data: dict[str, Any], stated: str | None = None) -> bytes:
    """The members that belong to a line, as pmtui writes them, with the ``stated`` checksum or a right one."""
    try:
        body = json_text.dumps({name: data[name] for name in MEMBERS if name in data})
    except ValueError:  # a number without an end
        return b""
    total = checksum(body) if stated is None else stated.encode(errors="replace")
    return b'%s,"sum":"%s"}\n' % (body[:-1], total)


def _taken(good: dict[int, Piece], piece: Piece) -> Iterator[Finding]:
    """Add ``piece`` to what is believed, unless its number is there already."""
    line, where = piece.line, f"line {piece.number}"
    assert line is not None
    if line.n in good:
        same = good[line.n].line == line
        what = f"repeats change {line.n}" if same else f"is another change {line.n} than the one before"
        yield damage("E_HISTORY_ORDER", piece.file, f"{where} {what}")
        return
    if good and line.n < max(good):
        yield damage("E_HISTORY_ORDER", piece.file, f"{where} holds change {line.n} after change {max(good)}")
    elif decoded(piece.raw) is None:
        yield damage("E_HISTORY_TEXT", piece.file, f"{where} was rewritten by another program; it is whole")
    good[line.n] = piece


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
