"""What a write leaves that fails or is interrupted at a certain step, and what comes after it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from pmtui.data import disk, history, storage
from pmtui.data.doctor.repair import repair
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, change, everything, put, table_in, titles

MONTH = "time/2026-10.json"
HISTORY = "history/2026-10.jsonl"

Patch = pytest.MonkeyPatch


def fail_after(count: int, problem: BaseException, real: Callable[..., object]) -> Callable[..., object]:
    """Like ``real`` for ``count`` calls; then raises ``problem`` for ever."""
    calls = iter(range(count))

    def failing(*arguments: object, **options: object) -> object:
        if next(calls, None) is None:
            raise problem
        return real(*arguments, **options)

    return failing


@contextmanager
def broken(
    monkeypatch: Patch, owner: object, name: str, count: int, problem: BaseException
) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, fail_after(count, problem, getattr(owner, name)))
        yield


def put_two_files(store: Store, first: str, second: str) -> None:
    with store.transaction() as transaction:
        transaction.what = f"Add {first} and {second}"
        for file, title in ((PLAN, first), (MONTH, second)):
            ref = transaction.next_ref("O")
            transaction.put(file, table_in(file), {"id": transaction.new_id(), "ref": ref, "title": title})


def state(store: Store) -> tuple[list[str], list[str]]:
    return titles(store), titles(store, MONTH)


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("owner", "name", "count"),
    [
        (history, "write_all", 0),
        (history, "flush", 0),
        (disk, "write_all", 1),
        (disk, "flush", 0),
        (storage, "write_temporary", 0),
        (storage, "write_temporary", 1),
        (os, "replace", 0),
        (os, "fsync", 1),
    ],
)
@pytest.mark.parametrize("problem", [FULL, KeyboardInterrupt()], ids=["full", "interrupt"])
def test_a_failed_write_changes_nothing_and_the_next_one_works(
    store: Store,
    reopened: Open,
    root: Path,
    monkeypatch: Patch,
    owner: object,
    name: str,
    count: int,
    problem: BaseException,
) -> None:
    put_two_files(store, "a", "b")
    before = everything(root)
    with broken(monkeypatch, owner, name, count, problem):
        if isinstance(problem, OSError):
            with pytest.raises(StoreError, match=r"No space left.*Nothing was stored") as caught:
                put_two_files(store, "lost", "lost")
            assert (caught.value.code, caught.value.exit_status) == ("E_CANNOT_WRITE", 3)
        else:
            with pytest.raises(KeyboardInterrupt):
                put_two_files(store, "lost", "lost")
    if not (isinstance(problem, KeyboardInterrupt) and owner is os):
        assert everything(root) == before
        assert state(store) == state(reopened()) == (["a"], ["b"])
    else:  # a signal may come after the file was replaced; then the whole change is there
        assert state(store) == state(reopened())
        assert [len(titles) for titles in state(store)] in ([1, 1], [2, 2])
    put_two_files(store, "c", "d")
    assert state(reopened())[0][-1:] == ["c"]
    assert state(reopened())[1][-1:] == ["d"]
    assert [path.name for path in root.rglob(".*")] == []


def test_the_first_write_of_all_that_fails_leaves_an_empty_store(
    store: Store, root: Path, monkeypatch: Patch
) -> None:
    with broken(monkeypatch, storage, "write_temporary", 0, FULL), pytest.raises(StoreError):
        put(store, PLAN, "lost")
    assert everything(root) == {}
    assert store.history() == []
    assert put(store, PLAN, "a")["ref"] == "O1"


@pytest.mark.parametrize("problem", [FULL, KeyboardInterrupt()], ids=["full", "interrupt"])
def test_once_one_file_is_replaced_the_change_is_stored_whole(
    store: Store, reopened: Open, monkeypatch: Patch, problem: BaseException
) -> None:
    put_two_files(store, "a", "b")
    with broken(monkeypatch, os, "replace", 1, problem):
        if isinstance(problem, OSError):
            put_two_files(store, "c", "d")
        else:
            with pytest.raises(KeyboardInterrupt):
                put_two_files(store, "c", "d")
    assert state(store) == state(reopened()) == (["a", "c"], ["b", "d"])
    put_two_files(reopened(), "e", "f")
    assert state(store) == (["a", "c", "e"], ["b", "d", "f"])


def test_if_the_line_cannot_be_cut_off_again_the_change_is_stored(
    store: Store, reopened: Open, monkeypatch: Patch
) -> None:
    put_two_files(store, "a", "b")
    with (
        broken(monkeypatch, storage, "write_temporary", 1, FULL),
        broken(monkeypatch, os, "ftruncate", 0, OSError(errno.EIO, "I/O error")),
    ):
        put_two_files(store, "c", "d")
    assert state(store) == state(reopened()) == (["a", "c"], ["b", "d"])
    put_two_files(store, "e", "f")
    assert state(reopened()) == (["a", "c", "e"], ["b", "d", "f"])


def test_a_torn_line_that_cannot_be_cut_off_is_not_stored(
    store: Store, reopened: Open, monkeypatch: Patch
) -> None:
    put_two_files(store, "a", "b")

    def half(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[: len(data) // 2])
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(history, "write_all", half)
        patch.setattr(os, "ftruncate", fail_after(0, FULL, os.ftruncate))
        with pytest.raises(StoreError, match="not certain"):
            put_two_files(store, "lost", "lost")
    assert state(store) == state(reopened()) == (["a"], ["b"])
    put_two_files(store, "c", "d")
    assert state(reopened()) == (["a", "c"], ["b", "d"])


@pytest.fixture
def interrupted(store: Store, root: Path, monkeypatch: Patch) -> Path:
    """A store as a kill between the history and the files leaves it: change 2 is in the history only."""
    put_two_files(store, "a", "b")
    before = root.with_name("before")
    shutil.copytree(root, before)
    put_two_files(store, "c", "d")
    for file in (PLAN, MONTH):
        os.replace(before / file, root / file)
    return root


def test_readers_see_a_committed_change_before_anybody_recovers(
    interrupted: Path, store: Store, reopened: Open
) -> None:
    before = everything(interrupted)
    for reader in (store, reopened()):
        assert state(reader) == (["a", "c"], ["b", "d"])
        assert state(reader) == (["a", "c"], ["b", "d"])
    assert everything(interrupted) == before


@pytest.mark.parametrize("lost", [[], [PLAN], [MONTH], [PLAN, MONTH]], ids=str)
def test_the_next_writer_brings_the_files_forward(interrupted: Path, reopened: Open, lost: list[str]) -> None:
    for file in lost:
        (interrupted / file).unlink()
    assert state(reopened()) == (["a", "c"], ["b", "d"])
    with reopened().transaction():
        pass
    assert b'"applied":2' in (interrupted / PLAN).read_bytes()
    assert b'"applied":2' in (interrupted / MONTH).read_bytes()
    assert state(reopened()) == (["a", "c"], ["b", "d"])
    assert len(reopened().undo(2)) == 2
    assert state(reopened()) == ([], [])


def test_recovery_itself_may_be_interrupted(interrupted: Path, reopened: Open, monkeypatch: Patch) -> None:
    with broken(monkeypatch, os, "replace", 1, KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        put_two_files(reopened(), "e", "f")
    assert state(reopened()) == (["a", "c"], ["b", "d"])
    put_two_files(reopened(), "e", "f")
    assert state(reopened()) == (["a", "c", "e"], ["b", "d", "f"])


def test_recovery_that_finds_the_disk_full_refuses_and_loses_nothing(
    interrupted: Path, reopened: Open, monkeypatch: Patch
) -> None:
    with (
        broken(monkeypatch, storage, "write_temporary", 0, FULL),
        pytest.raises(StoreError, match="No space left"),
    ):
        put_two_files(reopened(), "e", "f")
    assert state(reopened()) == (["a", "c"], ["b", "d"])


def test_a_reader_sees_every_acknowledged_change_while_files_are_replaced(
    store: Store, reopened: Open, monkeypatch: Patch
) -> None:
    """At each replacement the new state is whole already, for those who kept the old files in memory too."""
    doc = put(store, PLAN, "0")
    readers = [reopened(), reopened()]
    real = os.replace
    seen: list[list[str]] = []

    def looking(source: Path, target: Path) -> None:
        seen.extend(titles(reader) for reader in readers)
        real(source, target)
        seen.extend(titles(reader) for reader in (*readers, reopened()))

    monkeypatch.setattr(os, "replace", looking)
    for number in range(1, 6):
        change(store, doc, title=f"{number}")
        assert seen == [[f"{number}"]] * 5
        seen.clear()


@pytest.mark.parametrize("position", range(0, 60, 3))
def test_a_signal_at_any_moment_leaves_all_or_nothing(store: Store, reopened: Open, position: int) -> None:
    """An alarm every few system calls' time, at another place each time."""
    put_two_files(store, "a", "a")

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.00005 * (position + 1))
        put_two_files(store, "b", "b")
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    plan, month = state(reopened())
    assert plan == month
    assert plan in (["a"], ["a", "b"])
    put_two_files(store, "c", "c")
    assert state(store) == state(reopened()) == ([*plan, "c"], [*plan, "c"])


def test_after_a_kill_whoever_takes_the_lock_flushes_the_names_once_more(
    add: Add, store: Store, root: Path, clock: SetClock, monkeypatch: Patch
) -> None:
    """A killed writer leaves its number in the lock: what it renamed may not be durable yet."""
    add("a", file=MONTH)
    flushed: list[Path] = []
    monkeypatch.setattr("pmtui.data.disk.flush_folder", flushed.append)
    with store.transaction():
        pass
    assert flushed == []
    for taking in (store.transaction, lambda: store.held(recovering=False), lambda: _repaired(root, clock)):
        flushed.clear()
        (root / "lock").write_bytes(b"99999\n")
        with taking():
            pass
        assert flushed == [root.parent, root, root / "history", root / "time"]


def _repaired(root: Path, clock: SetClock) -> AbstractContextManager[None]:
    repair(root, clock)
    return nullcontext()
