"""Stores of other formats: older ones are brought up, newer ones can be looked at, and old fixtures stay readable."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmtui.data import migrations
from pmtui.data.archive import read_archive
from pmtui.data.clock import Clock
from pmtui.data.document import Tables
from pmtui.data.plans import load_plan
from pmtui.data.store import Store
from pmtui.data.time_log import all_entries
from pmtui.domain.documents import Document, Kind
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import (
    ENTRIES,
    PLAN,
    TABLE,
    Add,
    Open,
    SetClock,
    change,
    everything,
    put,
    table_in,
    titles,
)

STORES = Path(__file__).parents[2] / "data" / "stores"
MONTH = "time/2026-10.json"


def documents(store: Store) -> list[Document]:
    plan = load_plan(store)
    assert plan.timer is not None
    return [plan.workspace, plan.timer, *plan.documents.values(), *all_entries(store, date.min, date.max)]


def test_every_field_of_a_store_of_format_1_is_read(tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(STORES / "format-1", root)
    expected = json.loads((STORES / "format-1.expected.json").read_text(encoding="utf-8"))
    found = {d.ref: {"kind": d.kind.value, **d.to_json()} for d in documents(Store(root, Clock()))}
    for ref, fields in expected.items():
        assert found[ref].items() >= fields.items(), ref
    assert found.keys() == expected.keys()
    assert {fields["kind"] for fields in found.values()} == {kind.value for kind in Kind}


def test_the_history_of_a_store_of_format_1_is_read_and_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(STORES / "format-1", root)
    store = Store(root, Clock())
    assert [entry.n for entry in store.history()] == list(range(1, 32))
    assert [entry.what for entry in store.undo(2)][1] == "Start the timer: strategic: interviews"
    assert load_plan(store).timer is None
    assert (
        store.at(datetime(2026, 9, 8, tzinfo=UTC)).documents(PLAN, "key_results")[0]["metric"]["target"]
        == "20"
    )


def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formats 2 (title is called name, every document has a level) and 3 (names are in capitals)."""

    def rename(file: str, tables: Tables) -> Tables:
        return {
            table: {
                id: {**{k: v for k, v in doc.items() if k != "title"}, "name": doc["title"], "level": 1}
                for id, doc in docs.items()
            }
            for table, docs in tables.items()
        }

    def capitals(file: str, tables: Tables) -> Tables:
        return {
            table: {id: {**doc, "name": doc["name"].upper()} for id, doc in docs.items()}
            for table, docs in tables.items()
        }

    monkeypatch.setitem(migrations.STEPS, 1, rename)
    monkeypatch.setitem(migrations.STEPS, 2, capitals)


def named(store: Store, file: str = PLAN) -> list[str]:
    return [doc["name"] for doc in store.documents(file, table_in(file))]


def test_an_older_format_is_read_as_the_newest_and_nothing_is_written(
    add: Add, reopened: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("Grow")
    before = everything(root)
    two_steps(monkeypatch)
    assert named(reopened()) == ["GROW"]
    assert everything(root) == before


def test_the_first_write_brings_every_file_up_after_a_backup(
    add: Add, reopened: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("Grow")
    add("month", file=MONTH)
    before = everything(root)
    two_steps(monkeypatch)
    store = reopened()
    with store.transaction() as transaction:
        transaction.what = "Add Learn"
        transaction.put(
            MONTH, ENTRIES, {"id": transaction.new_id(), "ref": "O9", "name": "LEARN", "level": 2}
        )
    assert named(reopened()) == ["GROW"]
    assert named(reopened(), MONTH) == ["MONTH", "LEARN"]
    assert b'"format":3' in (root / PLAN).read_bytes()[:80]
    saved = next((root / "backups").glob("*-format-1.zip"))
    assert read_archive(saved).raw == before
    said = [entry.what for entry in store.history()]
    assert said[2:] == [
        "Bring the store from format 1 to 2",
        "Bring the store from format 2 to 3",
        "Add Learn",
    ]


def test_a_migration_cannot_be_undone_and_what_came_after_it_can(
    add: Add, reopened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("Grow")
    two_steps(monkeypatch)
    store = reopened()
    change(store, store.documents(PLAN, TABLE)[0], level=5)
    assert [entry.n for entry in store.undo(9)] == [4]
    assert store.documents(PLAN, TABLE)[0]["level"] == 1
    with pytest.raises(PmtuiError) as caught:
        store.undo()
    assert caught.value.code == "E_MIGRATED"
    with pytest.raises(PmtuiError) as caught:
        store.undo_change(1)
    assert caught.value.code == "E_MIGRATED"


def test_the_past_before_a_migration_is_shown_in_the_newest_format(
    store: Store, add: Add, reopened: Open, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = add("Grow")
    clock.move(days=1)
    change(store, doc, title="Shrink")
    clock.move(days=1)
    two_steps(monkeypatch)
    later = reopened()
    change(later, later.documents(PLAN, TABLE)[0], level=7)
    past = later.at(datetime(2026, 10, 14, 15, tzinfo=UTC))
    assert [(doc["name"], doc["level"]) for doc in past.documents(PLAN, TABLE)] == [("GROW", 1)]


def test_a_backup_of_an_older_format_can_be_restored(
    add: Add, reopened: Open, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmtui.data.archive import write_archive
    from pmtui.data.restoring import restore
    from pmtui.data.snapshots import take

    add("Grow")
    archive = take(reopened())
    write_archive(tmp_path / "old.zip", archive.raw, archive.last.at)
    two_steps(monkeypatch)
    store = reopened()
    change(store, store.documents(PLAN, TABLE)[0], name="OTHER")
    restore(store, read_archive(tmp_path / "old.zip"), "Restore")
    assert named(reopened()) == ["GROW"]


@pytest.fixture
def newer(add: Add, root: Path) -> Path:
    """A store that a newer program has written: its strategy file is of format 2."""
    add("Grow")
    add("month", file=MONTH)
    path = root / PLAN
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    return root


def test_a_newer_format_can_be_read_and_stops_every_write(newer: Path, reopened: Open) -> None:
    before = everything(newer)
    store = reopened()
    assert titles(store) == ["Grow"]
    why = store.newer()
    assert why is not None
    assert (why.code, why.exit_status) == ("E_NEWER_FORMAT", 3)
    for file in (PLAN, MONTH):
        with pytest.raises(StoreError, match="newer pmtui"):
            put(store, file, "B")
    with pytest.raises(StoreError, match="newer pmtui"):
        store.undo()
    assert everything(newer) == before


def test_a_newer_month_that_is_not_the_last_is_not_written_either(
    add: Add, reopened: Open, root: Path
) -> None:
    for month in ("09", "10", "11"):
        add("A", file=f"time/2026-{month}.json")
    path = root / "time/2026-09.json"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    before = everything(root)
    with pytest.raises(StoreError, match="newer pmtui"):
        put(reopened(), "time/2026-09.json", "B")
    assert everything(root) == before


def test_a_newer_format_that_is_no_tables_is_called_newer_and_not_damaged(
    newer: Path, reopened: Open
) -> None:
    (newer / PLAN).write_bytes(
        b'{"_meta": {"1": {"applied": 1, "format": 9}}, "objectives": ["a new kind of list"]}'
    )
    with pytest.raises(StoreError) as caught:
        reopened().documents(PLAN, TABLE)
    assert caught.value.code == "E_NEWER_FORMAT"
