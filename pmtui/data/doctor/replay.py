"""What the history says the files hold, and what its lost lines must have done.

Where lines are missing, the lines after them tell what stood there before, and the data files tell how it all ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pmtui.data.doctor.file_scan import Docs, flat
from pmtui.data.document import Doc
from pmtui.data.file_text import FileContent
from pmtui.data.history_line import Change, Line
from pmtui.data.tables import TABLES
from pmtui.domain.kinds import Kind

Place = tuple[str, str, str]
"""File, table and id of a document."""


class Hole(NamedTuple):
    """Numbers of lines that are missing, both included."""

    first: int
    last: int


def holes_in(lines: Sequence[Line], last: int) -> list[Hole]:
    """What is missing in ``lines``, which are in order, up to the number ``last``."""
    found = []
    below = 0
    for line in lines:
        if line.n > below + 1 and line.kind != "base":
            found.append(Hole(below + 1, line.n - 1))
        below = line.n
    return [*found, Hole(below + 1, last)] if last > below else found


class Broken(NamedTuple):
    """A document as the lines up to one tell it, and as that one says it found it."""

    told: Doc | None
    found: Doc | None


class Replay:
    """The documents after every line.

    Attributes:
        last: The number of the last change, whether it can be read or not.
        holes: The numbers that are missing.
        state: File → documents.
        touched: File → number of the last line, or lost line, that changed it.
        lost: What the lines in a hole must have changed: place → before and after.
        broken: Where a line began from something else than the lines before it left, and no hole explains that.
    """

    def __init__(self, lines: Sequence[Line], last: int, claims: Mapping[str, FileContent]) -> None:
        """Replay ``lines`` up to the number ``last``.

        ``claims`` are files that are believed to hold exactly what stood there after the transaction they name; what
        they say is used only to tell what happened in holes.
        """
        self.last = last
        self.holes = holes_in(lines, last)
        self.state: dict[str, Docs] = {}
        self.touched: dict[str, int] = {}
        self.lost: dict[Hole, dict[Place, tuple[Doc | None, Doc | None]]] = {hole: {} for hole in self.holes}
        self.broken: dict[tuple[int, Place], Broken] = {}
        self._mentioned: dict[Place, int] = {}
        self._claims = claims
        self._known = lines[-1].n if lines else 0
        waiting = sorted(claims.items(), key=lambda claim: claim[1].applied)
        for line in lines:
            while waiting and waiting[0][1].applied < line.n:
                self._hear(*waiting.pop(0))
            for change in line.changes:
                self._apply(line.n, change)
        for claim in waiting:
            self._hear(*claim)

    def _apply(self, n: int, change: Change) -> None:
        place = (change.file, change.table, change.id)
        told = self._present(place)
        if told != change.before and not self._explain(place, change.before, below=n):
            self.broken[n, place] = Broken(told, change.before)
        self._put(place, change.after)
        self._mentioned[place] = n
        self.touched[change.file] = max(n, self.touched.get(change.file, 0))

    def _hear(self, file: str, content: FileContent) -> None:
        """Let holes explain how ``file`` came to be as it is."""
        docs, state = flat(content.tables), self.state.get(file, {})
        for table, key in docs.keys() | state.keys():
            wanted = docs.get((table, key))
            if state.get((table, key)) != wanted and not (
                wanted is None and content.applied > self._known and self._comes_back(file, (table, key))
            ):
                self._explain((file, table, key), wanted, below=content.applied + 1)

    def _comes_back(self, file: str, key: tuple[str, str]) -> bool:
        """Whether what a ``file`` newer than the history lacks shall not be taken for removed.

        Lost changes may have removed it; or the file is of another branch of the history, which never had it. What
        stands in another file was moved there, and whatever stops a timer removes it.
        """
        return key[0] != TABLES[Kind.TIMER] and not any(
            key[1] in content.tables.get(key[0], {}) for name, content in self._claims.items() if name != file
        )

    def _explain(self, place: Place, wanted: Doc | None, below: int) -> bool:
        """Take it that a hole that begins below the number ``below`` made ``place`` what it is, if there is one."""
        since = self._mentioned.get(place, 0)
        open_holes = [hole for hole in self.holes if since < hole.first < below]
        if not open_holes:
            return False
        revision = wanted.get("rev", 0) if wanted else 0
        named = [hole for hole in open_holes if hole.first <= revision <= hole.last]
        hole = (named or open_holes)[-1]
        before = self.lost[hole].get(place, (self._present(place), None))[0]
        self.lost[hole][place] = before, wanted
        self._put(place, wanted)
        self.touched[place[0]] = max(hole.last, self.touched.get(place[0], 0))
        return True

    def _present(self, place: Place) -> Doc | None:
        file, table, key = place
        return self.state.get(file, {}).get((table, key))

    def _put(self, place: Place, doc: Doc | None) -> None:
        file, table, key = place
        docs = self.state.setdefault(file, {})
        if doc is None:
            docs.pop((table, key), None)
        else:
            docs[(table, key)] = doc
