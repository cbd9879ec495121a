"""Reading and writing documents."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from pmtui.data.disk import Signature
from pmtui.data.storage import Documents
from pmtui.data.store import Store
from pmtui.data.transaction import Transaction
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import PLAN, TABLE, Add, Open, SetClock, change, everything, put, titles

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


def test_a_transaction_sees_its_own_changes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.what = "Add, edit and remove"
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "title": "old"})
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "title": "new"})
        transaction.put(MONTH, TABLE, {"id": "B", "ref": "t1", "title": "gone"})
        assert transaction.files("time") == [MONTH]
        transaction.remove(MONTH, TABLE, "B")
        assert transaction.get(PLAN, TABLE, "A") == {"id": "A", "ref": "O1", "title": "new", "rev": 1}
        assert transaction.get(MONTH, TABLE, "B") is None
        assert transaction.documents(MONTH, TABLE) == []
    assert titles(store) == ["new"]
    assert [c.id for entry in store.history() for c in entry.changes] == ["A"]


def test_nobody_changes_the_store_by_changing_what_it_returned(store: Store, reopened: Open) -> None:
    doc = put(store, PLAN, "A", tags=["x", ["y"]])
    for found in store.documents(PLAN, TABLE):
        found["tags"][1].append("spoilt")
        found["title"] = "spoilt"
    with store.transaction() as transaction:
        transaction.what = "Edit"
        for got in (transaction.documents(PLAN, TABLE)[0], transaction.get(PLAN, TABLE, doc["id"])):
            assert got == doc
            got["tags"][1].append("spoilt")
        given = {**doc, "tags": ["new", ["z"]]}
        transaction.put(PLAN, TABLE, given)["tags"].append("spoilt")
        given["tags"][1].append("spoilt")
    assert reopened().documents(PLAN, TABLE)[0]["tags"] == ["new", ["z"]]
    assert store.history()[-1].changes[0].before == doc


@pytest.mark.parametrize("problem", [PmtuiError("E_X", "no"), KeyboardInterrupt(), SystemExit(143)])
def test_a_block_that_raises_stores_nothing(
    add: Add, store: Store, root: Path, problem: BaseException
) -> None:
    doc = add("A")
    before = everything(root)

    def failing() -> None:
        with store.transaction() as transaction:
            transaction.what = "Never"
            transaction.put(PLAN, TABLE, {**doc, "title": "changed"})
            transaction.put(MONTH, TABLE, {"id": "B", "ref": "t1"})
            transaction.next_ref("O")
            raise problem

    with pytest.raises(type(problem)):
        failing()
    assert everything(root) == before
    assert titles(store) == ["A"]
    assert add("B")["ref"] == "O2", "the lock is free and the ref was not used up"


def test_a_transaction_without_changes_leaves_no_trace(add: Add, store: Store, root: Path) -> None:
    add("A")
    before = everything(root), store.signature()
    with store.transaction() as transaction:
        transaction.what = "Nothing"
        transaction.put(PLAN, TABLE, {"id": "B", "ref": "O9"})
        transaction.remove(PLAN, TABLE, "B")
    assert (everything(root), store.signature()) == before


def test_a_finished_transaction_takes_no_more_changes(store: Store) -> None:
    with store.transaction() as transaction:
        pass
    with pytest.raises(RuntimeError):
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1"})


def test_changes_must_say_what_they_are(store: Store, root: Path) -> None:
    def silent() -> None:
        with store.transaction() as transaction:
            transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1"})

    with pytest.raises(ValueError, match="say what it does"):
        silent()
    assert everything(root) == {}


@pytest.mark.parametrize(
    "doc",
    [
        {"ref": "O1"},
        {"id": "A"},
        {"id": "", "ref": "O1"},
        {"id": 'A"', "ref": "O1"},
        {"id": "A", "ref": ""},
        {"id": "A", "ref": "O1", "x": float("nan")},
        {"id": "A", "ref": "O1", "x": [float("inf")]},
        {"id": "A", "ref": "O1", "x": 2**63},
        {"id": "A", "ref": "O1", "x": (1,)},
        {"id": "A", "ref": "O1", "x": {1: 2}},
        {"id": "A", "ref": "O1", "x": b"bytes"},
        {"id": "A", "ref": "O1", "x": "\ud800"},
        {"id": "A", "ref": "O1", "\udfff": 1},
        {"id": "A", "ref": "O1", "x": ["a", {"b": "\udc00"}]},
    ],
    ids=repr,
)
def test_what_would_not_come_back_from_json_is_refused(
    store: Store, root: Path, doc: dict[str, object]
) -> None:
    def storing() -> None:
        with store.transaction() as transaction:
            transaction.what = "Add"
            transaction.put(PLAN, TABLE, doc)

    with pytest.raises((ValueError, TypeError, PmtuiError)):
        storing()
    assert everything(root) == {}


def test_nesting_without_end_is_refused(store: Store) -> None:
    deep: list[object] = []
    for _ in range(60):
        deep = [deep]
    with store.transaction() as transaction, pytest.raises(ValueError, match="nested"):
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "x": deep})


def test_half_a_character_is_named_with_its_field(store: Store) -> None:
    with store.transaction() as transaction, pytest.raises(PmtuiError) as caught:
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "note": "ab\ud83d"})
    assert (caught.value.code, caught.value.field) == ("E_BAD_TEXT", "note")
    assert "position 3" in caught.value.message


@pytest.mark.parametrize(
    "file", ["../x.json", "history/a.json", "/etc/x.json", "a.txt", ".x.json", "a/b.json"]
)
def test_only_data_files_can_be_named(store: Store, file: str) -> None:
    with pytest.raises(ValueError, match="data file"):
        store.documents(file, TABLE)
    with pytest.raises(ValueError, match="table"):
        store.documents(PLAN, "_meta")


def test_removing_what_is_not_there_is_a_mistake_of_the_program(store: Store) -> None:
    with store.transaction() as transaction, pytest.raises(KeyError):
        transaction.remove(PLAN, TABLE, "A")


def test_a_document_can_move_to_another_file_and_back(add: Add, store: Store) -> None:
    doc = add("A", file="time/2026-09.json")
    for source, target in (("09", "10"), ("10", "09")):
        with store.transaction() as transaction:
            transaction.what = "Move"
            transaction.remove(f"time/2026-{source}.json", TABLE, doc["id"])
            transaction.put(f"time/2026-{target}.json", TABLE, doc)
    assert titles(store, "time/2026-09.json") == ["A"]
    assert titles(store, "time/2026-10.json") == []
    assert store.files("time") == ["time/2026-09.json", "time/2026-10.json"]


def test_rev_is_the_number_of_the_transaction(add: Add, store: Store) -> None:
    doc = add("A")
    add("B")
    assert change(store, doc, title="C")["rev"] == 3


def test_refs_are_never_given_out_twice(add: Add, store: Store, reopened: Open) -> None:
    assert [add("A")["ref"], add("B")["ref"]] == ["O1", "O2"]
    store.undo(2)
    assert put(reopened(), PLAN, "C")["ref"] == "O3"
    with store.transaction() as transaction:
        transaction.what = "Import"
        transaction.put(PLAN, TABLE, {"id": "X", "ref": "O70"})
        assert transaction.next_ref("O") == "O71"
        assert transaction.next_ref("KR") == "KR1"
    assert add("D")["ref"] == "O72"


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
        return Signature(10**18, status.st_size, 1)

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
    put(store, MONTH, "B")
    assert [leftover for leftover in leftovers if leftover.exists()] == []


@pytest.mark.parametrize("action", [Store.undo, Store.redo, lambda store: store.undo_change(1)])
def test_asking_to_undo_in_an_empty_store_makes_no_folder(
    store: Store, root: Path, action: Callable[[Store], object]
) -> None:
    with pytest.raises(PmtuiError, match=r"nothing|no change"):
        action(store)
    assert not root.exists()


def test_a_long_import_is_one_transaction_and_one_undo_step(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.what = "Import 3000"
        for _ in range(3000):
            transaction.put(MONTH, "entries", {"id": transaction.new_id(), "ref": transaction.next_ref("t")})
    assert len(store.documents(MONTH, "entries")) == 3000
    assert [entry.what for entry in store.undo()] == ["Import 3000"]
    assert store.documents(MONTH, "entries") == []


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
