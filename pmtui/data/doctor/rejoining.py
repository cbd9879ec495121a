"""Branches of a history made one: the first as it stands, then the changes of the others with numbers of their own.

Each change of a later branch is done once more upon what is there. Then every document that it touched becomes what
both sides made of their common version, field by field. All of it is the same whoever repairs, times included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pmtui.data.doctor.branches import Branch, documents_at, purged_in, shared
from pmtui.data.doctor.document_checks import is_right
from pmtui.data.doctor.free_refs import highest_refs
from pmtui.data.doctor.settlements import settled_with
from pmtui.data.doctor.two_sides import (
    Item,
    all_in,
    documents_in,
    named,
    named_items,
    names_of,
    places_in,
    ref_of,
    version_of,
    versions_in,
)
from pmtui.data.document import Doc, same_content
from pmtui.data.history_line import Change, Kind, Line
from pmtui.data.tables import TABLES, month_file
from pmtui.domain.kinds import Kind as DocumentKind
from pmtui.domain.namesakes import Names
from pmtui.domain.three_way import Conflict, Merged, over, sorted_versions, three_way

_ENTRIES = TABLES[DocumentKind.ENTRY]
_TIMER = TABLES[DocumentKind.TIMER]
_KINDS: dict[Kind, Kind] = {"rename": "base", "migrate": "base"}
_SHOWN = 5
_PURGED = "Something that was purged"


class Choice(NamedTuple):
    """A document of which both sides changed the same, each in its own way.

    Attributes:
        table: Its table.
        document: As it is now.
        conflicts: What was kept, and what was not.
        rev: The revision that both sides began with, 0 when they had none in common.
    """

    table: str
    document: Doc
    conflicts: tuple[Conflict, ...]
    rev: int


@dataclass
class Rejoined:
    """One history made of branches.

    Attributes:
        lines: Its lines.
        versions: The lines of the later branches as they stood there.
        choices: What both sides changed.
        told: What was done, a sentence each.
        rewritten: Ids of the documents that say something else than on the first branch, beside names.
    """

    lines: list[Line]
    versions: list[Line] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    rewritten: set[str] = field(default_factory=set)


def rejoined(branches: Sequence[Branch], copies: Sequence[Branch] = ()) -> Rejoined:
    """Return one history of ``branches``, which are in order, and of ``copies``, each with one change of its own."""
    purged = purged_in(branches)
    result = Rejoined([_purged(line, purged) for line in branches[0]])
    if purged and any(_purged(line, purged) is not line for branch in branches for line in branch):
        result.told.append(
            "history: what was purged on one side is erased; what is set aside here still holds it"
        )
    for number, branch in enumerate([*branches[1:], *copies], 1):
        earlier = [*branches, *copies][:number]
        common = max(shared(branch, other) for other in earlier)
        own = [_purged(line, purged) for line in branch[common:]]
        _Joining(result).take(branch[:common], own, is_copy=number >= len(branches))
    return result


def _purged(line: Line, purged: set[str]) -> Line:
    """``line`` without what was erased for good on another branch."""
    if not purged or all(change.id not in purged or change.is_purged for change in line.changes):
        return line
    changes = (c._replace(before=None, after=None) if c.id in purged else c for c in line.changes)
    return line._replace(what=_PURGED, changes=tuple(changes), states=None, since=None)


class _Joining:
    """One branch on its way into a history."""

    def __init__(self, result: Rejoined) -> None:
        self.result = result
        self.lines = result.lines
        self.state = documents_at(self.lines)
        self.files = {change.file for line in self.lines for change in line.changes}
        self.where = places_in(self.state)
        self.refs = dict(self.lines[-1].refs) if self.lines else {}

    def take(self, common: Sequence[Line], own: Sequence[Line], *, is_copy: bool) -> None:
        """Add the lines of a branch that has its ``own`` after the ``common`` ones."""
        base, theirs = documents_at(common), documents_at([*common, *own])
        self.result.versions += own
        for key, number in own[-1].refs.items():
            self.refs[key] = max(number, self.refs.get(key, 0))
        names = names_of(self.lines, self.state, [*versions_in(own), *documents_in(theirs)], self.refs)
        self._rename(names)
        touched = sorted({(c.table, c.id) for line in own for c in line.changes if not c.is_purged})
        mine = {item: (self.where.get(item, ""), self._document(item)) for item in touched}
        there = {doc["id"]: ref_of(doc) for _, doc in documents_in(theirs)}
        new = ((ref, names.refs.get(key, ref)) for key, ref in there.items())
        self.result.told += [f"{ref} of the other side: called {now} here" for ref, now in new if now != ref]
        numbers: dict[int, int] = {}
        for line in own:
            self._again(line, names, numbers, is_copy=is_copy)
        self.result.told.append(_told(own, numbers, is_copy=is_copy))
        self._settle(mine, [named_items(side, names) for side in (base, theirs)])

    def _document(self, item: Item) -> Doc | None:
        table, key = item
        file = self.where.get(item, "")
        return self.state.get(file, {}).get(table, {}).get(key)

    def _rename(self, names: Names) -> None:
        """Give the documents of this side the names that both sides agree upon."""
        changes = [
            Change(file, table, key, doc, after)
            for file, table, key, doc in all_in(self.state)
            if (after := named(table, doc, names, here=True)) != doc
        ]
        if not changes:
            return
        new = [(ref_of(c.before), ref_of(c.after)) for c in changes if ref_of(c.before) != ref_of(c.after)]
        pairs = ", ".join(f"{old} to {ref}" for old, ref in new[:_SHOWN])
        more = f" and {len(new) - _SHOWN} more" if len(new) > _SHOWN else ""
        line = self._add(f"Rename {pairs}{more}: two had one name", "rename", changes)
        told = (
            f"{old}: called {ref} from now on, and links to it follow, as change {line.n}" for old, ref in new
        )
        self.result.told += told

    def _again(self, line: Line, names: Names, numbers: dict[int, int], *, is_copy: bool) -> None:
        """Do ``line`` once more upon what is there."""
        changes = [change for change in line.changes if change.is_purged]
        for item in dict.fromkeys((c.table, c.id) for c in line.changes if not c.is_purged):
            own = [c for c in line.changes if (c.table, c.id) == item]
            before, after = (version_of(own, names, which) for which in ("before", "after"))
            file = next((c.file for c in own if c.after is not None), own[0].file)
            present = self._document(item)
            versions = (over(before, present, after).document, after, present)
            doc = next(
                (doc for doc in versions if doc is None or is_right((_file(item, doc, file), *item), doc)),
                present,
            )
            changes += self._changes(item, doc, _file(item, doc, file))
        of = tuple(dict.fromkeys(numbers.get(n, n) for n in line.of))
        docs = ((c.id, doc) for c in line.changes for doc in (c.before, c.after) if doc is not None)
        called = {ref_of(doc): names.refs.get(key, "") for key, doc in docs}
        what = line.what if is_copy else _sentence(line, called)
        kind = _KINDS.get(line.kind, line.kind)
        numbers[line.n] = self._add(what, kind, self._settled(changes), of, line).n

    def _settle(
        self, mine: dict[Item, tuple[str, Doc | None]], sides: Sequence[dict[Item, tuple[str, Doc]]]
    ) -> None:
        """Let every document be what both sides made of their common version."""
        base, theirs = sides
        changes: list[Change] = []
        choices: list[Choice] = []
        for item, (here, doc) in mine.items():
            before, (there, after) = base.get(item, ("", None))[1], theirs.get(item, ("", None))
            merged = _merged(item, before, doc, after)
            file = _file(item, merged.document, there or here)
            if merged.document is not None and not is_right((file, *item), merged.document):
                merged = _whole(item, file, doc, after)
                file = _file(item, merged.document, there or here)
            changes += self._changes(item, merged.document, file)
            if merged.conflicts and merged.document is not None:
                choices.append(
                    Choice(item[0], merged.document, merged.conflicts, (before or {}).get("rev", 0))
                )
        changes = self._settled(changes)
        if changes:
            self._add("Bring together what two branches of the history changed", "do", changes)
        self.result.choices += choices

    def _settled(self, changes: Sequence[Change]) -> list[Change]:
        found, told = settled_with(self.state, changes)
        self.result.told += [sentence for sentence in told if sentence not in self.result.told]
        return found

    def _changes(self, item: Item, doc: Doc | None, file: str) -> Iterator[Change]:
        """What makes ``item`` to ``doc`` in ``file``."""
        present, there = self._document(item), self.where.get(item, file)
        if same_content(present, doc) and (present is None or there == file):
            return
        if present is not None and (doc is None or there != file):
            yield Change(there, *item, present, None)
            present = None
        if doc is not None:
            yield Change(file, *item, present, doc)

    def _add(
        self,
        what: str,
        kind: Kind,
        changes: Iterable[Change],
        of: tuple[int, ...] = (),
        origin: Line | None = None,
    ) -> Line:
        """Add a line with ``changes`` after the last one."""
        last = self.lines[-1] if self.lines else None
        n = last.n + 1 if last else 1
        made = tuple(c._replace(after=c.after and {**c.after, "rev": n}) for c in changes)
        self.refs = highest_refs(self.refs, (doc for c in made for doc in (c.before, c.after)))
        new = {c.file for c in made} - self.files
        self.files |= new
        times = [line.at for line in (last, origin) if line is not None]
        line = Line(
            n, max(times), what, kind, of, dict(self.refs), (last.files if last else 0) + len(new), made
        )
        self.lines.append(line)
        self.result.rewritten |= {c.id for c in made if kind != "rename"}
        for file, table, key, _, after in made:
            documents = self.state.setdefault(file, {}).setdefault(table, {})
            documents.pop(key, None)
            self.where.pop((table, key), None)
            if after is not None:
                documents[key] = after
                self.where[table, key] = file
        return line


def _sentence(line: Line, called: dict[str, str]) -> str:
    """What is said of a line of another branch, whose items are ``called`` otherwise now."""
    renamed = [f"where {now} was {ref}" for ref, now in called.items() if now and now != ref]
    words = ["on another branch", *renamed[:_SHOWN], f"{line.at:%Y-%m-%d %H:%M} UTC"]
    return f"{line.what} ({', '.join(words)})"


def _told(own: Sequence[Line], numbers: dict[int, int], *, is_copy: bool) -> str:
    first, last = numbers[own[0].n], numbers[own[-1].n]
    if is_copy:
        return f"{own[0].what}, as change {last}; pmtui undo takes it back"
    if first == last:
        return f"history: change {own[0].n} of another branch is change {last} now"
    return f"history: changes {own[0].n} to {own[-1].n} of another branch are changes {first} to {last} now"


def _merged(item: Item, base: Doc | None, mine: Doc | None, theirs: Doc | None) -> Merged:
    """What both sides made of a document; a timer that one of them stopped runs no more."""
    if item[0] == _TIMER and base is not None and (mine is None or theirs is None):
        return Merged(None)
    return three_way(base, mine, theirs)


def _file(item: Item, doc: Doc | None, file: str) -> str:
    """Where ``doc`` belongs: a time entry to the month of its date, else to the ``file`` where it was."""
    if doc is not None and item[0] == _ENTRIES:
        with suppress(ValueError):
            return month_file(date.fromisoformat(str(doc.get("date"))))
    return file


def _whole(item: Item, file: str, mine: Doc | None, theirs: Doc | None) -> Merged:
    """One of two versions whose fields do not fit together; one that is right by itself, else none."""
    first, second = sorted(
        sorted_versions(mine, theirs),
        key=lambda doc: 1 if doc is None else 0 if is_right((_file(item, doc, file), *item), doc) else 2,
    )
    fields = dict.fromkeys([*(first or {}), *(second or {})])
    conflicts = (
        Conflict(name, (first or {}).get(name), (second or {}).get(name))
        for name in fields
        if name not in ("rev", "updated_at") and (first or {}).get(name) != (second or {}).get(name)
    )
    return Merged(first, tuple(conflicts))
