"""A clock that stands still, and short ways to fill and look at a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pmtui.data.clock import Clock
from pmtui.data.document import Doc
from pmtui.data.store import Store

PLAN = "strategy.json"
TABLE = "objectives"
ENTRIES = "entries"
WHEN = "2026-10-14T14:20:00Z"

Add = Callable[..., Doc]
Open = Callable[[], Store]


class SetClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        super().__init__({})
        self.instant = datetime(2026, 10, 14, 14, 20, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def move(self, **by: int) -> None:
        self.instant += timedelta(**by)


def change(store: Store, doc: Doc, **fields: Any) -> Doc:
    """Stores ``doc`` with other ``fields`` in a transaction of its own."""
    with store.transaction() as transaction:
        transaction.what = f"Edit {doc['ref']}"
        return transaction.put(PLAN, TABLE, {**doc, **fields})


def table_in(file: str) -> str:
    """The table of ``file`` that tests put documents into."""
    return TABLE if file == PLAN else ENTRIES


def titles(store: Store, file: str = PLAN) -> list[str]:
    return [doc["title"] for doc in store.documents(file, table_in(file))]


def everything(root: Path) -> dict[str, bytes]:
    """Every file below ``root`` with its bytes, but for the lock."""
    found = (path for path in root.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def put(store: Store, file: str, title: str, **fields: Any) -> Doc:
    """Stores one new document in a transaction of its own and returns it."""
    with store.transaction() as transaction:
        transaction.what = f"Add {title}"
        then = {"created_at": WHEN, "updated_at": WHEN} if file == PLAN else {}
        doc = {"id": transaction.new_id(), "ref": transaction.next_ref("O"), **then, "title": title, **fields}
        return transaction.put(file, table_in(file), doc)
