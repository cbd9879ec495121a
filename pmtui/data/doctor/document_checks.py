"""What must hold for the documents, each alone and all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from pmtui.data.doctor.day_checks import Wrong, full_days, misplaced
from pmtui.data.doctor.file_scan import Docs
from pmtui.data.doctor.finding import Finding, damage, hint
from pmtui.data.doctor.links import wrong_links
from pmtui.data.doctor.replay import Place
from pmtui.data.document import Doc
from pmtui.data.tables import STRATEGY_FILE, TABLES, can_hold
from pmtui.data.typed import read_document
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.plan import MODELS, Plan
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.refs import PREFIXES, kind_of, ref_number
from pmtui.domain.settling import Settled, settled
from pmtui.domain.soundness import check_rules, latest_date
from pmtui.domain.stray_fields import stray_fields
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace
from pmtui.errors import PmtuiError, StoreError

_MODELS: Mapping[Kind, type[Document]] = {
    **MODELS,
    Kind.WORKSPACE: Workspace,
    Kind.TIMER: Timer,
    Kind.ENTRY: TimeEntry,
}
_KIND_OF = {table: kind for kind, table in TABLES.items()}
_BY_HAND = "put it right in the file by hand"
_LOOSE = (Kind.ENTRY, Kind.TIMER, Kind.CYCLE)
_ALONE = (Kind.WORKSPACE, Kind.TIMER)
_EPOCH = datetime.fromtimestamp(0, UTC)
_ANY_WORKSPACE = Workspace(id=WORKSPACE_ID, ref=WORKSPACE_REF, created_at=_EPOCH, updated_at=_EPOCH)


class Problem(NamedTuple):
    """A finding, and the documents it would go away with."""

    finding: Finding
    places: frozenset[Place]


def is_valid(place: Place, doc: Doc) -> bool:
    """Whether the document alone is what its table says."""
    file, table, _ = place
    kind = _KIND_OF.get(table)
    return (
        kind is not None
        and can_hold(file, table)
        and not isinstance(_typed(kind, doc, file), StoreError)
        and _is_named(kind, str(doc["ref"]))
    )


def is_right(place: Place, doc: Doc) -> bool:
    """Whether nothing about the document alone is wrong: it is valid, and an entry is where and as long as it says."""
    if not is_valid(place, doc):
        return False
    typed = _typed(_KIND_OF[place[1]], doc, place[0])
    if isinstance(typed, StoreError) or stray_fields(typed):
        return False
    return not isinstance(typed, TimeEntry) or not any(misplaced(typed, place[0]))


def _is_named(kind: Kind, ref: str) -> bool:
    """Whether a document of this kind may have this ref."""
    return ref == (kind.value if kind in _ALONE else f"{PREFIXES[kind]}{ref_number(ref)}") and (
        kind in _ALONE or kind_of(ref) is kind
    )


def _typed(kind: Kind, doc: Doc, file: str) -> Document | StoreError:
    try:
        return read_document(_MODELS[kind], doc, file)
    except StoreError as error:
        return error


def typed_document(kind: Kind, doc: Doc) -> Document | None:
    """Return the stored ``doc`` as what its kind says, None when it is none."""
    typed = _typed(kind, doc, STRATEGY_FILE)
    return None if isinstance(typed, StoreError) else typed


class DocumentChecks:
    """Looks at all documents of a store together."""

    def __init__(self, contents: Mapping[str, Docs], now: datetime | None = None) -> None:
        """Take the documents by file; without ``now`` nothing is in the future."""
        self._latest = date.max if now is None else latest_date(now)
        self._typed: dict[Place, Document] = {}
        self._kinds: dict[str, Kind] = {}
        self._problems: list[Problem] = []
        self._seen: dict[str, Place] = {}
        for file, docs in sorted(contents.items()):
            for (table, key), doc in sorted(docs.items()):
                if can_hold(file, table):
                    self._take((file, table, key), doc)
                else:
                    what = f"it stands in the table {table}, which is none of this file's"
                    found = damage("E_TABLE", file, what, ref=str(doc.get("ref")), fix=_BY_HAND)
                    self._add(found, (file, table, key))

    def problems(self) -> list[Problem]:
        """Everything that is wrong."""
        alone = list(self._problems)
        together = [*self._links(), *self._entries()]
        settled = self._settled()
        faulty = {place for problem in (*alone, *together, *settled) for place in problem.places}
        return [*alone, *together, *settled, *self._rules(faulty)]

    def settlements(self) -> list[tuple[Place, Settled]]:
        """What rules make of documents that cannot stand beside each other, with the place of each."""
        places = self._right()
        right = [self._typed[place] for place in places.values()]
        entries = [document for document in right if isinstance(document, TimeEntry)]
        found = settled(self._plan(document for document in right if document.kind in MODELS), entries)
        return [(places[one.document.id], one) for one in found]

    def _right(self) -> dict[str, Place]:
        """Where each document stands that is right by itself."""
        wrong = {place for problem in self._problems for place in problem.places}
        return {document.id: place for place, document in self._typed.items() if place not in wrong}

    def _settled(self) -> list[Problem]:
        places = self._right()
        return [
            Problem(_broken(place, found), frozenset({place, places[found.beside.id]}))
            for place, found in self.settlements()
        ]

    @staticmethod
    def _plan(documents: Iterable[Document]) -> Plan:
        return Plan(_ANY_WORKSPACE, {str(document.ref): document for document in documents})

    def _take(self, place: Place, doc: Doc) -> None:
        file, table, key = place
        kind, ref = _KIND_OF[table], str(doc.get("ref"))
        self._kinds.setdefault(ref, kind)
        typed = _typed(kind, doc, file)
        if isinstance(typed, StoreError):
            what = typed.message.removeprefix(f"{file} is damaged: ").removeprefix(f"{ref}: ")
            self._add(damage("E_SCHEMA", file, what, ref=ref, fix=_BY_HAND), place)
            return
        self._typed[place] = typed
        if not _is_named(kind, ref):
            what = f"'{ref}' is no name for a {kind.value}"
            self._add(damage("E_REF", file, what, ref=ref, fix=_BY_HAND), place)
        for name in stray_fields(typed):
            what = f"{name.replace('_', ' ')} is a field of something else and means nothing here"
            self._add(damage("E_FIELD", file, what, ref=ref, fix="take it out of the file by hand"), place)
        for name, words in ((f"ref {ref}", "is its name, too"), (f"id {key}", "has the same id")):
            other = self._seen.setdefault(name, place)
            if other != place:
                what = f"{other[0]} holds another document that {words}"
                fix = "take one of the two out of its file by hand"
                self._add(damage("E_TWICE", file, what, ref=ref, fix=fix), place, other)

    def _add(self, finding: Finding, *places: Place) -> None:
        self._problems.append(Problem(finding, frozenset(places)))

    def _links(self) -> Iterator[Problem]:
        for place, document in self._typed.items():
            for field, ref, what in wrong_links(document, self._kinds):
                message = f"{field} names {ref}, {what}"
                make = (
                    hint if document.kind in _LOOSE and field != PARENT_FIELDS.get(document.kind) else damage
                )
                # A check-in stays as it was given: no command sets what it says.
                cycle = document.kind is Kind.CYCLE
                fix = _BY_HAND if cycle else f"pmtui set {document.ref} {field}=REF"
                yield Problem(
                    make("E_LINK", place[0], message, ref=document.ref, fix=fix), frozenset({place})
                )

    def _entries(self) -> Iterator[Problem]:
        places = {str(doc.id): place for place, doc in self._typed.items() if isinstance(doc, TimeEntry)}
        entries = [doc for doc in self._typed.values() if isinstance(doc, TimeEntry)]
        current = [entry for entry in entries if not entry.is_archived]
        alone = [wrong for entry in entries for wrong in misplaced(entry, places[entry.id][0])]
        for wrong in (*alone, *full_days(current)):
            yield _problem(wrong, places)

    def _rules(self, faulty: set[Place]) -> Iterator[Problem]:
        """The invariants between documents of the strategy file, of those that are right by themselves."""
        sound = {str(d.ref): p for p, d in self._typed.items() if p not in faulty and p[0] == STRATEGY_FILE}
        documents = {str(ref): self._typed[place] for ref, place in sound.items()}
        plan = Plan(_ANY_WORKSPACE, documents)
        for ref, document in documents.items():
            if document.kind in _ALONE or document.kind is Kind.ENTRY:
                continue
            try:
                check_rules(plan, document, self._latest)
            except PmtuiError as error:
                fix = error.fix or f"pmtui set {ref} FIELD=VALUE"
                found = hint("E_RULE", STRATEGY_FILE, error.message.rstrip("."), ref=ref, fix=fix)
                yield Problem(found, frozenset({sound[ref]}))


def _broken(place: Place, found: Settled) -> Finding:
    code = "E_OVERLAP" if isinstance(found.document, TimeEntry) else "E_RULE"
    return damage(code, place[0], found.wrong, ref=found.document.ref)


def _problem(wrong: Wrong, places: Mapping[str, Place]) -> Problem:
    code, entries, what, fix = wrong
    first = entries[0]
    found = damage(code, places[first.id][0], what, ref=first.ref, fix=fix)
    return Problem(found, frozenset(places[entry.id] for entry in entries))
