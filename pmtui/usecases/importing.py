"""Take in what was exported: all of it or nothing, each document once, and never over what is here unasked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pmtui.data.outside_files import read_outside, require_size
from pmtui.data.plans import load_plan
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.data.time_log import all_entries, save_entry
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.merging import Merge, merge
from pmtui.domain.plan import plan_of
from pmtui.domain.soundness import Problem, entry_problems, plan_problems
from pmtui.domain.workspace import Workspace
from pmtui.errors import PmtuiError
from pmtui.usecases.exported import read_export
from pmtui.usecases.exporting import JSON_FILE
from pmtui.usecases.session import Session

D = TypeVar("D", bound=Document)

_PROBLEMS_SHOWN = 5
_NAME_SHOWN = 80
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        merge: What became of the documents in the file.
        unchanged: How many were here already, word for word.
        dry_run: Whether nothing was stored, only looked at.
    """

    merge: Merge
    unchanged: int
    dry_run: bool

    @property
    def changed(self) -> tuple[Document, ...]:
        """The documents stored, new ones first."""
        return (*self.merge.added, *self.merge.replaced)


def import_file(session: Session, path: Path, *, theirs: bool = False, dry_run: bool = False) -> Imported:
    """Import the export ``path``, or the one in the folder ``path``; else as :func:`import_bytes`.

    Raises:
        PmtuiError: ``E_CANNOT_READ``, ``E_TOO_LARGE``, and as for :func:`import_bytes`.
    """
    file = path / JSON_FILE if os.path.isdir(path) else path
    return import_bytes(session, read_outside(file), file.name, theirs=theirs, dry_run=dry_run)


def import_bytes(
    session: Session, raw: bytes, name: str, *, theirs: bool = False, dry_run: bool = False
) -> Imported:
    """Store what an export holds and the store lacks, in one step that undo takes back.

    A document that is here already, by its id, is left alone. A new one whose ref is taken gets another, and so does
    every link to it in the file.

    Args:
        session: Store and clock.
        raw: The export as JSON.
        name: What to call it in messages and in the history.
        theirs: Whether a document that says something else here is replaced by the file's; else it stays.
        dry_run: Whether to store nothing and only tell.

    Raises:
        PmtuiError: ``E_BAD_IMPORT``, ``E_NEWER_FORMAT``; ``E_IMPORT`` when the store would then break a rule.
    """
    shown = os.fsencode(name).decode(errors="replace")[:_NAME_SHOWN]
    require_size(len(raw), shown)
    documents = read_export(raw, shown)
    with session.store.trial() if dry_run else session.store.transaction() as tx:
        here = _Contents.of(tx)
        found = merge(documents, here.by_id, tx.next_ref, theirs=theirs)
        changed = (*found.added, *found.replaced)
        if changed:
            _check(here, here.with_(changed), session.now(), found.renumbered)
        if changed and not dry_run:
            _save(tx, changed, here.by_id)
            tx.what = f"Import {len(changed):,} document{'' if len(changed) == 1 else 's'} from {shown}"
    unchanged = len(documents) - len(changed) - len(found.kept) - found.timer_left_out
    return Imported(found, unchanged, dry_run)


def _save(tx: Transaction, changed: Iterable[Document], here: Mapping[str, Document]) -> None:
    for document in changed:
        if isinstance(document, TimeEntry):
            before = here.get(document.id)
            save_entry(tx, document, before if isinstance(before, TimeEntry) else None)
        else:
            save_document(tx, document)


@dataclass(frozen=True, slots=True)
class _Contents:
    """Everything in a store by id, and the settings that hold when none are stored."""

    by_id: Mapping[str, Document]
    defaults: Workspace

    @classmethod
    def of(cls, tx: Transaction) -> _Contents:
        plan = load_plan(tx)
        found: list[Document] = [*plan.documents.values(), *all_entries(tx, date.min, date.max)]
        if tx.documents(STRATEGY_FILE, TABLES[Kind.WORKSPACE]):
            found.append(plan.workspace)
        if plan.timer is not None:
            found.append(plan.timer)
        return cls({document.id: document for document in found}, plan.workspace)

    def with_(self, changed: Iterable[Document]) -> _Contents:
        return _Contents({**self.by_id, **{d.id: d for d in changed}}, self.defaults)

    def all(self, model: type[D]) -> list[D]:
        return [document for document in self.by_id.values() if isinstance(document, model)]

    def problems(self, now: datetime) -> list[Problem]:
        plain = [d for d in self.by_id.values() if not isinstance(d, TimeEntry | Timer | Workspace)]
        workspace = next(iter(self.all(Workspace)), self.defaults)
        plan = plan_of(workspace, plain, next(iter(self.all(Timer)), None))
        return [*plan_problems(plan, now), *entry_problems(self.all(TimeEntry), plan, now)]


def _check(before: _Contents, after: _Contents, now: datetime, renumbered: Mapping[str, str]) -> None:
    """Refuse an import after which the store would break a rule that it keeps now.

    Raises:
        PmtuiError: ``E_IMPORT`` naming the first few problems.
    """
    problems = after.problems(now)
    if problems:
        known = set(before.problems(now))
        problems = [problem for problem in problems if problem not in known]
    if not problems:
        return
    in_file = {ref: f"{ref} ({old} in the file)" for old, ref in renumbered.items()}
    said = [
        _WORD.sub(lambda word: in_file.get(word[0], word[0]), f"{ref}: {message}")
        for ref, message, _ in problems[:_PROBLEMS_SHOWN]
    ]
    more = len(problems) - len(said)
    rest = [f"and {more} more"] if more else []
    raise PmtuiError(
        "E_IMPORT",
        f"this would break a rule: {'; '.join([*said, *rest])}; nothing was imported",
        "change one side or the other, then import again; --dry-run tries without storing",
    )
