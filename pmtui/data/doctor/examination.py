"""Looking at a whole store without changing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from pmtui.data.data_files import advanced, is_as_left
from pmtui.data.doctor.backup_checks import backup_findings
from pmtui.data.doctor.choices import open_choices
from pmtui.data.doctor.copies import Copy, copies_in, copy_findings, pieces_beside, sides_of
from pmtui.data.doctor.differences import Difference, differences, news, overlaid
from pmtui.data.doctor.document_checks import DocumentChecks, is_valid
from pmtui.data.doctor.file_scan import FileScan, flat, scan_file, sorted_in, tables_of
from pmtui.data.doctor.finding import REPAIR, Finding
from pmtui.data.doctor.history_scan import HistoryScan, scan_history, unreadable
from pmtui.data.doctor.naming import file_findings, history_findings
from pmtui.data.doctor.reading import Raws, read_all, read_at_rest
from pmtui.data.doctor.reconciling import Reconciled, reconciled
from pmtui.data.doctor.replay import Replay
from pmtui.data.doctor.sides import foreign_files
from pmtui.data.doctor.surroundings import OUT_OF_PLACE, look_around, require_store
from pmtui.data.file_state import NEVER, FileState
from pmtui.data.file_text import FileContent, state_of
from pmtui.data.history_line import noted
from pmtui.data.tables import STRATEGY_FILE, TIME_FOLDER
from pmtui.errors import StoreError


@dataclass(frozen=True)
class Examination:
    """A store as it was found.

    Attributes:
        root: Its folder.
        history: The history as a text.
        files: The data files by name.
        replay: What the history tells.
        differences: Where the two do not say the same.
        foreign: Data files that another branch of the history wrote.
        copies: What a file-sync program left beside them.
        findings: Everything that is wrong, the worst first.
    """

    root: Path
    history: HistoryScan
    files: Mapping[str, FileScan]
    replay: Replay
    differences: list[Difference]
    foreign: frozenset[str] = frozenset()
    copies: Sequence[Copy] = ()
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def reconciled(self) -> Reconciled:
        """What the store shall hold after a repair."""
        return reconciled(self.replay.state, self.differences, self.files, self.history.lines, self.foreign)

    @cached_property
    def left(self) -> dict[str, FileState] | None:
        """The state in which the history left every data file; None when it does not tell."""
        lines = self.history.lines
        whole = next((line for line in reversed(lines) if line.is_whole), None)
        return noted(whole, lines[-1]) if lines else None

    def is_refused(self, scan: FileScan) -> bool:
        """Whether readers refuse a file although it is whole: the history left it in a state that it cannot reach."""
        content = scan.content
        if self.left is None or content is None or not scan.ours:
            return False
        left = self.left.get(scan.file, NEVER)
        if content.applied < left.applied:
            later = [line for line in self.history.lines if line.n > content.applied]
            content = advanced(content, scan.file, later)
            content = content._replace(sum=state_of(content).sum)
        return not is_as_left(content, left, self.history.lines[-1].n)


def examine_at_rest(root: Path, now: datetime | None = None) -> Examination:
    """Look at the store in ``root`` without the lock, while others may write; what is in the future, ``now`` tells.

    Raises:
        StoreError: There is no store (E_NO_STORE), something else in the place of the folder, or it cannot be read.
    """
    require_store(root)
    return _examined(root, read_at_rest(root), now)


def examine(root: Path, now: datetime | None = None) -> Examination:
    """Look at the store in ``root``, which nobody changes meanwhile.

    Raises:
        StoreError: There is something else in the place of the folder, or it cannot be read.
    """
    return _examined(root, read_all(root), now)


def with_copies(found: Examination, now: datetime | None = None) -> Examination:
    """Look at a store as if what its ``copies`` hold stood in it, for whoever brings that in.

    Raises:
        StoreError: It cannot be read.
    """
    if not any(copy.is_useful for copy in found.copies):
        return found
    return _examined(found.root, read_all(found.root), now, found.copies)


def _examined(root: Path, raws: Raws, now: datetime | None, beside: Sequence[Copy] = ()) -> Examination:
    history = scan_history(raws, pieces_beside(beside), partial(sides_of, beside))
    copies = beside or copies_in(root, history.lines)
    findings = [*history.findings, *copy_findings(copies)]
    time = raws.get(TIME_FOLDER)
    if isinstance(time, StoreError):
        findings.append(unreadable(TIME_FOLDER, time))
    known = {change.file for line in history.lines for change in line.changes}
    names = {name for name in raws if name == STRATEGY_FILE or name.startswith(f"{TIME_FOLDER}/")}
    files = {file: scan_file(file, raws.get(file), root / file) for file in sorted(known | names)}
    foreign = foreign_files(files.values(), history.lines)
    claims = {file: claim for file, claim in _claims(files, history) if file not in foreign}
    if history.joined:  # the files are of one branch or another, and their numbers tell nothing
        claims = {}
    last = max([0, *(line.n for line in history.lines[-1:]), *(claim.applied for claim in claims.values())])
    replay = Replay(history.lines, last, claims)
    versions = [*history.lines, *(history.joined.versions if history.joined else ())]
    found = differences(files.values(), replay, versions, foreign)
    examination = Examination(root, history, files, replay, found, foreign, copies, findings)
    findings += history_findings(replay, history)
    for file in files:
        own = [difference for difference in found if difference.place[0] == file]
        refused = examination.is_refused(files[file])
        findings += file_findings(files[file], replay, own, history, refused=refused)
    findings += _document_findings(examination, now)
    around = look_around(root)
    misplaced = {finding.file for finding in around if finding.code == OUT_OF_PLACE}
    findings[:] = [f for f in findings if f.code != "E_CANNOT_READ" or f.file not in misplaced]
    findings += [*around, *open_choices(root)]
    findings += backup_findings(root, last)
    findings.sort(key=lambda finding: (finding.severity, finding.file))
    return examination


def _claims(files: Mapping[str, FileScan], history: HistoryScan) -> Iterator[tuple[str, FileContent]]:
    """Files that tell exactly what stood in them after the transaction they name.

    One without the right checksum was edited; it is believed where the history has nothing to say against it.
    """
    known = {change.file for line in history.lines for change in line.changes}
    for file, scan in files.items():
        content = scan.content
        if content is None or scan.newer:
            continue
        if scan.ours:
            yield file, content
        elif file not in known:
            docs = {key: doc for key, doc in sorted_in(content.tables).items() if is_valid((file, *key), doc)}
            newest = max((doc["rev"] for doc in docs.values()), default=0)
            yield file, content._replace(tables=tables_of(docs), applied=min(content.applied, newest))


def _document_findings(examination: Examination, now: datetime | None) -> Iterator[Finding]:
    """What is wrong with the documents as they are read now."""
    contents = overlaid(examination.replay.state, news(examination.differences))
    contents |= {f: flat(s.content.tables) for f, s in examination.files.items() if s.newer and s.content}
    newer = {file for file, scan in examination.files.items() if scan.newer}
    problems = [
        problem for problem in DocumentChecks(contents, now).problems() if problem.finding.file not in newer
    ]
    staying = _staying(examination, now) if problems else set()
    for finding, _ in problems:
        yield finding if finding in staying else finding._replace(fix=REPAIR, repairable=True)


def _staying(examination: Examination, now: datetime | None) -> set[Finding]:
    """What is wrong with the documents also after a repair."""
    return {problem.finding for problem in DocumentChecks(examination.reconciled.state, now).problems()}
