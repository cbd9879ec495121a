"""Changing documents: all of a transaction or nothing, and nothing that would not come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui.data.store import Store
from pmtui.domain.documents import HIGHEST_REF
from pmtui.errors import PmtuiError
from tests.unit.data.stores import ENTRIES, PLAN, TABLE, Add, Open, change, everything, put, table_in, titles

MONTH = "time/2026-10.json"


def test_a_transaction_sees_its_own_changes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.what = "Add, edit and remove"
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "title": "old"})
        transaction.put(PLAN, TABLE, {"id": "A", "ref": "O1", "title": "new"})
        transaction.put(MONTH, ENTRIES, {"id": "B", "ref": "t1", "title": "gone"})
        assert transaction.files("time") == [MONTH]
        transaction.remove(MONTH, ENTRIES, "B")
        assert transaction.get(PLAN, TABLE, "A") == {"id": "A", "ref": "O1", "title": "new", "rev": 1}
        assert transaction.get(MONTH, ENTRIES, "B") is None
        assert transaction.documents(MONTH, ENTRIES) == []
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
            transaction.put(MONTH, ENTRIES, {"id": "B", "ref": "t1"})
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
        store.documents(file, table_in(file))
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
            transaction.remove(f"time/2026-{source}.json", ENTRIES, doc["id"])
            transaction.put(f"time/2026-{target}.json", ENTRIES, doc)
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


def test_a_long_import_is_one_transaction_and_one_undo_step(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.what = "Import 3000"
        for _ in range(3000):
            transaction.put(MONTH, "entries", {"id": transaction.new_id(), "ref": transaction.next_ref("t")})
    assert len(store.documents(MONTH, "entries")) == 3000
    assert [entry.what for entry in store.undo()] == ["Import 3000"]
    assert store.documents(MONTH, "entries") == []


def test_after_the_highest_ref_there_is_no_other(store: Store, add: Add) -> None:
    add("A", ref=f"O{HIGHEST_REF}")
    with pytest.raises(PmtuiError, match="highest name") as caught:
        add("B")
    assert caught.value.code == "E_NO_REF"
    assert titles(store) == ["A"]


def test_what_looks_like_a_ref_beyond_the_highest_counts_for_none(store: Store, add: Add) -> None:
    add("A", ref=f"O{HIGHEST_REF + 1}")
    assert add("B")["ref"] == "O2"
