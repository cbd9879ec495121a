"""Undo and redo, to any depth and across processes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pmtui.data.store import Store
from pmtui.errors import PmtuiError
from tests.unit.data.stores import ENTRIES, PLAN, TABLE, Add, Open, SetClock, change, put, table_in, titles

MONTH = "time/2026-10.json"


def refused(code: str, action: Any) -> PmtuiError:
    with pytest.raises(PmtuiError) as caught:
        action()
    assert caught.value.code == code
    assert caught.value.exit_status == 1
    return caught.value


def test_undo_and_redo_work_in_other_processes(add: Add, reopened: Open) -> None:
    doc = add("A")
    change(reopened(), doc, title="B")
    assert [entry.what for entry in reopened().undo()] == ["Edit O1"]
    assert titles(reopened()) == ["A"]
    assert [entry.what for entry in reopened().undo()] == ["Add A"]
    assert titles(reopened()) == []
    assert [entry.what for entry in reopened().redo(5)] == ["Add A", "Edit O1"]
    assert titles(reopened()) == ["B"]


def test_undo_takes_back_every_file_of_a_change(store: Store, reopened: Open) -> None:
    kept = put(store, PLAN, "kept")
    moved = put(store, "time/2026-09.json", "moved")
    with store.transaction() as transaction:
        transaction.what = "Edit, add, move"
        transaction.put(PLAN, TABLE, {**kept, "title": "edited"})
        transaction.put(PLAN, "goals", {"id": "G", "ref": "G1", "title": "goal"})
        transaction.remove("time/2026-09.json", ENTRIES, moved["id"])
        transaction.put(MONTH, ENTRIES, moved)
    store.undo()
    assert titles(reopened()) == ["kept"]
    assert reopened().documents(PLAN, "goals") == []
    assert (titles(reopened(), "time/2026-09.json"), titles(reopened(), MONTH)) == (["moved"], [])
    store.redo()
    assert titles(reopened()) == ["edited"]
    assert len(reopened().documents(PLAN, "goals")) == 1
    assert (titles(reopened(), "time/2026-09.json"), titles(reopened(), MONTH)) == ([], ["moved"])


def test_several_changes_are_undone_in_one_transaction(add: Add, store: Store) -> None:
    for title in "ABCDE":
        add(title)
    undone = store.undo(4)
    assert [(entry.what, entry.undone) for entry in undone] == [(f"Add {title}", True) for title in "EDCB"]
    assert store.history()[-1].what == "Undo: Add E; Add D; Add C and 1 more"
    assert [entry.what for entry in store.redo(2)] == ["Add B", "Add C"]
    assert titles(store) == ["A", "B", "C"]
    assert [entry.what for entry in store.undo(99)] == ["Add C", "Add B", "Add A"]
    refused("E_NOTHING_TO_UNDO", store.undo)


def test_a_new_change_ends_what_can_be_redone(add: Add, store: Store) -> None:
    add("A")
    refused("E_NOTHING_TO_REDO", store.redo)
    store.undo()
    add("B")
    refused("E_NOTHING_TO_REDO", store.redo)
    assert [entry.what for entry in store.undo()] == ["Add B"]
    assert [entry.what for entry in store.redo()] == ["Add B"]
    refused("E_NOTHING_TO_REDO", store.redo)


def test_what_was_undone_is_passed_over_by_undo(add: Add, store: Store) -> None:
    add("A")
    add("B")
    store.undo()
    add("C")
    assert [entry.what for entry in store.undo(2)] == ["Add C", "Add A"]


def test_a_rev_grows_over_undo_and_redo_so_a_stale_edit_is_noticed(add: Add, store: Store) -> None:
    doc = add("A")
    change(store, doc, title="B")
    revs = []
    for action in (store.undo, store.redo, store.undo):
        action()
        revs.append(store.documents(PLAN, TABLE)[0]["rev"])
    assert revs == [3, 4, 5]


def test_a_removed_document_comes_back_and_can_be_made_again(add: Add, store: Store) -> None:
    doc = add("A")

    def remove() -> None:
        with store.transaction() as transaction:
            transaction.what = "Remove"
            transaction.remove(PLAN, TABLE, doc["id"])

    remove()
    change(store, doc, title="again")
    remove()
    seen = []
    for _ in range(4):
        store.undo()
        seen.append(titles(store))
    assert seen == [["again"], [], ["A"], []]


def test_one_change_can_be_undone_alone(add: Add, store: Store) -> None:
    add("A")
    add("B")
    assert store.undo_change(1).what == "Add A"
    assert titles(store) == ["B"]
    assert [entry.what for entry in store.redo()] == ["Add A"]
    assert titles(store) == ["A", "B"]


def test_one_change_is_not_undone_under_a_later_one(add: Add, store: Store) -> None:
    doc = add("A")
    change(store, doc, title="B")
    error = refused("E_UNDO_BLOCKED", lambda: store.undo_change(1))
    assert "change 2 (Edit O1)" in error.message
    assert titles(store) == ["B"]
    store.undo_change(2)
    store.undo_change(1)
    assert titles(store) == []


@pytest.mark.parametrize(
    ("n", "message"),
    [(1, "undone already"), (2, "itself an undo"), (9, "no change 9"), (0, "no change 0"), (-1, "no change")],
)
def test_only_changes_in_force_can_be_undone_by_number(add: Add, store: Store, n: int, message: str) -> None:
    add("A")
    store.undo()
    assert message in refused("E_NOTHING_TO_UNDO", lambda: store.undo_change(n)).message


def test_an_edit_by_hand_is_not_undone_over(add: Add, store: Store, root: Path) -> None:
    add("A")
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(text.replace('"title":"A"', '"title":"by hand"'), encoding="utf-8")
    error = refused("E_UNDO_BLOCKED", store.undo)
    assert "O1 in strategy.json" in error.message
    assert titles(store) == ["by hand"]


Place = tuple[str, str]


class UndoModel(RuleBasedStateMachine):
    """Any sequence of changes, undos, redos and restarts, against a model in memory.

    The model keeps what each change made of each document, which changes are in force, and in which order the
    others were undone. A document is then what the newest change in force made of it.
    """

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.mkdtemp()
        self.clock = SetClock()
        self.restart()
        self.changes: dict[int, dict[Place, str | None]] = {}
        self.in_force: set[int] = set()
        self.undone: list[int] = []
        self.refs: set[str] = set()

    def state(self) -> dict[Place, str]:
        made: dict[Place, str | None] = {}
        for n in sorted(self.in_force):
            made.update(self.changes[n])
        return {place: title for place, title in made.items() if title is not None}

    @rule()
    def restart(self) -> None:
        self.store = Store(Path(self.folder) / "store", self.clock)

    @rule(days=st.integers(-40, 40))
    def let_time_pass(self, days: int) -> None:
        self.clock.move(days=days)

    @rule(
        edits=st.lists(
            st.tuples(
                st.tuples(st.sampled_from([PLAN, MONTH, "time/2026-11.json"]), st.sampled_from("ABC")),
                st.none() | st.text('xyzé\n"\\', max_size=3),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def change(self, edits: list[tuple[Place, str | None]]) -> None:
        before = self.state()
        made: dict[Place, str | None] = {}
        with self.store.transaction() as transaction:
            transaction.what = "Edit"
            for (file, id), title in edits:
                if title is not None:
                    transaction.put(file, table_in(file), {"id": id, "ref": f"X{id}", "title": title})
                elif transaction.get(file, table_in(file), id) is not None:
                    transaction.remove(file, table_in(file), id)
                made[file, id] = title
            ref = transaction.next_ref("N")
        made = {place: title for place, title in made.items() if place in before or title is not None}
        if made:
            assert ref not in self.refs
            self.refs.add(ref)
            self.changes[transaction.n] = made
            self.in_force.add(transaction.n)
            self.undone.clear()

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        newest = sorted(self.in_force, reverse=True)[:count]
        if not newest:
            refused("E_NOTHING_TO_UNDO", lambda: self.store.undo(count))
            return
        assert [entry.n for entry in self.store.undo(count)] == newest
        self.in_force.difference_update(newest)
        self.undone += newest

    @rule(data=st.data())
    def undo_one(self, data: st.DataObject) -> None:
        if not self.in_force:
            return
        n = data.draw(st.sampled_from(sorted(self.in_force)))
        later = [self.changes[other].keys() for other in self.in_force if other > n]
        if any(self.changes[n].keys() & touched for touched in later):
            refused("E_UNDO_BLOCKED", lambda: self.store.undo_change(n))
            return
        assert self.store.undo_change(n).n == n
        self.in_force.remove(n)
        self.undone.append(n)

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        wanted = self.undone[::-1][:count]
        if not wanted:
            refused("E_NOTHING_TO_REDO", lambda: self.store.redo(count))
            return
        assert [entry.n for entry in self.store.redo(count)] == wanted
        del self.undone[-len(wanted) :]
        self.in_force.update(wanted)

    @invariant()
    def store_and_model_agree(self) -> None:
        found = {}
        for file in [PLAN, *self.store.files("time")]:
            docs = self.store.documents(file, table_in(file))
            assert [doc["id"] for doc in docs] == sorted(doc["id"] for doc in docs)
            found.update({(file, doc["id"]): doc["title"] for doc in docs})
        assert found == self.state()

    @invariant()
    def the_history_knows_what_is_in_force(self) -> None:
        entries = self.store.history()
        assert {entry.n for entry in entries if entry.kind == "do" and not entry.undone} == self.in_force
        assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


UndoModel.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestUndoModel = UndoModel.TestCase
