"""What a store should hold so that files and history say the same again, worked out without writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pmtui.data.doctor.choices import choice_drafts
from pmtui.data.doctor.differences import Difference
from pmtui.data.doctor.draft_names import renamed_drafts
from pmtui.data.doctor.examination import Examination
from pmtui.data.doctor.file_scan import Docs, FileScan, flat, tables_of
from pmtui.data.doctor.free_refs import highest_refs
from pmtui.data.doctor.pieces import doubted
from pmtui.data.doctor.reading import HISTORY
from pmtui.data.doctor.reconciling import Step
from pmtui.data.doctor.replay import Hole
from pmtui.data.file_state import FileState
from pmtui.data.file_text import FileContent, written
from pmtui.data.history_line import Change, Line, encoded
from pmtui.data.made_text import head_of

_MOST_LOST = 100_000
"""More lost changes than that are not believed: it is the number that is damaged."""


@dataclass
class Mended:
    """What must be written.

    Attributes:
        files: File → its new bytes; None for one that must go.
        steps: Number → what became a change of its own.
        left: Where what the files had is not kept.
        drafts: What is done about drafts, a sentence each.
        rebuilt: Data files that the history brought back.
        filled: Numbers of changes that were lost.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    steps: dict[int, Step] = field(default_factory=dict)
    left: list[Difference] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    rebuilt: list[str] = field(default_factory=list)
    filled: list[Hole] = field(default_factory=list)


def mended(found: Examination, now: datetime) -> Mended:
    """Work out what to write so that nothing that can be read is lost."""
    wanted, joined = found.reconciled, found.history.joined
    result = Mended(filled=found.replay.holes, left=wanted.left)
    lines = _with_bases(found, now)
    _count_on(lines, [kept for kept in wanted.kept if kept.place[0] not in found.foreign])
    state = found.replay.state
    for step in wanted.steps:
        line = _step_line(step, state, lines[-1] if lines else None, now)
        lines.append(line)
        result.steps[line.n] = step
        state = _after(state, line)
    _add_data_files(result, found, state, lines[-1].n if lines else 0)
    result.files |= _history_files(found, _noting(found, lines, result.files))
    choices = joined.choices if joined else ()
    for file, data, what in choice_drafts(found.root, choices, state, now):
        result.files |= {file: data} if file else {}
        result.drafts.append(what)
    before = _as_they_lie(found) if joined else found.replay.state
    rewritten = joined.rewritten if joined else ()
    for file, data, what in renamed_drafts(found.root, before, wanted, state, rewritten):
        result.files[file] = data
        result.drafts += [what] if what else []
    return result


def _as_they_lie(found: Examination) -> dict[str, Docs]:
    """The documents of the side whose data files these are, which is that of the drafts."""
    lying = {file: flat(scan.content.tables) for file, scan in found.files.items() if scan.content}
    return {**found.replay.state, **lying}


def _after(state: dict[str, Docs], line: Line) -> dict[str, Docs]:
    """``state`` with what ``line`` did."""
    after = {file: dict(docs) for file, docs in state.items()}
    for change in line.changes:
        docs = after.setdefault(change.file, {})
        docs.pop((change.table, change.id), None)
        if change.after is not None:
            docs[(change.table, change.id)] = change.after
    return after


def _with_bases(found: Examination, now: datetime) -> list[Line]:
    """The lines of the history, with one for each hole."""
    lines: list[Line] = []
    holes = {hole.last + 1: hole for hole in found.replay.holes}
    for line in found.history.lines:
        if line.n in holes:
            lines.append(_base(holes.pop(line.n), found, lines, line.at))
        lines.append(_joined(line, found))
    for hole in holes.values():
        lines.append(_base(hole, found, lines, now))
    return lines


def _joined(line: Line, found: Examination) -> Line:
    """``line``, made to begin from what the lines before it left: so undo brings back what it overwrote unseen."""
    changes = []
    for change in line.changes:
        broken = found.replay.broken.get((line.n, _place(change)))
        changes.append(change._replace(before=broken.told) if broken else change)
    return line if tuple(changes) == line.changes else line._replace(changes=tuple(changes))


def _base(hole: Hole, found: Examination, lines: Sequence[Line], at: datetime) -> Line:
    """The line that stands for the lost ones in ``hole``: the lost one itself where all evidence confirms it."""
    lost = sorted(found.replay.lost[hole].items())
    changes = tuple(Change(*place, before, after) for place, (before, after) in lost)
    if hole.first == hole.last:
        confirmed = _confirmed(found, hole.first, changes)
        if confirmed is not None:
            return confirmed
    if not found.history.lines:
        what = "Rebuilt from the data files"
    elif hole.first == hole.last:
        what = f"Rebuilt: change {hole.first} could not be read"
    else:
        what = f"Rebuilt: changes {hole.first} to {hole.last} could not be read"
    before = lines[-1] if lines else None
    refs, files = _refs(before, changes), _files(before, changes)
    return Line(hole.last, at, what, "base", (), refs, files, changes)


def _confirmed(found: Examination, n: int, changes: Sequence[Change]) -> Line | None:
    """The unreadable line of change ``n``, if it can be read and did just what its neighbours and the files tell."""
    for piece in found.history.bad:
        line = doubted(piece.raw)
        if line is None or line.n != n or sorted(line.changes, key=_place) != list(changes):
            continue
        if line.kind in ("do", "undo", "redo") and (line.kind == "do") == (not line.of) and line.what.strip():
            return line._replace(states=None, since=None)
    return None


def _count_on(lines: list[Line], kept: Sequence[Difference]) -> None:
    """Leave out the numbers that lost lines had, as what is ``kept`` tells: a ``rev`` never comes back."""
    last = lines[-1] if lines else None
    newest = max(((difference.found or {}).get("rev", 0) for difference in kept), default=0)
    reached = last.n if last else 0
    if last and reached < newest <= reached + _MOST_LOST:
        what = f"Rebuilt: changes {reached + 1} to {newest} could not be read"
        lines.append(
            last._replace(n=newest, what=what, kind="base", of=(), changes=(), states=None, since=None)
        )


def _place(change: Change) -> tuple[str, str, str]:
    return change.file, change.table, change.id


def _step_line(step: Step, state: Mapping[str, Docs], before: Line | None, now: datetime) -> Line:
    """The change that a step is, as the next after ``before``; it goes on from what the step before it left."""
    n = before.n + 1 if before else 1
    changes = tuple(
        change._replace(
            before=state.get(change.file, {}).get((change.table, change.id)),
            after=change.after and {**change.after, "rev": n},
        )
        for change in step.changes
    )
    return Line(n, now, step.what, step.kind, (), _refs(before, changes), _files(before, changes), changes)


def _refs(before: Line | None, changes: Sequence[Change]) -> dict[str, int]:
    """The highest refs given out, as far as known: none of them may ever be given out again."""
    docs = (doc for change in changes for doc in (change.before, change.after))
    return highest_refs(before.refs if before else {}, docs)


def _files(before: Line | None, changes: Sequence[Change]) -> int:
    """How many data files there are at least."""
    return max(before.files if before else 0, len({change.file for change in changes}))


def _noting(found: Examination, lines: list[Line], files: Mapping[str, bytes | None]) -> list[Line]:
    """``lines``, the last of which notes all states if it is new, or if what was noted is not so any more."""
    if not lines:
        return lines
    states = dict(_states(found, files))
    believed = found.history.lines[-1] if found.history.lines else None
    left = found.left
    if lines[-1] is believed and (left is None or (left == states and lines == found.history.lines)):
        return lines
    return [*lines[:-1], lines[-1]._replace(states=states, since=None)]


def _states(found: Examination, files: Mapping[str, bytes | None]) -> Iterator[tuple[str, FileState]]:
    """The state of every data file once ``files`` are written."""
    for file in sorted({*found.files, *files}):
        scan = found.files.get(file)
        if file in files:
            head = head_of(files[file] or b"")
            if head is not None:
                yield file, FileState(head.applied, head.sum)
        elif scan is not None and scan.content is not None:
            yield file, FileState(scan.content.applied, scan.content.sum)


def _history_files(found: Examination, lines: Sequence[Line]) -> dict[str, bytes | None]:
    """The history files that must change; every line stays in the file it was in, as far as their order allows."""
    texts: dict[str, list[bytes]] = {}
    believed = {line.n: line for line in found.history.lines}
    names = [found.history.kept[line.n][0] if line.n in found.history.kept else "" for line in lines]
    newest = ""
    for position, line in enumerate(lines):
        after = next((name for name in names[position:] if name), f"{HISTORY}/{line.at:%Y-%m}.jsonl")
        newest = max(newest, after)
        kept = found.history.kept.get(line.n)
        same = kept is not None and believed.get(line.n) is line
        texts.setdefault(newest, []).append(kept[1] if kept and same else encoded(line))
    wanted: dict[str, bytes | None] = {name: b"".join(parts) for name, parts in texts.items()}
    # A file without a line is gone, but for an empty one, which the first write of a month may leave.
    wanted |= {name: None for name, raw in found.history.raws.items() if name not in wanted and raw}
    return {name: text for name, text in wanted.items() if text != found.history.raws.get(name)}


def _add_data_files(result: Mended, found: Examination, state: dict[str, Docs], last: int) -> None:
    changed = {c.file: n for n, step in result.steps.items() for c in step.changes}
    number = max((scan.content.format for scan in found.files.values() if scan.content), default=0)
    differing = {difference.place[0] for difference in found.differences}
    for file in sorted({*found.files, *state}):
        scan = found.files.get(file, FileScan(file))
        touched = changed.get(file, found.replay.touched.get(file, 0))
        docs = state.get(file, {})
        if not touched and (found.is_refused(scan) or (file in differing and scan.content is not None)):
            result.files[file] = None  # another store's, or nothing in it that can be kept
            continue
        if not touched and (scan.content is None or scan.ours):
            continue  # nothing is known about it but itself
        if not touched:
            docs, touched = _documents(scan), min(scan.content.applied, last) if scan.content else 0
        if not _holds(scan, docs, touched, last) or found.is_refused(scan):
            content = FileContent(tables_of(docs), touched, format=number)
            result.files[file] = written(content)
            result.rebuilt.append(file)


def _holds(scan: FileScan, docs: Docs, touched: int, last: int) -> bool:
    """Whether the file is as it should be, byte by byte."""
    if scan.content is None or not scan.ours:
        return False
    return touched <= scan.content.applied <= last and _documents(scan) == docs


def _documents(scan: FileScan) -> Docs:
    return flat(scan.content.tables) if scan.content else {}
