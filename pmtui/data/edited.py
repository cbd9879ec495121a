"""Files that somebody edited: nothing is written around a document that cannot be read.

Whoever reads such a document is told that the file is damaged; so is whoever would write the file anew with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmtui.data.document import Tables
from pmtui.data.history_line import Change
from pmtui.data.tables import TABLES
from pmtui.data.typed import read_document
from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.kinds import Kind
from pmtui.errors import StoreError

_KIND_OF = {table: kind for kind, table in TABLES.items()}


def require_readable(file: str, tables: Tables, changes: Iterable[Change]) -> None:
    """Check every document in ``tables`` that ``changes`` leave as it is.

    Raises:
        StoreError: One of them is not what its table says (E_DAMAGED).
    """
    own = {(change.table, change.id) for change in changes if change.file == file}
    for table, docs in tables.items():
        kind = _KIND_OF.get(table)
        for key, doc in docs.items() if kind else ():
            if (table, key) not in own:
                try:
                    read_document(_model(kind), doc, file)
                except StoreError as error:
                    error.fix = "pmtui doctor --repair"
                    raise


def _model(kind: Kind | None) -> type[Document]:
    if kind is Kind.ENTRY:
        return TimeEntry
    if kind is Kind.TIMER:
        return Timer
    from pmtui.domain.plan import MODELS  # pydantic's; a month needs none of them
    from pmtui.domain.workspace import Workspace

    return Workspace if kind is Kind.WORKSPACE or kind is None else MODELS[kind]
