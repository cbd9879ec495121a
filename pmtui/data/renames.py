"""Changes that gave documents other names, and what older changes say under the names of today.

Links are refs. Where two documents came to have one ref, a change of the kind ``rename`` gave one of them another, and
its links with it. What is older still has the old name; whoever carries it out again puts it under the new one first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pmtui.data.document import Doc
from pmtui.data.history_line import Change, Line
from pmtui.data.tables import TABLES
from pmtui.domain.documents import Document
from pmtui.domain.kinds import Kind


class _Shared(NamedTuple):
    """A ref that two documents had at one time.

    Attributes:
        id: The document that got another ref.
        now: What that is called today.
        keeper: Id of the document that kept it.
    """

    ref: str
    id: str
    now: str
    keeper: str


class Renames(NamedTuple):
    """What documents that an older change knows are called today.

    Attributes:
        refs: Id → ref, of the documents that were renamed since.
        certain: Ref then → ref of what a link to it means, whoever had it.
        shared: Refs that two documents had at one time, a change that parts them being later.
        absent: Ids of those of ``shared`` that were not there at the time of that older change.
    """

    refs: dict[str, str]
    certain: dict[str, str]
    shared: tuple[_Shared, ...] = ()
    absent: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was renamed."""
        return bool(self.refs)

    @property
    def links(self) -> dict[str, str]:
        """Ref then → ref of what a link to it means, where that can be told and is another one."""
        alone = {
            one.ref: one.now for one in self.shared if one.keeper in self.absent and one.id not in self.absent
        }
        return {**self.certain, **alone}

    @property
    def unclear(self) -> frozenset[str]:
        """Refs of which it cannot be told what a link means: two documents had them at that time."""
        return frozenset(one.ref for one in self.shared if not {one.id, one.keeper} & self.absent)

    def before(self, line: Line) -> Renames:
        """Return what holds for the changes before ``line``, of which this one holds for those after it."""
        found = self._before_it_was_there(line) if self.shared else self
        return found._before_rename(line) if line.kind == "rename" else found

    def _before_it_was_there(self, line: Line) -> Renames:
        made = {c.id for c in line.changes if c.before is None and c.after is not None}
        gone = {c.id for c in line.changes if c.before is not None and c.after is None}
        return self._replace(absent=(self.absent | made) - gone)

    def _before_rename(self, line: Line) -> Renames:
        given = {c.id: (_ref(c.before), _ref(c.after)) for c in line.changes if c.before and c.after}
        renamed = {id: names for id, names in given.items() if names[0] != names[1]}
        keepers = {old: id for id, (old, new) in given.items() if old == new}
        links = self.links
        now = {id: self.refs.get(id, new) for id, (_, new) in renamed.items()}
        certain = {old: links.get(new, new) for old, new in renamed.values() if old not in keepers}
        shared = tuple(
            _Shared(old, id, now[id], keepers[old]) for id, (old, _) in renamed.items() if old in keepers
        )
        return Renames(
            {**self.refs, **now}, {**self.certain, **certain}, (*self.shared, *shared), self.absent
        )

    def applied(self, change: Change) -> Change:
        """Return ``change`` as it would be under the names of today."""
        before, after = (doc and self.named(change.table, doc) for doc in (change.before, change.after))
        return change._replace(before=before, after=after)

    def named(self, table: str, doc: Doc) -> Doc:
        """Return a version of a document under the names of today; the very same where none changed."""
        found = renamed(table, doc, self.refs.get(str(doc["id"]), _ref(doc)), self.links)
        return doc if found == doc else found

    def links_unclear(self, table: str, doc: Doc) -> list[str]:
        """Return the refs that ``doc`` links to and of which it cannot be told what they mean."""
        return [ref for ref in sorted(self.unclear) if renamed(table, doc, _ref(doc), {ref: ""}) != doc]


NO_RENAMES = Renames({}, {})


def renamed(table: str, doc: Doc, ref: str, links: Mapping[str, str]) -> Doc:
    """Return the stored ``doc`` called ``ref``, with every link that ``links`` has as it is there."""
    from pmtui.domain.relinking import relinked  # only a store in which something was renamed pays for it

    model = _models().get(table)
    return {**(doc if model is None else relinked(model, doc, links)), "ref": ref}


@cache
def _models() -> dict[str, type[Document]]:
    from pmtui.domain.entries import TimeEntry, Timer
    from pmtui.domain.plan import MODELS
    from pmtui.domain.workspace import Workspace

    own = {Kind.WORKSPACE: Workspace, Kind.TIMER: Timer, Kind.ENTRY: TimeEntry}
    return {TABLES[kind]: model for kind, model in {**MODELS, **own}.items()}


def _ref(doc: Doc | None) -> str:
    return str((doc or {}).get("ref", ""))
