"""Where the data files and the history do not say the same, and which of the two is right.

Nothing that is readable anywhere may be lost. So whatever a file holds that the history never knew is kept, as a change
that undo takes back; whatever the history knows and the file lacks comes back.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from pmtui.data.doctor.document_checks import DocumentChecks, Problem, is_valid
from pmtui.data.doctor.file_scan import Docs, FileScan, sorted_in
from pmtui.data.doctor.finding import Finding
from pmtui.data.doctor.replay import Place, Replay
from pmtui.data.doctor.salvage import salvaged
from pmtui.data.document import Doc, same_content
from pmtui.data.history_line import Line


class Difference(NamedTuple):
    """A document that file and history tell differently.

    Attributes:
        place: Which document.
        found: As the file has it, None when it lacks it.
        told: As the history has it, None when it should not be there.
        known: Whether what the file has is no news: the history tells that it was once so, or that it stands elsewhere.
        lost: Whether the change that wrote the file's version is missing in the history.
    """

    place: Place
    found: Doc | None
    told: Doc | None
    known: bool
    lost: bool


def differences(
    scans: Iterable[FileScan], replay: Replay, lines: Sequence[Line], foreign: Container[str] = ()
) -> list[Difference]:
    """Compare every file with the state the history tells; of a damaged file, what can be read of it.

    The numbers in ``foreign`` files are of another history: they tell nothing of what is missing in this one.
    """
    pairs: list[tuple[Place, Doc | None, Doc | None]] = []
    for scan in scans:
        if scan.newer:
            continue
        whole = scan.content is not None
        told = replay.state.get(scan.file, {})
        found = documents_in(scan, told)
        # What a damaged file lacks, or has otherwise than a line that is known, is no news.
        for key in sorted(found.keys() | told.keys() if whole else found.keys()):
            one, other = found.get(key), told.get(key)
            if one != other and (whole or other is None or _is_lost(one, replay)):
                pairs.append(((scan.file, *key), one, other))
    versions = _versions({place for place, *_ in pairs}, replay, lines)
    # An old file that was put back must not bring back what was erased for good.
    purged = (
        {(c.file, c.table, c.id) for line in lines for c in line.changes if c.is_purged} if pairs else set()
    )
    elsewhere = {(table, key): doc for docs in replay.state.values() for (table, key), doc in docs.items()}
    result = []
    for place, one, other in pairs:
        lost = place[0] not in foreign and _is_lost(one, replay)
        known = place in purged or same_content(one, other)
        known = known or _is_known(one, [elsewhere.get(place[1:]), *versions[place]], lost=lost)
        result.append(Difference(place, one, other, known, lost))
    return result


def _is_known(doc: Doc | None, versions: Iterable[Doc | None], *, lost: bool) -> bool:
    """Whether ``doc`` is one of ``versions``; what a lost change wrote is news even if it says the same as one."""
    if lost:
        return doc in versions
    return doc is None or any(same_content(doc, version) for version in versions)


def documents_in(scan: FileScan, told: Docs) -> Docs:
    """The documents that can be read in a file, each in the table where the history has ``told`` it stands."""
    if scan.content is not None:
        return sorted_in(scan.content.tables, told)
    found = {} if scan.raw is None else salvaged(scan.raw)
    return {key: doc for key, doc in found.items() if is_valid((scan.file, *key), doc)}


def _is_lost(doc: Doc | None, replay: Replay) -> bool:
    """Whether the line that wrote this version is one of those that are missing."""
    revision = doc["rev"] if doc else 0
    return revision > replay.last or any(hole.first <= revision <= hole.last for hole in replay.holes)


def _versions(places: set[Place], replay: Replay, lines: Iterable[Line]) -> dict[Place, list[Doc]]:
    """Every version of ``places`` that the history knows."""
    found: dict[Place, list[Doc]] = {place: [] for place in places}
    for line in lines if places else ():
        for change in line.changes:
            place = (change.file, change.table, change.id)
            if place in places:
                found[place] += [doc for doc in (change.before, change.after) if doc]
    for lost in replay.lost.values():
        for place in lost.keys() & places:
            found[place] += [doc for doc in lost[place] if doc]
    return found


def overlaid(state: Mapping[str, Docs], found: Iterable[Difference]) -> dict[str, Docs]:
    """``state`` with what the files have otherwise."""
    merged = {file: dict(docs) for file, docs in state.items()}
    for difference in found:
        file, table, key = difference.place
        if difference.found is not None:
            merged.setdefault(file, {})[(table, key)] = difference.found
    return merged


def news(found: Iterable[Difference]) -> list[Difference]:
    """Those that tell what the history never knew."""
    return [difference for difference in found if not difference.known]


def adopted(
    state: Mapping[str, Docs], found: Iterable[Difference], foreign: Container[str] = ()
) -> list[Difference]:
    """Those whose version in the file shall be kept, as a new change.

    Not kept is what is no valid document; what has another name than the history's version, for a hand changes no
    refs; and what makes something wrong that is right with the history's version, if that is whole. Of a file that
    another branch of the history wrote, what a rule can settle is not wrong.
    """
    before = {problem.finding for problem in DocumentChecks(state).problems()}
    kept = [
        difference
        for difference in news(found)
        if difference.found is not None
        and is_valid(difference.place, difference.found)
        and (difference.told is None or difference.told["ref"] == difference.found["ref"])
    ]
    while True:
        problems = DocumentChecks(overlaid(state, kept)).problems()
        faulty = _faulty([p for p in problems if not _is_settled(p, foreign)], before)
        left = [d for d in kept if d.place not in faulty or _is_only_there(d)]
        if len(left) == len(kept):
            return kept
        kept = left


def _faulty(problems: Iterable[Problem], before: set[Finding]) -> set[Place]:
    return {place for problem in problems if problem.finding not in before for place in problem.places}


def _is_settled(problem: Problem, foreign: Container[str]) -> bool:
    return problem.finding.repairable and any(place[0] in foreign for place in problem.places)


def _is_only_there(difference: Difference) -> bool:
    """Whether nothing else tells this version or a later one: better it is kept and somebody looks at it."""
    return difference.told is None or difference.lost
