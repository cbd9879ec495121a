"""A small store with everything in it: two months of entries, a strategy, a board, undo and redo, thirty changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pmtui.data.history_line import decoded
from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from tests.unit.planner import Planner, SetClock

STRATEGY = "strategy.json"
SEPTEMBER = "time/2026-09.json"
OCTOBER = "time/2026-10.json"
OLD_HISTORY = "history/2026-09.jsonl"
HISTORY = "history/2026-10.jsonl"
FILES = (STRATEGY, SEPTEMBER, OCTOBER, OLD_HISTORY, HISTORY)

Place = tuple[str, str, str]


def tell(root: Path) -> Planner:
    """Write the store in ``root``."""
    pm = Planner(root, SetClock(datetime(2026, 9, 29, 12, tzinfo=UTC)))
    pm.lockup()
    pm.add(Kind.GOAL, "Größe: 日本 \U0001f600 <b>[x]")
    pm.set("O1", serves="G1", note="two\nlines")
    pm.log("45m fire login down @acme >KR1")
    pm.log("9:00-10:30 plan pricing >O1")
    pm.read("KR1", "7")
    pm.clock.move(days=8)
    pm.board()
    for number in range(5):
        hour, minute = 8 + number // 2, number % 2 * 30
        pm.log(f"{hour}:{minute:02}-{hour}:{minute + 20} strat piece {number} >TC1")
    pm.undo()
    pm.verb("start", "plan next week")
    pm.clock.move(minutes=25)
    pm.verb("stop")
    pm.set("t1", note="was the cache")
    pm.undo(2)
    pm.redo()
    pm.clock.move(days=1)
    pm.log("30m admin mail")
    pm.move("X1", "running")
    pm.set("KR1", note="last")
    return pm


def documents(root: Path) -> dict[Place, dict[str, Any]]:
    """Every document as a store that is opened now reads it, without its revision."""
    store = Store(root, SetClock())
    found: dict[Place, dict[str, Any]] = {}
    for file in (STRATEGY, SEPTEMBER, OCTOBER):
        content = store._files.content(file)
        for table, docs in content.tables.items():
            found |= {(file, table, key): without_rev(doc) for key, doc in docs.items()}
    return found


def without_rev(doc: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in doc.items() if key != "rev"}


def changes(root: Path) -> Iterator[tuple[Place, dict[str, Any] | None, dict[str, Any] | None]]:
    """Every change in every line of the history that is whole."""
    for path in sorted((root / "history").glob("*.jsonl")):
        for raw in path.read_bytes().splitlines(keepends=True):
            line = decoded(raw)
            for change in line.changes if line else ():
                yield (change.file, change.table, change.id), change.before, change.after


def line_of(doc: dict[str, Any]) -> bytes:
    """The text of a document in a data file."""
    text = json.dumps(doc, ensure_ascii=False, separators=(",", ":"))
    return f'"{doc["id"]}": {text}'.encode()
