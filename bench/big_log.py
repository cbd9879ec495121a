"""A time log of any size, in pmtui's store and in the stores of others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.data.tables import STRATEGY_FILE, TABLES, TIME_FOLDER
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kinds import Kind
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace

NOW = "2026-10-14T15:20:00+00:00"
A_DAY = 10
_FIRST_START = datetime(2026, 10, 13, 8, tzinfo=UTC)
_MODES = ("firefight", "strategic", "planned", "admin")


def entries(count: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` entries of 8 minutes, newest day last, ten a day: 27 years of them make 100,000."""
    days = -(-count // A_DAY)
    for number in range(count):
        day, slot = divmod(number, A_DAY)
        start = _FIRST_START - timedelta(days=days - 1 - day) + timedelta(minutes=10 * slot)
        end = start + timedelta(minutes=8)
        yield {
            "created_at": f"{end:%Y-%m-%dT%H:%M:%SZ}",
            "updated_at": f"{end:%Y-%m-%dT%H:%M:%SZ}",
            "zone": "UTC",
            "mode": _MODES[number % len(_MODES)],
            "parties": ["acme"],
            "start": f"{start:%Y-%m-%dT%H:%M:%SZ}",
            "end": f"{end:%Y-%m-%dT%H:%M:%SZ}",
            "date": f"{start:%Y-%m-%d}",
            "minutes": 8,
            "text": f"something that took a while, number {number}",
        }


def write_pmtui(root: Path, count: int) -> Store:
    """Fill a store that has a workspace, one transaction at the end of each month, and return it."""
    one = {"id": "ID", "ref": "t1", "rev": 1, **next(entries(1))}
    stored = TimeEntry.read(one).to_store()
    assert list(stored.items()) == list(one.items()), f"pmtui stores an entry otherwise now: {stored}"
    first = Clock({"PMTUI_NOW": "1999-01-01T00:00:00+00:00", "TZ": "UTC"})
    stamped = {"created_at": first.now(), "updated_at": first.now()}
    workspace = Workspace.read({"id": WORKSPACE_ID, "ref": WORKSPACE_REF, "zone": "UTC", **stamped})
    with Store(root, first).transaction() as tx:
        tx.what = "Begin"
        tx.put(STRATEGY_FILE, TABLES[Kind.WORKSPACE], workspace.to_store())
    for month, documents in groupby(entries(count), key=lambda entry: entry["date"][:7]):
        then = min(f"{month}-28T23:59:00+00:00", NOW)
        with Store(root, Clock({"PMTUI_NOW": then, "TZ": "UTC"})).transaction() as tx:
            tx.what = f"Fill {month}"
            for document in documents:
                stored = {"id": tx.new_id(), "ref": tx.next_ref("t"), "rev": tx.n, **document}
                tx.put(f"{TIME_FOLDER}/{month}.json", TABLES[Kind.ENTRY], stored)
    return Store(root, Clock({"PMTUI_NOW": NOW, "TZ": "UTC"}))


def write_tinydb(path: Path, count: int) -> TinyDB:
    """Fill a stock TinyDB file and return it open."""
    rows = {str(number): entry for number, entry in enumerate(entries(count), 1)}
    path.write_text(json.dumps({"_default": rows}), encoding="utf-8")
    return TinyDB(path)


def write_sqlite(path: Path, count: int) -> sqlite3.Connection:
    """Fill an SQLite table (WAL, synchronous FULL) and return the open connection."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, start TEXT, document TEXT)")
    connection.execute("CREATE INDEX by_start ON entries (start)")
    rows = ((entry["start"], json.dumps(entry)) for entry in entries(count))
    connection.executemany("INSERT INTO entries (start, document) VALUES (?, ?)", rows)
    connection.commit()
    return connection


def write_watson(folder: Path, count: int) -> None:
    """Fill Watson's frames file in ``folder`` (its WATSON_DIR)."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = [
        [_epoch(e["start"]), _epoch(e["end"]), e["mode"], f"{number:032x}", [], _epoch(e["end"])]
        for number, e in enumerate(entries(count))
    ]
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")


def write_timewarrior(folder: Path, count: int) -> None:
    """Fill timewarrior's month files in ``folder`` (its TIMEWARRIORDB)."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "timewarrior.cfg").touch()
    for month, group in groupby(entries(count), key=lambda entry: entry["date"][:7]):
        lines = (f"inc {_compact(e['start'])} - {_compact(e['end'])} # {e['mode']}\n" for e in group)
        (data / f"{month}.data").write_text("".join(lines), encoding="utf-8")


def _epoch(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def _compact(instant: str) -> str:
    return instant.replace("-", "").replace(":", "")
