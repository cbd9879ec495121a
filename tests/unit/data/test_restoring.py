"""Restore brings back exactly what backup took, can itself be undone, and works on what is damaged."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.data.archive import read_archive, write_archive
from pmtui.data.restoring import restore
from pmtui.data.snapshots import take
from pmtui.data.store import Store
from pmtui.data.whole_store import Archive
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, everything, put, table_in, titles

FILES = (PLAN, "time/2026-09.json", "time/2026-10.json")
MONTH = FILES[2]


def documents(store: Store) -> dict[tuple[str, str], dict[str, Any]]:
    """Every document but for its rev."""
    return {
        (file, doc["id"]): {**doc, "rev": 0}
        for file in FILES
        for doc in store.documents(file, table_in(file))
    }


def backed_up(store: Store, path: Path) -> Archive:
    archive = take(store)
    write_archive(path, archive.raw, archive.last.at)
    return read_archive(path)


def step(store: Store, action: tuple[str, int, str]) -> None:
    """One change of a random life: add, edit, remove, move, undo or redo."""
    verb, number, title = action
    known = sorted(documents(store))
    if verb == "add" or not known:
        put(store, FILES[number % len(FILES)], title)
        return
    if verb in ("undo", "redo"):
        try:
            store.undo(number % 3 + 1) if verb == "undo" else store.redo()
        except PmtuiError:
            return
        return
    file, id = known[number % len(known)]
    with store.transaction() as tx:
        tx.what = f"{verb} {title}"
        doc = tx.get(file, table_in(file), id)
        assert doc is not None
        if verb == "edit":
            tx.put(file, table_in(file), {**doc, "title": title})
            return
        tx.remove(file, table_in(file), id)
        if verb == "move":
            other = FILES[(number + 1) % len(FILES)]
            tx.put(other, table_in(other), doc)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "move", "undo", "redo"]),
        st.integers(0, 99),
        st.text(max_size=5),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(before=ACTIONS, after=ACTIONS)
def test_restore_brings_back_what_backup_took_and_undo_what_was_before(before: Any, after: Any) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        store = Store(Path(folder) / "store", SetClock())
        put(store, PLAN, "first")
        for action in before:
            step(store, action)
        saved = documents(store)
        archive = backed_up(store, Path(folder) / "b.zip")
        for action in after:
            step(store, action)
        present = documents(store)
        done = restore(store, archive, "Restore")
        assert documents(Store(store.root, SetClock())) == saved
        if saved == present:
            assert done.changed == 0
            return
        assert done.saved is not None
        store.undo()
        assert documents(store) == present
        store.redo()
        assert documents(store) == saved
        restore(store, read_archive(done.saved), "Restore what was before")
        assert documents(store) == present


def test_refs_given_out_since_the_backup_are_not_given_out_again(
    add: Add, store: Store, tmp_path: Path
) -> None:
    add("A")
    archive = backed_up(store, tmp_path / "b.zip")
    assert add("B")["ref"] == "O2"
    restore(store, archive, "Restore")
    assert add("C")["ref"] == "O3"


def test_an_empty_folder_gets_the_history_too(add: Add, store: Store, tmp_path: Path, root: Path) -> None:
    add("A")
    add("B", file=MONTH)
    archive = backed_up(store, tmp_path / "b.zip")
    new = Store(tmp_path / "new laptop", SetClock())
    done = restore(new, archive, "Restore")
    assert (done.changed, done.saved, done.quarantined) == (None, None, None)
    assert everything(new.root) == everything(root)
    assert [entry.what for entry in new.history()] == ["Add A", "Add B"]
    new.undo()
    assert titles(new, MONTH) == []


@pytest.mark.parametrize("bad", [PLAN, MONTH, "history/2026-10.jsonl"])
def test_a_damaged_store_is_replaced_and_its_files_are_set_aside(
    add: Add, store: Store, reopened: Open, tmp_path: Path, root: Path, bad: str
) -> None:
    add("A")
    add("B", file=MONTH)
    archive = backed_up(store, tmp_path / "b.zip")
    good = everything(root)
    add("C", file="time/2026-11.json")
    (root / bad).write_bytes(b"\0\0\0\n" * 3)
    before = everything(root)
    done = restore(reopened(), archive, "Restore")
    assert done.quarantined is not None
    assert everything(done.quarantined) == before
    left = {name: data for name, data in everything(root).items() if not name.startswith("quarantine")}
    assert left == good
    put(reopened(), PLAN, "next")
    assert titles(reopened()) == ["A", "next"]


def test_damage_in_the_middle_of_the_history_does_not_hinder_a_restore_as_a_change(
    add: Add, store: Store, reopened: Open, tmp_path: Path, root: Path
) -> None:
    add("A")
    archive = backed_up(store, tmp_path / "b.zip")
    for title in ("B", "C"):
        add(title)
    path = root / "history/2026-10.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Add B", b"Add X"))
    done = restore(reopened(), archive, "Restore")
    assert done.changed == 2
    assert titles(reopened()) == ["A"]
    reopened().undo()
    assert titles(reopened()) == ["A", "B", "C"]


def test_a_store_of_a_newer_format_is_not_touched(
    add: Add, store: Store, reopened: Open, tmp_path: Path, root: Path
) -> None:
    add("A")
    archive = backed_up(store, tmp_path / "b.zip")
    add("B")
    (root / PLAN).write_bytes((root / PLAN).read_bytes().replace(b'"format":1', b'"format":2'))
    before = everything(root)
    with pytest.raises(StoreError) as caught:
        restore(reopened(), archive, "Restore")
    assert caught.value.code == "E_NEWER_FORMAT"
    assert everything(root) == before


def test_nothing_is_written_when_nothing_differs(add: Add, store: Store, tmp_path: Path, root: Path) -> None:
    add("A")
    archive = backed_up(store, tmp_path / "b.zip")
    before = everything(root)
    assert restore(store, archive, "Restore").changed == 0
    assert everything(root) == before


def test_a_file_that_is_older_in_the_backup_is_put_in_place_as_its_history_left_it(
    add: Add, store: Store, tmp_path: Path, root: Path, clock: SetClock
) -> None:
    add("A", file=MONTH)
    older = (root / MONTH).read_bytes()
    add("B", file=MONTH)
    add("C")
    write_archive(tmp_path / "b.zip", {**take(store).raw, MONTH: older}, clock.now())
    other = Store(tmp_path / "other", clock)
    assert restore(other, read_archive(tmp_path / "b.zip"), "Restore") == (None, None, None)
    assert titles(other, MONTH) == ["A", "B"]
    assert (tmp_path / "other" / MONTH).read_bytes() == (root / MONTH).read_bytes()
