"""Reading and writing documents: what is on the disk, and who sees it when."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from pmtui.data.clock import Clock
from pmtui.data.disk import Signature
from pmtui.data.storage import Documents
from pmtui.data.store import Store
from pmtui.data.transaction import Transaction
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import PLAN, TABLE, Add, Open, SetClock, change, put, titles

MONTH = "time/2026-10.json"


def test_a_store_that_was_never_written_is_empty_and_reading_makes_nothing(store: Store, root: Path) -> None:
    assert store.documents(PLAN, TABLE) == []
    assert store.files("time") == []
    assert store.history() == []
    store.signature()
    assert not root.exists()


def test_what_is_stored_is_read_by_every_process(add: Add, store: Store, reopened: Open) -> None:
    doc = add("Größe 日本 \U0001f600 \u2028 \x00", note=None, share=0.25, tags=["a", {"b": [True, 1]}])
    assert store.documents(PLAN, TABLE) == [doc]
    assert reopened().documents(PLAN, TABLE) == [doc]
    assert doc["rev"] == 1


def test_a_month_has_its_own_file(add: Add, store: Store, root: Path) -> None:
    add("A", file="time/2026-10.json")
    add("B", file="time/2025-12.json")
    assert store.files("time") == ["time/2025-12.json", "time/2026-10.json"]
    assert store.files("") == []
    assert titles(store, "time/2025-12.json") == ["B"]


def test_documents_are_sorted_by_id_whatever_the_order_of_writing(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.what = "Add three"
        for id in ("C", "A", "B"):
            transaction.put(PLAN, TABLE, {"id": id, "ref": f"O{id}", "title": id})
        assert [doc["id"] for doc in transaction.documents(PLAN, TABLE)] == ["A", "B", "C"]
    assert titles(store) == ["A", "B", "C"]


def test_stock_tinydb_reads_the_files(add: Add, root: Path) -> None:
    doc = add("Größe")
    with TinyDB(root / PLAN, encoding="utf-8", access_mode="r") as database:
        assert database.tables() == {"_meta", TABLE}
        database.table_class = Documents  # all it takes is that ids are texts
        assert database.table(TABLE).search(where("title") == "Größe") == [doc]


def test_a_file_has_one_document_a_line(store: Store, root: Path) -> None:
    for title in ("A", "B"):
        put(store, PLAN, title)
    before = (root / PLAN).read_text(encoding="utf-8").splitlines()
    put(store, PLAN, "C")
    after = (root / PLAN).read_text(encoding="utf-8").splitlines()
    assert [
        line for line in after if line not in before and '"_meta"' not in line and "applied" not in line
    ] == [line for line in after if '"title":"C"' in line]
    assert (root / PLAN).read_bytes().endswith(b"}\n")


def test_the_signature_tells_that_another_process_wrote(store: Store, reopened: Open) -> None:
    seen = {store.signature()}
    for number in range(3):
        put(reopened(), PLAN, f"{number}")
        signature = store.signature()
        assert signature not in seen
        assert signature == store.signature()
        seen.add(signature)


def test_two_stores_in_one_process_see_each_others_writes_at_once(store: Store, reopened: Open) -> None:
    other = reopened()
    for number in range(30):
        put(store if number % 2 else other, PLAN, f"{number:02}")
        assert titles(store) == titles(other) == [f"{n:02}" for n in range(number + 1)]


def test_a_file_replaced_within_one_tick_of_the_clock_is_read_again(
    store: Store, reopened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same size, same time, and an inode number used again: only the history tells the difference."""

    def coarse(status: os.stat_result) -> Signature:
        return Signature(10**18, status.st_size, 1, 10**18)

    monkeypatch.setattr(Signature, "of", coarse)
    doc = put(store, PLAN, "aa")
    other = reopened()
    for title in ("bb", "cc", "dd"):
        change(other, doc, title=title)
        put(other, MONTH, "elsewhere")
        assert titles(store) == [title]


def test_only_the_owner_can_read_the_data(store: Store, root: Path) -> None:
    previous = os.umask(0)
    try:
        put(store, PLAN, "A")
        put(store, MONTH, "B")
    finally:
        os.umask(previous)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (root, *root.rglob("*"))}
    assert {mode for name, mode in modes.items() if "." not in name and name != "lock"} == {0o700}
    assert {mode for name, mode in modes.items() if "." in name or name == "lock"} == {0o600}


def test_a_strict_umask_does_not_lock_the_owner_out(store: Store, root: Path) -> None:
    previous = os.umask(0o777)
    try:
        put(store, PLAN, "A")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((root / "history").stat().st_mode) == 0o700
    assert stat.S_IMODE((root / PLAN).stat().st_mode) == 0o600


def test_an_empty_folder_is_taken_over_and_closed_to_others(store: Store, root: Path) -> None:
    root.mkdir(mode=0o755)
    put(store, PLAN, "A")
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_leftovers_of_a_killed_writer_are_swept_away(store: Store, root: Path) -> None:
    put(store, MONTH, "A")
    leftovers = [root / ".strategy.json.99.1.tmp", root / "time" / ".2026-10.json.99.1.tmp"]
    for leftover in leftovers:
        leftover.write_bytes(b"half")
    assert store.files("time") == [MONTH]
    put(Store(root, Clock()), MONTH, "B")
    assert [leftover for leftover in leftovers if leftover.exists()] == []


@pytest.mark.parametrize("action", [Store.undo, Store.redo, lambda store: store.undo_change(1)])
def test_asking_to_undo_in_an_empty_store_makes_no_folder(
    store: Store, root: Path, action: Callable[[Store], object]
) -> None:
    with pytest.raises(PmtuiError, match=r"nothing|no change"):
        action(store)
    assert not root.exists()


def test_a_store_in_the_place_of_a_file_is_one_sentence(clock: SetClock, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = Store(tmp_path / "file", clock)
    with pytest.raises(StoreError, match="cannot be read"):
        store.documents(PLAN, TABLE)
    with pytest.raises(StoreError, match="cannot be written"):
        put(store, PLAN, "A")


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: os.mkfifo(path)], ids=["folder", "pipe"])
def test_something_else_in_the_place_of_a_data_file_is_one_sentence(
    add: Add, store: Store, root: Path, make: Callable[[Path], object]
) -> None:
    add("A", file=MONTH)
    make(root / PLAN)
    with pytest.raises(StoreError, match=r"strategy\.json cannot be read") as caught:
        store.documents(PLAN, TABLE)
    assert caught.value.exit_status == 3
    assert titles(store, MONTH) == ["A"]


def test_reader_protocol_is_met_by_both(store: Store) -> None:
    with store.transaction() as transaction:
        readers: list[Store | Transaction] = [store, transaction]
        assert [(reader.documents(PLAN, TABLE), reader.files("time")) for reader in readers] == [([], [])] * 2
