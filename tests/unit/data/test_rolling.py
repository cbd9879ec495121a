"""Rolling backups: one a day, fourteen days and then months, never in anybody's way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data import rolling
from pmtui.data.archive import read_archive
from pmtui.data.disk import make_folder
from pmtui.data.lock import locked
from pmtui.data.rolling import back_up, roll, state
from pmtui.data.store import Store
from tests.unit.data.stores import PLAN, Add, put

DAY = date(2026, 10, 14)


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "backups").glob("*.zip"))


def test_the_first_write_of_a_day_is_backed_up_and_the_second_is_not(
    add: Add, store: Store, root: Path
) -> None:
    add("A")
    roll(store, DAY)
    add("B")
    roll(store, DAY)
    assert names(root) == ["pmtui-2026-10-14.zip"]
    assert read_archive(root / "backups" / "pmtui-2026-10-14.zip").last.n == 1
    roll(store, DAY + timedelta(days=1))
    assert read_archive(root / "backups" / "pmtui-2026-10-15.zip").last.n == 2
    assert state(root) == (date(2026, 10, 15), 2, "")


@given(st.sets(st.integers(0, 400), max_size=60))
def test_the_newest_fourteen_days_and_one_of_each_month_are_kept(numbers: set[int]) -> None:
    days = sorted(DAY - timedelta(days=number) for number in numbers)
    kept = set(rolling.kept(days))
    assert kept >= set(days[-14:])
    assert {(day.year, day.month) for day in kept} == {(day.year, day.month) for day in days}
    old = [day for day in kept if day not in days[-14:]]
    assert len(old) == len({(day.year, day.month) for day in old})


def test_a_year_of_days_leaves_fourteen_and_the_months(add: Add, store: Store, root: Path) -> None:
    """Day after day, as it happens; a backup somebody made by hand is not touched."""
    add("A")
    make_folder(root / "backups")
    (root / "backups" / "pmtui-2025-01-01-before-restore.zip").write_bytes(b"mine")
    (root / "backups" / "pmtui-2026-99-99.zip").write_bytes(b"no day")
    for number in range(60):
        roll(store, DAY + timedelta(days=number))
    found = names(root)
    assert found[0] == "pmtui-2025-01-01-before-restore.zip"
    assert found[1:4] == ["pmtui-2026-10-14.zip", "pmtui-2026-11-01.zip", "pmtui-2026-11-29.zip"]
    assert len(found) == 2 + 2 + 14


def test_what_goes_wrong_is_told_and_does_no_harm(add: Add, store: Store, root: Path) -> None:
    add("A")
    roll(store, DAY)
    (root / PLAN).write_bytes(b"{}")
    roll(store, DAY + timedelta(days=1))
    assert names(root) == ["pmtui-2026-10-14.zip"]
    assert "strategy.json is damaged" in state(root).problem


def test_after_a_failure_it_is_tried_again_in_an_hour_and_then_all_is_well(
    add: Add, store: Store, root: Path
) -> None:
    add("A")
    make_folder(root / "backups")
    problem = root / "backups" / "problem.txt"
    problem.write_text("no room\n")
    roll(store, DAY)
    assert names(root) == []
    old = time.time() - 3700
    os.utime(problem, (old, old))
    roll(store, DAY)
    assert names(root) == ["pmtui-2026-10-14.zip"]
    assert state(root).problem == ""


def test_a_folder_for_backups_that_cannot_be_made_hinders_nothing(add: Add, store: Store, root: Path) -> None:
    add("A")
    (root / "backups").write_text("a file in the way")
    roll(store, DAY)
    put(store, PLAN, "B")
    assert state(root) == (None, 0, "")


def test_a_leftover_of_a_killed_backup_is_removed(add: Add, store: Store, root: Path) -> None:
    add("A")
    make_folder(root / "backups")
    (root / "backups" / ".pmtui-2026-10-13.zip.99.1.tmp").write_bytes(b"half")
    roll(store, DAY)
    assert sorted(path.name for path in (root / "backups").iterdir()) == ["lock", "pmtui-2026-10-14.zip"]


def test_two_at_once_make_one(add: Add, store: Store, root: Path) -> None:
    add("A")
    make_folder(root / "backups")
    with locked(root / "backups" / "lock", 0):
        back_up(store, DAY)
    assert names(root) == []
    assert state(root).problem == ""


def test_a_large_store_is_backed_up_by_a_process_of_its_own(
    add: Add, store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(rolling.__file__).parents[2]))
    add("A", note="x" * rolling.ON_THE_SPOT)
    roll(store, DAY)
    (child,) = rolling.children
    assert child.wait(timeout=60) == 0
    assert read_archive(root / "backups" / "pmtui-2026-10-14.zip").last.n == 1


def test_while_a_backup_is_being_made_nobody_starts_another(
    add: Add, store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling, "children", [])
    add("A", note="x" * rolling.ON_THE_SPOT)
    make_folder(root / "backups")
    with locked(root / "backups" / "lock", 0):
        roll(store, DAY)
    assert rolling.children == []
    assert state(root).problem == ""


def test_a_store_that_was_removed_meanwhile_does_not_come_back(store: Store, root: Path) -> None:
    back_up(store, DAY)
    assert not root.exists()


def test_that_process_says_nothing_and_does_not_fail(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pmtui.data.rolling", str(tmp_path / "nothing here"), "2026-10-14"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(rolling.__file__).parents[2])},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
