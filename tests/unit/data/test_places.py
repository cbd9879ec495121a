"""What one process may take for granted while it holds the lock, and after its own save, and what not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pmtui.data import rewriting
from pmtui.data.commit import Committed, commit
from pmtui.data.holding import Held
from pmtui.data.rewriting import COMMITTED, Rewrite
from pmtui.data.snapshots import take
from pmtui.data.store import Store
from pmtui.data.transaction import Transaction
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, put, table_in, titles

OCTOBER, NOVEMBER = "time/2026-10.json", "time/2026-11.json"


def commit_one(held: Held, file: str) -> Committed | None:
    """Put a document into ``file`` and store it while the lock is held."""
    last = held.history.tail().line
    transaction = Transaction(held.files, last.n + 1 if last else 1, held.now, last.refs if last else {})
    transaction.what = "Add one"
    transaction.put(file, table_in(file), {"id": "zz", "ref": "O9", "title": "New"})
    return commit(transaction, held.files, held.history)


def test_a_rewrite_left_pending_by_another_process_is_finished_before_a_save(
    root: Path, store: Store, reopened: Open, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The history is as this process left it, and yet there is something to put right."""
    add("One")
    before = (root / PLAN).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "_move_in", lambda root: None)
        rewrite = Rewrite(root)
        rewrite.put(PLAN, before)
        rewrite.commit()
    add("Two")
    assert not (root / COMMITTED).exists()
    put(store, OCTOBER, "Other")
    assert titles(reopened()) == ["One", "Two"]


def test_what_could_not_be_put_in_place_is_brought_forward_by_the_same_process(
    store: Store, reopened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file, title in ((PLAN, "One"), (OCTOBER, "Two"), (OCTOBER, "Three")):
        put(store, file, title)
    real = os.replace

    def refused(source: str, target: Path) -> None:
        if OCTOBER in str(target):
            raise OSError(errno.EIO, "no")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refused)
        with store.transaction() as transaction:
            transaction.what = "Add both"
            for file in (PLAN, OCTOBER):
                transaction.put(file, table_in(file), {"id": "zz", "ref": "O9", "title": "Both"})
    put(store, PLAN, "Four")
    assert titles(reopened(), OCTOBER) == ["Two", "Three", "Both"]


def test_a_backup_holds_a_file_that_was_just_brought_forward(
    root: Path, store: Store, reopened: Open
) -> None:
    """After a power cut, the name of a new month may be missing."""
    put(store, PLAN, "One")
    put(store, OCTOBER, "Two")
    (root / OCTOBER).unlink()
    assert OCTOBER in take(reopened()).raw


def test_what_was_just_written_shows_while_the_lock_is_held(
    store: Store, reopened: Open, clock: SetClock
) -> None:
    put(store, PLAN, "One")
    clock.move(days=40)
    with store.held() as held:
        assert held.files.present() == [PLAN]
        assert [path.stem for path in held.history.files()] == ["2026-10"]
        commit_one(held, NOVEMBER)
        assert held.files.present() == [PLAN, NOVEMBER]
        assert held.files.names("time") == [NOVEMBER]
        assert [path.stem for path in held.history.files()] == ["2026-10", "2026-11"]
        tail = held.history.tail().line
        assert tail is not None
        assert tail.n == 2
        assert held.history.signature() == reopened()._history.signature()


def test_what_was_taken_back_does_not_show_while_the_lock_is_held(
    store: Store, reopened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, PLAN, "One")

    def refuse(*_: object) -> None:
        raise StoreError("E_CANNOT_WRITE", "no", "")

    monkeypatch.setattr("pmtui.data.commit.replace_all", refuse)
    with store.held() as held:
        with pytest.raises(StoreError):
            commit_one(held, PLAN)
        tail = held.history.tail().line
        assert tail is not None
        assert tail.n == 1
        assert held.history.signature() == reopened()._history.signature()


def test_a_torn_line_set_aside_does_not_show_while_the_lock_is_held(
    root: Path, store: Store, reopened: Open
) -> None:
    put(store, PLAN, "One")
    with (root / "history/2026-10.jsonl").open("ab") as history:
        history.write(b'{"n":2')
    with reopened().held() as held:
        assert held.history.tail().torn is None
        assert held.history.signature() == store._history.signature()
