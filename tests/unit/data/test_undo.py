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

from pmtui.data.document import Doc
from pmtui.data.store import Store
from pmtui.errors import PmtuiError
from tests.unit.data.stores import PLAN, TABLE, Add, Open, SetClock, change, put, titles

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
        transaction.remove("time/2026-09.json", TABLE, moved["id"])
        transaction.put(MONTH, TABLE, moved)
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


class UndoModel(RuleBasedStateMachine):
    """Any sequence of changes, undos, redos and restarts, against lists of states in memory.

    ``done`` holds the state before each change in force; ``undone`` the changes taken back, newest last.
    """

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.mkdtemp()
        self.clock = SetClock()
        self.restart()
        self.state: dict[tuple[str, str], str] = {}
        self.done: list[dict[tuple[str, str], str]] = []
        self.undone: list[dict[tuple[str, str], str]] = []
        self.revs = 0
        self.refs: set[str] = set()

    @rule()
    def restart(self) -> None:
        self.store = Store(Path(self.folder) / "store", self.clock)

    @rule(days=st.integers(-40, 40))
    def let_time_pass(self, days: int) -> None:
        self.clock.move(days=days)

    @rule(
        edits=st.lists(
            st.tuples(
                st.sampled_from([PLAN, MONTH, "time/2026-11.json"]),
                st.sampled_from("ABC"),
                st.none() | st.text('xyzé\n"\\', max_size=3),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def change(self, edits: list[tuple[str, str, str | None]]) -> None:
        before = dict(self.state)
        changed = False
        with self.store.transaction() as transaction:
            transaction.what = "Edit"
            for file, id, title in edits:
                present = transaction.get(file, TABLE, id)
                assert (present or {}).get("title") == self.state.get((file, id))
                if title is not None:
                    transaction.put(file, TABLE, {"id": id, "ref": f"X{id}", "title": title})
                    self.state[file, id] = title
                elif present is not None:
                    transaction.remove(file, TABLE, id)
                    del self.state[file, id]
            ref = transaction.next_ref("N")
            changed = any((file, id) in before or (file, id) in self.state for file, id, _ in edits)
        if changed:
            assert ref not in self.refs
            self.refs.add(ref)
            self.done.append(before)
            self.undone.clear()

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        if not self.done:
            refused("E_NOTHING_TO_UNDO", lambda: self.store.undo(count))
            return
        taken = self.store.undo(count)
        assert len(taken) == min(count, len(self.done))
        for _ in taken:
            self.undone.append(self.state)
            self.state = self.done.pop()

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        if not self.undone:
            refused("E_NOTHING_TO_REDO", lambda: self.store.redo(count))
            return
        brought = self.store.redo(count)
        assert len(brought) == min(count, len(self.undone))
        for _ in brought:
            self.done.append(self.state)
            self.state = self.undone.pop()

    @invariant()
    def store_and_model_agree(self) -> None:
        found = {}
        docs: list[Doc] = []
        for file in [PLAN, *self.store.files("time")]:
            docs += (here := self.store.documents(file, TABLE))
            found.update({(file, doc["id"]): doc["title"] for doc in here})
        assert found == self.state
        assert max((doc["rev"] for doc in docs), default=0) <= len(self.store.history())

    @invariant()
    def the_history_knows_what_is_in_force(self) -> None:
        entries = self.store.history()
        assert sum(entry.kind == "do" and not entry.undone for entry in entries) == len(self.done)
        assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


UndoModel.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestUndoModel = UndoModel.TestCase
