"""Copies that a file-sync program left when two computers wrote: what they hold that the store lacks.

A copy of the history is another branch of it. A copy of a data file is the end of one whose lines are not there: what
it holds otherwise than every change that is known becomes one change, made where it last agreed with the history.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pmtui.data.disk import read_file
from pmtui.data.doctor.branches import Branch, documents_at, purged_in
from pmtui.data.doctor.document_checks import is_right
from pmtui.data.doctor.file_scan import scan_file, sorted_in
from pmtui.data.doctor.finding import Finding, hint
from pmtui.data.doctor.free_refs import highest_refs
from pmtui.data.doctor.pieces import Piece, pieces_of
from pmtui.data.document import Doc, same_content
from pmtui.data.file_state import FileState
from pmtui.data.history_line import Change, Line
from pmtui.data.sync_copies import copied_file, sync_copies
from pmtui.data.tables import STRATEGY_FILE

_BY_HAND = "look into it, then move it out of the store"
_FOREIGN = "nothing in it is of this store"
_LONERS = frozenset({"workspace", "timer"})


class Copy(NamedTuple):
    """A copy beside the files of a store.

    Attributes:
        name: Its name, relative to the store.
        own: The file that it is a copy of.
        pieces: Its lines, of a copy of the history.
        docs: Its documents, of a copy of a data file.
        why_not: Why nothing of it can be brought in; empty when it can.
        lacking: What it holds that the store lacks, in words; empty for nothing.
    """

    name: str
    own: str
    pieces: tuple[Piece, ...] = ()
    docs: Mapping[tuple[str, str], Doc] = MappingProxyType({})
    why_not: str = ""
    lacking: str = ""

    @property
    def is_useful(self) -> bool:
        """Whether it holds something that can be brought in."""
        return bool(self.lacking) and not self.why_not


def copies_in(root: Path, lines: Sequence[Line]) -> list[Copy]:
    """Return the copies beside the store in ``root``, whose history has ``lines``; sorted by name."""
    names = sync_copies(root)
    if not names:
        return []
    known = _Known(lines)
    found = [_read(root, name, known) for name in names]
    # Documents that no line of the store knows may be those of another copy, which tells where they belong.
    more = _Known([*lines, *_lines(copy for copy in found if not copy.why_not)])
    # A month that began on both computers has nothing in common; then what lies beside it tells.
    beside = any(copy.pieces or more.shares(copy.docs) for copy in found)
    return [_looked_at(copy, known, more, beside=beside) for copy in found]


class _Known:
    """What a history knows."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines: dict[int, list[Line]] = defaultdict(list)
        self.versions: dict[tuple[str, str], list[Doc | None]] = defaultdict(list)
        self.states: set[tuple[str, FileState]] = set()
        for line in lines:
            self.lines[line.n].append(line)
            self.states |= _states(line)
            for change in line.changes:
                self.versions[change.table, change.id] += [change.before, change.after]

    def has(self, item: tuple[str, str], doc: Doc) -> bool:
        """Whether ``item`` was ever as ``doc``, or was purged."""
        versions = self.versions.get(item, [])
        purged = bool(versions) and all(version is None for version in versions)
        return purged or any(same_content(doc, version) for version in versions)

    def shares(self, items: Iterable[tuple[str, str]]) -> bool:
        """Whether one of ``items`` that no two stores have in common is known."""
        return any(item[1] not in _LONERS and item in self.versions for item in items)


def _states(line: Line) -> set[tuple[str, FileState]]:
    """The states of files that ``line`` notes, as far as they are those of one text only."""
    return {(file, state) for file, state in (line.states or {}).items() if state.sum}


def _read(root: Path, name: str, known: _Known) -> Copy:
    folder, _, last = name.rpartition("/")
    own = copied_file(folder, last)
    if own is None:
        return Copy(name, name, why_not="pmtui does not look into it")
    if os.path.islink(root / name):
        return Copy(name, own, why_not="it is a symbolic link")
    try:
        raw = read_file(root / name)[0]
    except OSError:
        return Copy(name, own, why_not="it cannot be read")
    return _history(name, own, raw, known) if own.endswith(".jsonl") else _data(root, name, own, raw)


def _history(name: str, own: str, raw: bytes, known: _Known) -> Copy:
    pieces = tuple(piece for piece in pieces_of(own, raw) if piece.line is not None)
    lines = [piece.line for piece in pieces if piece.line is not None]
    if not lines:
        return Copy(name, own, why_not="no line of it can be read")
    items = ((change.table, change.id) for line in lines for change in line.changes)
    same = any(line in known.lines.get(line.n, ()) or _states(line) & known.states for line in lines)
    if not same and not known.shares(items):
        return Copy(name, own, why_not=_FOREIGN)
    return Copy(name, own, pieces)


def _data(root: Path, name: str, own: str, raw: bytes) -> Copy:
    scan = scan_file(own, raw, root / name)
    if scan.newer:
        return Copy(name, own, why_not="a newer pmtui wrote it")
    if scan.content is None:
        return Copy(name, own, why_not="it cannot be read")
    docs = sorted_in(scan.content.tables)
    return Copy(name, own, docs={key: doc for key, doc in docs.items() if is_right((own, *key), doc)})


def _lines(copies: Iterable[Copy]) -> Iterator[Line]:
    return (piece.line for copy in copies for piece in copy.pieces if piece.line is not None)


def _looked_at(copy: Copy, known: _Known, more: _Known, *, beside: bool) -> Copy:
    if copy.why_not:
        return copy
    if copy.pieces:
        fresh = [line for line in _lines([copy]) if line not in known.lines.get(line.n, ())]
        return copy._replace(lacking=_counted(len(fresh), "change"))
    if copy.docs and not more.shares(copy.docs) and not (beside and copy.own != STRATEGY_FILE):
        return copy._replace(why_not=_FOREIGN)
    lacking = sum(not known.has(item, doc) for item, doc in copy.docs.items())
    return copy._replace(lacking=_counted(lacking, "item"))


def _counted(number: int, what: str) -> str:
    return "" if not number else f"1 {what}" if number == 1 else f"{number} {what}s"


def copy_findings(copies: Iterable[Copy]) -> Iterator[Finding]:
    """Return what there is to say about ``copies``."""
    for copy in copies:
        what = f"it looks like a copy of {copy.own} that a file-sync program made when two computers wrote"
        if copy.own == copy.name:
            what = "it looks like a copy of a folder that a file-sync program made when two computers wrote"
        if copy.why_not:
            yield hint("E_FOREIGN", copy.name, f"{what}; {copy.why_not}", fix=_BY_HAND)
        elif copy.lacking:
            what += f", and holds {copy.lacking} that the store lacks and that --repair brings in"
            yield hint("E_COPY", copy.name, what)
        else:
            yield hint(
                "E_COPY",
                copy.name,
                f"{what}; it holds nothing that the store lacks, and --repair sets it aside",
            )


def pieces_beside(copies: Iterable[Copy]) -> list[Piece]:
    """Return the lines in ``copies`` that can be brought in."""
    return [piece for copy in copies if not copy.why_not for piece in copy.pieces]


def sides_of(copies: Iterable[Copy], branches: Sequence[Branch]) -> list[Branch]:
    """Return what ``copies`` of data files hold beyond ``branches``, each time as a branch with one change of its own.

    Copies of different files count as one side, for what one of them links to may stand in another.
    """
    if not any(branches):
        return []
    known = _Known(line for branch in branches for line in branch)
    purged = purged_in(branches)
    sides: list[dict[str, Copy]] = []
    for copy in copies:
        if copy.why_not or not copy.docs:
            continue
        side = next((side for side in sides if copy.own not in side), None)
        if side is None:
            sides.append({copy.own: copy})
        else:
            side[copy.own] = copy
    found = (_side(side.values(), branches, known, purged) for side in sides)
    return [side for side in found if side is not None]


def _side(
    copies: Iterable[Copy], branches: Sequence[Branch], known: _Known, purged: set[str]
) -> Branch | None:
    every = {
        (copy.own, *item): doc for copy in copies for item, doc in copy.docs.items() if item[1] not in purged
    }
    fresh = {place: doc for place, doc in every.items() if not known.has(place[1:], doc)}
    if not fresh:
        return None
    common = max((_agreeing(branch, every) for branch in branches), key=len)
    base = documents_at(common)
    last = (common or branches[0])[-1]
    changes = tuple(change for place, doc in sorted(fresh.items()) for change in _changes(place, doc, base))
    names = [
        os.fsencode(copy.name).decode(errors="replace")
        for copy in copies
        if any(place[0] == copy.own for place in fresh)
    ]
    what = f"Brought in from {', '.join(names[:3])}{' and others' if len(names) > 3 else ''}"
    refs = highest_refs({}, fresh.values())
    n = last.n + 1 if common else 1
    return (*common, Line(n, last.at, what, "do", (), refs, last.files, changes))


def _agreeing(branch: Branch, docs: Mapping[tuple[str, str, str], Doc]) -> Branch:
    """The lines of ``branch`` up to the last one that wrote one of ``docs`` just as it is."""
    end = 0
    for number, line in enumerate(branch, 1):
        if any(docs.get((c.file, c.table, c.id)) == c.after for c in line.changes if c.after is not None):
            end = number
    return branch[:end]


def _changes(
    place: tuple[str, str, str], doc: Doc, base: Mapping[str, Mapping[str, Mapping[str, Doc]]]
) -> Iterator[Change]:
    file, table, key = place
    there = next((name for name, tables in base.items() if key in tables.get(table, {})), None)
    before = base[there][table][key] if there is not None else None
    if there is not None and there != file:
        yield Change(there, table, key, before, None)
        before = None
    yield Change(file, table, key, before, doc)
