"""What doctor says about the backups in the store's folder, and what repair does with broken ones."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pmtui.data import backup_check
from pmtui.data.backup_check import Depth, Look
from pmtui.data.doctor import backup_checks
from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.finding import Finding, Severity
from pmtui.data.doctor.repair import repair
from pmtui.data.rolling import back_up, roll
from pmtui.data.store import Store
from tests.unit.data.damage_kinds import flipped
from tests.unit.data.stories import HISTORY, OCTOBER, STRATEGY
from tests.unit.planner import SetClock

NEWEST, OLDER = "backups/pmtui-2026-10-10.zip", "backups/pmtui-2026-10-09.zip"


@pytest.fixture(scope="module")
def story(story: Path) -> Path:
    for day in (9, 10):
        back_up(Store(story, SetClock()), date(2026, 10, day))
    return story


@pytest.fixture
def root(story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(story, tmp_path / "store"))


def findings(root: Path) -> list[Finding]:
    return examine(root).findings


def repacked(path: Path, edit: Callable[[dict[str, bytes]], object]) -> None:
    """Makes a sound zip of other contents."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    edit(held)
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in held.items():
            archive.writestr(name, raw)
    path.chmod(0o600)


BREAKS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-40]),
    "flipped": lambda path: path.write_bytes(
        flipped(path.read_bytes()[:-300], 3, 1) + path.read_bytes()[-300:]
    ),
    "no zip": lambda path: path.write_bytes(b"hello" * 99),
}
DEEP: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a change in the middle of the history is lost": lambda held: held.update(
        {HISTORY: b"".join(line for n, line in enumerate(held[HISTORY].splitlines(keepends=True)) if n != 3)}
    ),
    "a file is lost": lambda held: held.pop(OCTOBER),
    "the history is lost": lambda held: [held.pop(name) for name in list(held) if "history" in name],
    "a line is changed": lambda held: held.update({HISTORY: held[HISTORY].replace(b"piece", b"peace", 1)}),
    "a file is damaged": lambda held: held.update({STRATEGY: held[STRATEGY][:-9]}),
    "a file is newer than the history": lambda held: held.update(
        {HISTORY: b"".join(held[HISTORY].splitlines(keepends=True)[:-3])}
    ),
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("name", [NEWEST, OLDER])
def test_a_broken_backup_is_named_and_set_aside_as_it_was(root: Path, name: str, how: str) -> None:
    BREAKS[how](root / name)
    raw = (root / name).read_bytes()
    (found,) = findings(root)
    assert (found.code, found.file, found.severity) == ("E_BACKUP", name, Severity.DAMAGE)
    assert found.fix == "pmtui doctor --repair"
    result = repair(root, SetClock())
    assert result.left == []
    assert not (root / name).exists()
    assert result.quarantine is not None
    assert (root / result.quarantine / name).read_bytes() == raw
    assert any(name in line for line in result.done)


@pytest.mark.parametrize("how", DEEP)
def test_the_newest_backup_is_understood_not_only_unpacked(root: Path, how: str) -> None:
    repacked(root / NEWEST, DEEP[how])
    (found,) = findings(root)
    assert (found.code, found.file) == ("E_BACKUP", NEWEST)
    assert repair(root, SetClock()).left == []


def test_a_repair_of_broken_backups_can_be_undone_by_hand(root: Path) -> None:
    BREAKS["cut"](root / NEWEST)
    raw = (root / NEWEST).read_bytes()
    result = repair(root, SetClock())
    text = (root / f"{result.quarantine}.txt").read_text()
    assert os.system(next(line for line in text.splitlines() if "cp -Rp" in line)) == 0
    assert (root / NEWEST).read_bytes() == raw


def test_a_zip_of_somebody_else_is_left_alone(root: Path) -> None:
    with zipfile.ZipFile(root / "backups" / "holiday.zip", "w") as archive:
        archive.writestr("beach.jpg", b"...")
    (root / "backups" / "holiday.zip").chmod(0o600)
    assert [(f.code, f.severity) for f in findings(root)] == [("E_FOREIGN", Severity.HINT)]
    repair(root, SetClock())
    assert (root / "backups" / "holiday.zip").exists()


def test_a_backup_of_a_newer_pmtui_neither_is_broken_nor_keeps_from_repairing(root: Path) -> None:
    repacked(
        root / NEWEST,
        lambda held: held.update({STRATEGY: held[STRATEGY].replace(b'"format":1', b'"format" :99')}),
    )
    (root / OCTOBER).write_bytes(b"")
    assert [f.code for f in findings(root)] == ["E_DAMAGED", "E_BACKUP_NEWER"]
    assert [f.code for f in repair(root, SetClock()).left] == ["E_BACKUP_NEWER"]


def test_a_store_that_lost_changes_which_a_backup_has_is_told(root: Path) -> None:
    """As when a syncing program puts a whole old store in the place of a newer one."""
    lines = (root / HISTORY).read_bytes().splitlines(keepends=True)
    for name in (STRATEGY, OCTOBER, "time/2026-09.json"):
        (root / name).unlink()
    (root / HISTORY).write_bytes(b"".join(lines[:-5]))
    assert [f.code for f in repair(root, SetClock()).left] == ["E_AHEAD"]
    (hint,) = findings(root)
    assert f"pmtui --data {root} restore {root / NEWEST}" in hint.fix


def test_backups_alone_are_a_lost_store(root: Path) -> None:
    for name in ("time", "history"):
        shutil.rmtree(root / name)
    (root / STRATEGY).unlink()
    (found,) = findings(root)
    assert (found.code, found.severity) == ("E_LOST", Severity.DAMAGE)
    assert found.fix == f"pmtui --data {root} restore {root / NEWEST}"


def test_a_backup_that_failed_is_told_with_its_reason(root: Path) -> None:
    (root / "backups" / "problem.txt").write_text("the disk is full\n")
    (root / "backups" / "problem.txt").chmod(0o600)
    (found,) = findings(root)
    assert (found.code, found.severity) == ("E_BACKUP_FAILED", Severity.HINT)
    assert "the disk is full" in found.message


def test_modes_of_backups_are_closed(root: Path) -> None:
    (root / NEWEST).chmod(0o644)
    assert [(f.code, f.file) for f in findings(root)] == [("E_MODE", NEWEST)]
    repair(root, SetClock())
    assert stat.S_IMODE((root / NEWEST).stat().st_mode) == 0o600


@pytest.mark.parametrize("step", ["unpacked_size", "look_at"])
@pytest.mark.parametrize("name", [NEWEST, OLDER])
def test_a_backup_that_goes_while_it_is_looked_at_is_nothing_wrong(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, name: str
) -> None:
    calm = findings(root)
    doing = getattr(backup_checks, step)

    def gone_first(path: Path, *how: Depth) -> object:
        if path == root / name:
            path.unlink(missing_ok=True)
        return doing(path, *how)

    monkeypatch.setattr(backup_checks, step, gone_first)
    assert findings(root) == calm


def test_many_large_backups_are_looked_into_less_deeply(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(10, 31):
        shutil.copyfile(root / NEWEST, root / f"backups/pmtui-2026-09-{day}.zip")
    size = backup_check.unpacked_size(root / NEWEST)
    monkeypatch.setattr(backup_checks, "_THOROUGH", 3 * size)
    monkeypatch.setattr(backup_checks, "_WHOLE", 9 * size)
    depths = []
    look = backup_check.look_at

    def noted(path: Path, depth: Depth) -> Look:
        depths.append((path.name, depth))
        return look(path, depth)

    monkeypatch.setattr(backup_checks, "look_at", noted)
    findings(root)
    assert [depth for _, depth in depths[:9]] == [Depth.THOROUGH] * 3 + [Depth.WHOLE] * 6
    assert {depth for _, depth in depths[9:]} == {Depth.LISTED}
    assert [name for name, _ in depths[:2]] == ["pmtui-2026-10-10.zip", "pmtui-2026-10-09.zip"]


def test_what_a_killed_backup_left_goes_with_the_next_write_or_a_repair(root: Path) -> None:
    left = root / "backups" / ".pmtui-2026-10-10.zip.999999.1.tmp"
    left.write_bytes(b"half")
    mine = root / "backups" / f".pmtui-2026-10-10.zip.{os.getpid()}.1.tmp"
    mine.write_bytes(b"at work")
    for path in (left, mine):
        path.chmod(0o600)
    assert [(f.code, f.file) for f in findings(root)] == [("E_LEFTOVER", f"backups/{left.name}")]
    roll(Store(root, SetClock()), date(2026, 10, 10))
    assert not left.exists()
    assert mine.exists()
    left.write_bytes(b"half")
    assert repair(root, SetClock()).left == []
    assert not left.exists()
