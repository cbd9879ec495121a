"""What files and history hold together: each document under a name of its own, and within the rules.

The way from what the history tells to there goes in steps, each of which becomes a change of its own: names that were
given twice, what the files have otherwise, and what rules make of that.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pmtui.data.doctor.differences import Difference, adopted, documents_in, news
from pmtui.data.doctor.document_checks import DocumentChecks, is_valid
from pmtui.data.doctor.file_scan import Docs, FileScan
from pmtui.data.doctor.free_refs import FreeRefs
from pmtui.data.doctor.replay import Place
from pmtui.data.document import Doc, same_content
from pmtui.data.history_line import Change, Kind, Line
from pmtui.data.renames import renamed
from pmtui.data.tables import TABLES
from pmtui.domain.namesakes import Bearer, Names, agreed, bearer
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.refs import kind_of

State = dict[str, Docs]

_SHOWN = 5
_LINKS = ("links", "serves", *PARENT_FIELDS.values())
_TITLE = 40


class Step(NamedTuple):
    """One change that reconciles.

    Attributes:
        kind: Of the line of the history.
        what: A sentence for people.
        changes: Each document before and after.
        told: What is done, a sentence each.
    """

    kind: Kind
    what: str
    changes: tuple[Change, ...]
    told: tuple[str, ...] = ()


@dataclass
class Reconciled:
    """What a store shall hold.

    Attributes:
        state: Every document, by file.
        steps: How it comes there from what the history tells.
        kept: What the files had and the history did not.
        left: Where the files' version is not kept.
        theirs: The documents of the files, where these are another side, as they were called there.
    """

    state: State
    steps: list[Step] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    left: list[Difference] = field(default_factory=list)
    theirs: list[Doc] = field(default_factory=list)


def reconciled(
    state: State,
    differences: Sequence[Difference],
    files: Mapping[str, FileScan],
    lines: Sequence[Line],
    foreign: Container[str],
) -> Reconciled:
    """Work out what a store shall hold, and how it comes there from the ``state`` that its history tells.

    Args:
        state: The documents by file; not changed.
        differences: What the data files have otherwise.
        files: The data files as they are.
        lines: What can be believed of the history.
        foreign: The files of another branch of the history.
    """
    result = Reconciled(state)
    free = FreeRefs(lines, state)
    _take(result, _placing(result.state))
    _take(result, _parting(result.state, free))
    there = _other_side(result.state, differences, files)
    free.know(there)
    result.theirs = [doc for docs in there.values() for doc in docs.values()]
    names = agreed(_bearers(result.state), _bearers(there), free)
    _take(result, _renaming(result.state, names))
    found = [_under_names(difference, names, result.state) for difference in differences]
    result.kept = _once_each(adopted(result.state, found, foreign))
    kept = {difference.place for difference in result.kept}
    result.left = [difference for difference in news(differences) if difference.place not in kept]
    called = {difference.place: _ref(difference.found) for difference in differences}
    _take(result, _keeping(result, called))
    _take(result, _parting(result.state, free))
    _take(result, _settling(result.state))
    return result


def _take(result: Reconciled, step: Step) -> None:
    """Add ``step`` to the ``result``, if it changes anything."""
    if not step.changes:
        return
    result.steps.append(step)
    result.state = {file: dict(docs) for file, docs in result.state.items()}
    for file, table, key, _, after in step.changes:
        docs = result.state.setdefault(file, {})
        if after is None:
            docs.pop((table, key), None)
        else:
            docs[(table, key)] = after


def _all(state: State) -> Iterator[tuple[Place, Doc]]:
    for file, docs in sorted(state.items()):
        for key, doc in sorted(docs.items()):
            yield (file, *key), doc


def _bearers(state: State) -> list[Bearer]:
    """The documents whose names are such as are given out, each once."""
    found = {}
    for (_, table, key), doc in _all(state):
        kind = kind_of(_ref(doc))
        if kind is not None and TABLES[kind] == table:
            found[key] = bearer(doc)
    return list(found.values())


def _other_side(state: State, differences: Iterable[Difference], files: Mapping[str, FileScan]) -> State:
    """What stands in the files, where one of them tells any news; else nothing, for there is one side only."""
    if not news(differences):
        return {}
    found: State = {}
    for file in {*files, *state}:
        told, scan = state.get(file, {}), files.get(file)
        read = {} if scan is None or scan.newer else documents_in(scan, told)
        right = {key: doc for key, doc in read.items() if is_valid((file, *key), doc)}
        found[file] = right if scan is not None and scan.content is not None else {**told, **right}
    return found


def _renaming(state: State, names: Names) -> Step:
    """This side under the names that both sides agree upon; a link of this side means a document of this side."""
    changes = [
        Change(*place, doc, after)
        for place, doc in _all(state)
        if (after := _named(place, doc, names, names.here)) != doc
    ]
    new = [change for change in changes if _ref(change.before) != _ref(change.after)]
    told = [
        f"{change.file} {_called(change.before)}: called {_ref(change.after)} from now on, and links to it follow"
        for change in new
    ]
    return Step("rename", _rename_words(new), tuple(changes), tuple(told))


def _named(place: Place, doc: Doc, names: Names, links: Mapping[str, str]) -> Doc:
    return renamed(place[1], doc, names.refs.get(place[2], _ref(doc)), links)


def _placing(state: State) -> Step:
    """Documents that stand in two files, in the one where they are newer: a change that is lost moved them."""
    newest: dict[tuple[str, str], tuple[Place, Doc]] = {}
    for place, doc in _all(state):
        same = newest.setdefault(place[1:], (place, doc))
        newest[place[1:]] = max(same, (place, doc), key=lambda one: (one[1]["rev"], one[0]))
    changes = [Change(*place, doc, None) for place, doc in _all(state) if newest[place[1:]][0] != place]
    told = [
        f"{change.file} {_ref(change.before)}: taken out, for it stands in {newest[change[1:3]][0][0]}"
        for change in changes
    ]
    names = ", ".join(_ref(change.before) for change in changes[:_SHOWN])
    return Step(
        "rename", f"Take {names} out of where it was before it was moved", tuple(changes), tuple(told)
    )


def _parting(state: State, free: FreeRefs) -> Step:
    """Documents that have one name among themselves, apart: links stay with the oldest, for more cannot be told.

    Who keeps the name stands in the change as well: so undo knows that links from before may mean either.
    """
    names = agreed(_bearers(state), (), free)
    homeless = {
        key: ref
        for _, docs in state.items()
        for (_, key), doc in docs.items()
        if (ref := _ref(doc)) != names.refs.get(key, ref)
    }
    shared = set(homeless.values())
    changes = [
        Change(*place, doc, _named(place, doc, names, {}))
        for place, doc in _all(state)
        if place[2] in homeless or (_ref(doc) in shared and place[2] in names.refs)
    ]
    new = [change for change in changes if _ref(change.before) != _ref(change.after)]
    told = [
        f"{change.file} {_called(change.before)}: called {_ref(change.after)} from now on, for an older one has that "
        "name; which of the two a link meant cannot be told, so all stay with the older one"
        for change in new
    ]
    return Step("rename", _rename_words(new), tuple(changes), tuple(told))


def _rename_words(new: Sequence[Change]) -> str:
    pairs = [f"{_ref(change.before)} to {_ref(change.after)}" for change in new[:_SHOWN]]
    more = f" and {len(new) - _SHOWN} more" if len(new) > _SHOWN else ""
    return f"Rename {', '.join(pairs)}{more}: two had one name"


def _under_names(difference: Difference, names: Names, state: State) -> Difference:
    """``difference`` once both sides have their names; it may be none any more."""
    file, table, key = difference.place
    told = state.get(file, {}).get((table, key))
    found = difference.found and _named(difference.place, difference.found, names, names.there)
    same = not difference.lost and same_content(found, told)
    return difference._replace(found=found, told=told, known=difference.known or same)


def _once_each(kept: Sequence[Difference]) -> list[Difference]:
    """``kept`` with each document in one place: it may have been moved from month to month on either side."""
    newest: dict[tuple[str, str], Difference] = {}
    for difference in kept:
        same = newest.setdefault(difference.place[1:], difference)
        newest[difference.place[1:]] = max(same, difference, key=_youth)
    return [difference for difference in kept if newest[difference.place[1:]] is difference]


def _youth(difference: Difference) -> tuple[str, int, Place]:
    doc = difference.found or {}
    return str(doc.get("updated_at")), doc.get("rev", 0), difference.place


def _keeping(result: Reconciled, called: Mapping[Place, str]) -> Step:
    """What the files have otherwise, as a change of its own; what was moved is not left where it was."""
    places = {difference.place[1:]: difference.place for difference in result.kept}
    moved = [
        Change(*place, doc, None)
        for place, doc in _all(result.state)
        if places and places.get(place[1:], place) != place
    ]
    changes = [Change(*kept.place, kept.told, kept.found) for kept in result.kept]
    files = list(dict.fromkeys(change.file for change in changes))
    what = f"Changes found in {', '.join(files[:3])}{' and others' if len(files) > 3 else ''}"
    made = {_ref(doc): str(doc.get("created_at")) for _, doc in _all(result.state)}
    told = []
    for kept in result.kept:
        name, there = _ref(kept.found), called[kept.place]
        other = "" if name == there else f", which calls it {there}"
        told.append(f"{kept.place[0]} {name}: kept as in the file{other}{_doubt(kept.found or {}, made)}")
    return Step("do", what, tuple([*changes, *moved]), tuple(told))


def _doubt(doc: Doc, made: Mapping[str, str]) -> str:
    """What to say about links of ``doc`` that can mean nothing here: what is ``made`` since has their names."""
    named = [ref for name in _LINKS for ref in _texts(doc.get(name))]
    younger = [ref for ref in dict.fromkeys(named) if made.get(ref, "") > str(doc.get("updated_at"))]
    if not younger:
        return ""
    return f" (it links to {', '.join(younger)}, and may mean another one: what has that name here was made later)"


def _texts(value: object) -> list[str]:
    return (
        [str(item) for item in value]
        if isinstance(value, list)
        else [value]
        if isinstance(value, str)
        else []
    )


def _settling(state: State) -> Step:
    """What rules make of documents that cannot stand beside each other."""
    changes, told = [], []
    for (file, table, key), found in DocumentChecks(state).settlements():
        changes.append(Change(file, table, key, state[file][(table, key)], found.document.to_store()))
        told.append(f"{file} {found.document.ref}: {found.done}, for {found.wrong}")
    names = [_ref(change.after) for change in changes]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return Step("do", f"Settle {', '.join(names[:_SHOWN])}{more}", tuple(changes), tuple(told))


def _ref(doc: Doc | None) -> str:
    return str((doc or {}).get("ref", ""))


def _called(doc: Doc | None) -> str:
    """Ref and the beginning of the title: with two of one name, that tells them apart."""
    title = next((str(doc[name]) for name in ("title", "text", "step") if doc and doc.get(name)), "")
    shown = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
    return f"{_ref(doc)} ({shown})" if shown else _ref(doc)
