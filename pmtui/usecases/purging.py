"""Erase a document for good: from the store, its history, and what quotes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pmtui.data.document import Doc, same_content
from pmtui.data.draft_folder import FOLDER as DRAFTS
from pmtui.data.drafts import DraftFolder
from pmtui.data.erasing import Erasure, backup_name, backups_with, beside, erase
from pmtui.data.history_line import Line
from pmtui.data.tables import TABLES
from pmtui.domain.documents import Kind
from pmtui.domain.entries import TIMER_ID, TIMER_REF
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.refs import unknown_ref
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.purge_targets import headline, named, present
from pmtui.usecases.session import Session
from pmtui.usecases.traces import as_written, texts, without, words

_KINDS = {table: kind for kind, table in TABLES.items()}
_QUOTED_FROM = 12
_IN_HISTORY = 40
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Purge:
    """What a purge erases, or has erased.

    Attributes:
        ref: The document that was named.
        typed: What names it for certain: its ref, or its id where that was given.
        erased: Refs of all documents that go, it first.
        headline: What it is called, empty when it is in the history only.
        unlinked: Refs of the documents that lose a link to it.
        quoted: Refs of documents that repeat its words and stay as they are.
        files: Other files of the store that go, such as drafts about it.
        backups: Backups in the store's folder that hold it.
        change: Number of the purge in the history; 0 as long as it is not done.
    """

    ref: str
    typed: str
    erased: tuple[str, ...]
    headline: str
    unlinked: tuple[str, ...]
    quoted: tuple[str, ...]
    files: tuple[str, ...]
    backups: tuple[Path, ...]
    change: int = 0


def look_at_purge(session: Session, ref: str, *, with_children: bool = False) -> Purge:
    """Return what a purge of ``ref`` would erase, and erase nothing.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``; ``E_HAS_CHILDREN`` when something belongs to it; ``E_NOT_PURGED`` for the
            workspace and a timer that runs; ``E_TWICE`` when two documents have that ref.
        StoreError: the store or its history is damaged.
    """
    return _Search(session, ref, with_children=with_children).purge()


def purge(session: Session, ref: str, *, with_children: bool = False, with_backups: bool = False) -> Purge:
    """Erase ``ref`` for good and return what was erased. It cannot be undone.

    Args:
        session: Store and clock.
        ref: Ref or id of an item or an entry, even of one that only the history knows; or ``timer``, for the words
            of all timers that ever ran.
        with_children: Whether what belongs to it goes, too.
        with_backups: Whether backups in the store's folder that hold it go, too.

    Raises:
        PmtuiError: as for :func:`look_at_purge`.
        StoreError: the store is damaged, locked, or cannot be written; nothing is erased then.
    """
    with session.store.held() as held:
        search = _Search(session, ref, with_children=with_children)
        found = search.purge()
        more = tuple(backup_name(path) for path in found.backups) if with_backups else ()
        what = f"Purge {_listed(found.erased)}"
        erasure = Erasure(search.keep, search.reword, search.line_needles, what, found.files + more)
        change = erase(held, erasure)
    return Purge(
        found.ref,
        found.typed,
        found.erased,
        found.headline,
        found.unlinked,
        found.quoted,
        found.files,
        () if with_backups else found.backups,
        change,
    )


class _Search:
    """Finds everything that a purge concerns.

    Attributes:
        refs: Refs of the documents that go, by id.
        words: What they ever said, in texts long enough to be recognized.
        line_needles: Bytes one of which stands in every line of the history that is concerned.
    """

    def __init__(self, session: Session, ref: str, *, with_children: bool) -> None:
        self._session = session
        self._present = list(present(session))
        self._history = session.store.history()
        self._renames = {entry.n: entry.renames for entry in self._history if entry.renames}
        self.refs = self._named(ref)
        self.ref = next(iter(self.refs.values()))
        self.typed = named(ref)
        children = self._children()
        if children and not with_children:
            raise PmtuiError(
                "E_HAS_CHILDREN",
                f"{_listed(list(children.values()))} {'belong' if len(children) > 1 else 'belongs'} to {self.ref}",
                "add --with-children",
            )
        self.refs |= children
        self._timers: list[Doc] = []
        self.words = frozenset(self._history_words())
        names = {*self.refs.values()}.union(*map(self._names_at, self._renames))
        needles = [*self.refs, *names, *(["timer"] if self._timers else [])]
        self.line_needles = tuple(needle.encode() for needle in needles)

    def _named(self, ref: str) -> dict[str, str]:
        """Id and ref of the document that was named; of the history when it is there only."""
        name = named(ref)
        here = {
            str(doc["id"]): str(doc["ref"]) for _, doc in self._present if name in (doc["ref"], doc["id"])
        }
        if here and name == TIMER_REF:
            raise PmtuiError("E_NOT_PURGED", "the timer is running", "pmtui stop or pmtui cancel first")
        last = {str(doc["id"]): str(doc["ref"]) for _, doc in self._versions()}
        gone = {id: ref for id, ref in last.items() if name in (ref, id)}
        found = here or gone
        if not found:
            raise unknown_ref(ref, [str(doc["ref"]) for _, doc in self._present])
        if len(found) > 1:
            raise self._called_twice(name, found)
        return found

    def _called_twice(self, name: str, found: Iterable[str]) -> StoreError:
        """The error for a name that several documents have, which tells them apart."""
        titles = {str(doc["id"]): headline(doc) for _, doc in chain(self._versions(), self._present)}
        each = [f"{id} ({titles[id]})" if titles[id] else id for id in sorted(found)]
        return StoreError(
            "E_TWICE",
            f"more than one item is called {name}; pmtui purge takes the id of one of them: {', '.join(each)}",
            "give them names of their own: pmtui doctor --repair",
        )

    def _shared(self) -> set[str]:
        """Refs of what goes that something else has, too: links to them stay."""
        return {str(doc["ref"]) for _, doc in self._present if doc["id"] not in self.refs}

    def _names_at(self, n: int | None) -> set[str]:
        """What links to what goes said in change ``n``, today without: something may have been renamed since."""
        today = {*self.refs.values()} - self._shared()
        renames = None if n is None else self._renames.get(n)
        if renames is None:
            return today
        then = {old for old, new in renames.links.items() if new in today}
        return then | (today - renames.links.keys())

    def _versions(self) -> Iterator[tuple[str, Doc]]:
        """Table and document of every version in the history."""
        for entry in self._history:
            for change in entry.changes:
                for doc in (change.before, change.after):
                    if doc is not None:
                        yield change.table, doc

    def _children(self) -> dict[str, str]:
        """Id → ref of what belongs to the named document, directly or not, archived or not."""
        found: dict[str, str] = {}
        above = self._names_at(None)
        while True:
            new = {
                doc["id"]: doc["ref"]
                for table, doc in self._present
                if str(doc.get(PARENT_FIELDS.get(_KINDS.get(table, Kind.WORKSPACE), ""))) in above
                and doc["id"] not in found | self.refs
            }
            if not new:
                return found
            found |= new
            above |= set(new.values())

    def _history_words(self) -> Iterator[str]:
        """The words of every version of what goes; finds the timers that became the entries that go."""
        for entry in self._history:
            if any(c.id in self.refs and c.before is None for c in entry.changes):
                timers = (c.before for c in entry.changes if c.table == TABLES[Kind.TIMER])
                self._timers += [doc for doc in timers if doc is not None and not self._runs(doc)]
        for table, doc in chain(self._versions(), self._present):
            if self.keep(table, doc, None) is None:
                yield from words(doc)

    def _runs(self, timer: Doc) -> bool:
        return any(same_content(doc, timer) for table, doc in self._present if table == TABLES[Kind.TIMER])

    def keep(self, table: str, doc: Doc, n: int | None) -> Doc | None:
        """What stays of a document as change ``n`` knew it: nothing of what goes, no link to it, none of its words."""
        if doc["id"] in self.refs:
            return None
        if doc["id"] == TIMER_ID and any(same_content(doc, timer) for timer in self._timers):
            return None
        return without(table, doc, self._names_at(n))

    def reword(self, line: Line, kept: Line) -> str:
        """The sentence of a line; one that may hold words of what goes is replaced."""
        erased = any(
            (old.before is not None and new.before is None) or (old.after is not None and new.after is None)
            for old, new in zip(line.changes, kept.changes, strict=True)
        )
        named = any(re.search(rf"\b{re.escape(ref)}\b", line.what) for ref in self._names_at(line.n))
        quoted = any(word[:_IN_HISTORY] in line.what for word in self.words)
        if line.kind == "purge" or not (erased or named or quoted):
            return line.what
        refs = dict.fromkeys(
            str(doc["ref"]) for c in line.changes for doc in (c.before, c.after) if doc is not None
        )
        return f"Change of {_listed(list(refs)) or 'nothing'} (words purged)"

    def purge(self) -> Purge:
        """Everything in one value."""
        stay = [
            (table, doc, kept)
            for table, doc in self._present
            if (kept := self.keep(table, doc, None)) is not None
        ]
        title = next(
            (headline(doc) for _, doc in self._present if doc["id"] in self.refs and doc["ref"] == self.ref),
            "",
        )
        root = self._session.store.root
        ids = [id.encode() for id in self.refs if id != TIMER_ID]
        needles = [*ids, *(needle for word in self.words for needle in as_written(word))]
        files = {*self._drafts(), *beside(root, needles)}
        return Purge(
            self.ref,
            self.typed,
            (self.ref, *sorted({*self.refs.values()} - {self.ref}, key=lambda ref: (ref[:1], len(ref), ref))),
            title,
            tuple(str(doc["ref"]) for _, doc, kept in stay if kept != doc),
            tuple(str(kept["ref"]) for _, _, kept in stay if self._quotes(kept)),
            tuple(sorted(files)),
            tuple(backups_with(root, needles)),
        )

    def _quotes(self, doc: Doc) -> bool:
        said = list(texts(doc))
        return any(word in text for word in self.words if len(word) >= _QUOTED_FROM for text in said)

    def _drafts(self) -> Iterator[str]:
        """Drafts of forms for what goes, or that name or quote it."""
        folder = DraftFolder(self._session.store.root)
        refs = {*self.refs.values()}
        for name in folder.names():
            try:
                draft = folder.load(name)
            except StoreError:
                continue
            values = list(draft.values.values()) if draft else []
            if refs & {*name.split("-"), *values} or any(w in v for w in self.words for v in values):
                yield f"{DRAFTS}/{name}.json"


def _listed(refs: Iterable[str]) -> str:
    names = list(refs)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
