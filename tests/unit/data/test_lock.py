"""Who may write when."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pmtui.data import lock
from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.repair import repair
from pmtui.data.lock import locked
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, put, titles

HOLDER = """
import sys
from pathlib import Path
from pmtui.data import lock
from pmtui.data.lock import locked
with locked(Path(sys.argv[1]), 1):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_a_second_writer_is_told_who_holds_the_lock(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(StoreError, match=f"by process {holder.pid}") as caught, locked(path, 0.05):
            pass
        assert (caught.value.code, caught.value.exit_status) == ("E_LOCKED", 3)
        holder.kill()
    with locked(path, 0.05) as clean:
        assert not clean, "the holder was killed"
    with locked(path, 0.05) as clean:
        assert clean


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_link_in_the_place_of_the_lock_is_refused_and_what_it_leads_to_untouched(
    add: Add, root: Path, tmp_path: Path, reopened: Open, link: Callable[[Path, Path], None]
) -> None:
    add("A")
    other = tmp_path / "diary"
    other.write_bytes(b"dear diary")
    other.chmod(0o640)
    (root / "lock").unlink()
    link(other, root / "lock")
    with pytest.raises(StoreError, match="Nothing was stored") as caught:
        put(reopened(), PLAN, "B")
    assert (caught.value.code, caught.value.exit_status) == ("E_CANNOT_WRITE", 3)
    assert "Move away" in str(caught.value.fix)
    assert (other.read_bytes(), other.stat().st_mode & 0o777) == (b"dear diary", 0o640)
    assert titles(reopened()) == ["A"]
    assert [found.file for found in examine(root).findings if found.code == "E_PLACE"] == ["lock"]
    with pytest.raises(StoreError, match="lock"):
        repair(root, SetClock())
    assert (other.read_bytes(), other.stat().st_mode & 0o777) == (b"dear diary", 0o640)


def test_a_reader_needs_no_lock(add: Add, root: Path, reopened: Open) -> None:
    add("A")
    with locked(root / "lock", 0):
        assert titles(reopened()) == ["A"]
        with pytest.raises(StoreError, match="Nothing was stored"):
            put(reopened(), PLAN, "B")
    put(reopened(), PLAN, "C")
    assert titles(reopened()) == ["A", "C"]


def test_a_transaction_inside_a_transaction_does_not_hang(store: Store, reopened: Open) -> None:
    with (
        store.transaction(),
        pytest.raises(StoreError, match=f"process {os.getpid()}"),
        reopened().transaction(),
    ):
        pass


def test_a_waiting_writer_goes_on_when_the_lock_is_free(path: Path) -> None:
    taken = threading.Event()
    release = threading.Event()

    def hold() -> None:
        with locked(path, 1):
            taken.set()
            release.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    assert taken.wait(5)
    threading.Timer(0.1, release.set).start()
    with locked(path, 5):
        assert release.is_set()
    thread.join()


def test_a_lock_file_that_somebody_deletes_does_not_let_two_writers_in(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever got the lock of the deleted file must not believe to hold that of the new one."""
    real = lock._try_lock
    deletions = iter([path.unlink])

    def deleted_meanwhile(descriptor: int) -> bool:
        taken = real(descriptor)
        for delete in deletions:
            delete()
        return taken

    monkeypatch.setattr(lock, "_try_lock", deleted_meanwhile)
    with locked(path, 1), pytest.raises(StoreError, match="is being written"), locked(path, 0):
        pass


def test_threads_of_one_process_lose_nothing(root: Path, clock: SetClock) -> None:
    shared = Store(root, clock, lock_timeout=30)

    def write(name: str) -> None:
        for number in range(10):
            put(shared, PLAN, f"{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(titles(shared)) == sorted(f"{name}{number}" for name in "abcd" for number in range(10))
    assert [entry.n for entry in shared.history()] == list(range(1, 41))


def test_the_lock_of_a_killed_writer_names_only_who_holds_it_now(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_bytes(b"1234567890\n")
    with locked(path, 0) as clean:
        assert not clean
        assert path.read_bytes() == b"%d\n" % os.getpid()
    assert path.read_bytes() == b""


def test_on_windows_the_holder_stands_at_the_start_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The byte that is locked there lies far behind it."""
    windows = SimpleNamespace(LK_NBLCK=1, locking=lambda *_: None)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr("pmtui.data.lock.sys", SimpleNamespace(platform="win32"))
    with locked(tmp_path / "lock", 0):
        assert (tmp_path / "lock").read_bytes() == b"%d\n" % os.getpid()


def test_a_lock_that_leads_elsewhere_is_refused_and_what_it_leads_to_is_safe(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(StoreError, match="lock is a symbolic link to"), locked(tmp_path / "lock", 0):
        pass
    assert (tmp_path / "precious").read_bytes() == b"precious"
