"""Files that somebody put into the store: an older copy changes nothing, another store's is refused."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmtui.data.archive import write_archive
from pmtui.data.history_line import decoded, encoded
from tests.cli.conftest import run_main


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMTUI_NOW", "2026-11-12T10:00:00Z")
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("pmtui.data.rolling.roll", lambda store, day: None)
    for line in (
        "add objective One",
        "add objective Two",
        "log 2026-10-30 30m call",
        "log 2026-11-02 20m mail",
    ):
        done(*line.split())
    return tmp_path / "data"


def done(*words: str) -> str:
    result = run_main(*words)
    assert result.code == 0, result
    return result.out


def refused(*words: str) -> str:
    result = run_main(*words)
    assert result.code == 3, result
    return result.err


def kept(root: Path, file: str, tmp_path: Path) -> Path:
    return Path(shutil.copy2(root / file, tmp_path / "kept.json"))


COPIES: dict[str, Callable[[Path, Path], object]] = {
    "cp": shutil.copyfile,
    "cp -p": shutil.copy2,
    "mv": lambda old, place: os.replace(shutil.copyfile(old, f"{place}.new"), place),
}


@pytest.mark.parametrize("how", COPIES)
def test_an_older_strategy_file_is_brought_forward(root: Path, tmp_path: Path, how: str) -> None:
    old = kept(root, "strategy.json", tmp_path)
    done("set", "O1", "title=Newer")
    done("log", "5m", "talk")
    COPIES[how](old, root / "strategy.json")
    assert "Newer" in done("list", "objective")
    assert "Newer" in done("show", "O1")
    assert "an older file was put in its place" in run_main("doctor").out
    done("set", "O2", "title=Zwei")
    shown = done("list", "objective")
    assert "Newer" in shown
    assert "Zwei" in shown
    assert "the store is sound" in done("doctor")
    done("undo")
    done("undo")
    done("undo")
    assert "One" in done("list", "objective")


def test_an_older_month_is_brought_forward_also_without_a_write(root: Path, tmp_path: Path) -> None:
    old = kept(root, "time/2026-10.json", tmp_path)
    done("set", "t1", "note=Ann asked")
    done("set", "O1", "note=x")
    shutil.copy2(old, root / "time/2026-10.json")
    assert "Ann asked" in done("show", "t1")
    assert run_main("doctor").code == 3
    assert "the store is sound" in done("doctor", "--repair")
    assert "Ann asked" in done("show", "t1")


def test_a_backup_with_an_older_file_in_it_brings_back_what_was(root: Path, tmp_path: Path) -> None:
    old = kept(root, "strategy.json", tmp_path)
    done("set", "O1", "title=Newer")
    done("log", "5m", "talk")
    shutil.copy2(old, root / "strategy.json")
    raw = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.json*")}
    write_archive(tmp_path / "b.zip", raw, datetime(2026, 11, 12, tzinfo=UTC))
    done("set", "O1", "title=Last")
    done("restore", str(tmp_path / "b.zip"))
    assert "Newer" in done("list", "objective")


@pytest.fixture
def other(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same store, gone on otherwise."""
    fork = Path(shutil.copytree(root, tmp_path / "fork"))
    with monkeypatch.context() as patch:
        patch.setenv("PMTUI_DATA", str(fork))
        done("set", "O1", "title=Otherwise")
    return fork


def test_a_file_of_another_store_is_refused_and_what_it_says_is_not_lost(root: Path, other: Path) -> None:
    done("set", "O2", "title=Here")
    done("log", "5m", "talk")
    shutil.copy2(other / "strategy.json", root / "strategy.json")
    for words in (["list", "objective"], ["set", "O2", "title=x"], ["add", "vision", "V"], ["show", "O1"]):
        said = refused(*words)
        assert "strategy.json" in said
        assert "doctor" in said
    assert "strategy.json" in run_main("doctor").out
    done("doctor", "--repair")
    shown = done("list", "objective")
    assert "Here" in shown or "Here" in done("history", "O2")
    assert "the store is sound" in done("doctor")
    done("set", "O2", "title=Further")


def test_a_month_that_no_change_ever_touched_is_foreign(root: Path, other: Path) -> None:
    shutil.copy2(other / "time/2026-10.json", root / "time/2026-09.json")
    assert "2026-09.json" in refused("list", "entry", "--from", "2026-09-01")
    assert run_main("doctor").code == 3
    done("doctor", "--repair")
    assert "the store is sound" in done("doctor")


def test_an_older_program_reads_on_and_what_it_writes_is_taken_up(root: Path, tmp_path: Path) -> None:
    path = next((root / "history").iterdir())
    lines = [line for raw in path.read_bytes().splitlines(keepends=True) if (line := decoded(raw))]
    path.write_bytes(b"".join(encoded(line._replace(states=None, since=None)) for line in lines))
    assert "One" in done("list", "objective")
    assert "the store is sound" in done("doctor")
    old = kept(root, "strategy.json", tmp_path)
    done("log", "5m", "talk")
    last = decoded(path.read_bytes().splitlines(keepends=True)[-1])
    assert last is not None
    assert last.is_whole
    assert set(last.states or ()) == {"strategy.json", "time/2026-10.json", "time/2026-11.json"}
    done("set", "O1", "title=Newer")
    done("log", "5m", "again", "yesterday")
    shutil.copy2(old, root / "strategy.json")
    assert "Newer" in done("list", "objective")


@pytest.mark.parametrize("gone", [True, False])
def test_a_month_that_was_damaged_at_the_first_line_with_states_can_be_brought_back(
    root: Path, tmp_path: Path, gone: bool
) -> None:
    path = next((root / "history").iterdir())
    lines = [line for raw in path.read_bytes().splitlines(keepends=True) if (line := decoded(raw))]
    path.write_bytes(b"".join(encoded(line._replace(states=None, since=None)) for line in lines))
    whole = kept(root, "time/2026-10.json", tmp_path)
    month = root / "time/2026-10.json"
    if gone:
        month.unlink()
    else:
        month.write_bytes(b"{")
    done("set", "O1", "title=Newer")
    shutil.copy2(whole, month)
    assert "call" in done("list", "entry", "--from", "2026-10-01")
    assert "the store is sound" in done("doctor")
    done("set", "t1", "note=x")
    shutil.copy2(whole, month)
    assert '"note":"x"' in done("show", "t1", "--json").replace(" ", "")


def test_doctor_names_a_change_that_was_made_on_an_older_document(root: Path) -> None:
    """As programs did that took an older copy for the file."""
    done("set", "O1", "title=Newer")
    done("log", "5m", "talk")
    done("set", "O1", "note=later")
    path = next((root / "history").iterdir())
    lines = [line for raw in path.read_bytes().splitlines(keepends=True) if (line := decoded(raw))]
    first = lines[0].changes[0].after
    assert first is not None
    last = lines[-1].changes[0]
    wrong = lines[-1]._replace(changes=(last._replace(before=first),))
    path.write_bytes(b"".join(map(encoded, [*lines[:-1], wrong])))
    result = run_main("doctor")
    assert result.code == 3
    assert "was made on an older O1" in result.out
    assert "the store is sound" in done("doctor", "--repair")
    done("undo")
    assert "Newer" in done("list", "objective")


def test_a_history_whose_lines_were_moved_is_looked_through(root: Path, tmp_path: Path) -> None:
    old = kept(root, "time/2026-10.json", tmp_path)
    done("set", "t1", "note=Ann asked")
    for month in range(1, 9):
        done("log", f"2025-0{month}-03", "10m", "call")
    done("log", "5m", "talk")
    path = next((root / "history").iterdir())
    lines = [line for raw in path.read_bytes().splitlines(keepends=True) if (line := decoded(raw))]
    longer = lines[0]._replace(what="Add objective O1 with a longer sentence")
    path.write_bytes(b"".join(map(encoded, [longer, *lines[1:]])))
    shutil.copy2(old, root / "time/2026-10.json")
    assert "Ann asked" in done("show", "t1")
    done("set", "O1", "note=x")
    assert "Ann asked" in done("show", "t1")
    done("doctor", "--repair")
    assert "the store is sound" in done("doctor")


def test_many_files_keep_lines_short(root: Path) -> None:
    for month in range(1, 10):
        done("log", f"2025-0{month}-03", "10m", "call")
    done("log", "5m", "talk")
    done("set", "O1", "note=x")
    path = next((root / "history").iterdir())
    found = [decoded(raw) for raw in path.read_bytes().splitlines(keepends=True)]
    assert all(line and line.states is not None for line in found)
    partial = [len(line.states or ()) for line in found if line and not line.is_whole]
    assert max(partial) <= 8
    assert sum(bool(line and line.is_whole) for line in found) >= 2
    for month in range(1, 10):
        assert "call" in done("list", "entry", "--from", f"2025-0{month}-01", "--to", f"2025-0{month}-09")


def test_what_was_purged_does_not_come_back_with_an_older_month(root: Path, tmp_path: Path) -> None:
    done("log", "2026-11-03", "5m", "about", "Smith")
    old = kept(root, "time/2026-11.json", tmp_path)
    done("purge", "t3", "--yes", "t3")
    done("log", "2026-11-04", "5m", "talk")
    shutil.copy2(old, root / "time/2026-11.json")
    assert "2026-11.json" in refused("list", "entry", "--from", "2026-11-01")
    assert "2026-11.json" in refused("log", "2026-11-05", "5m", "next")
    assert run_main("doctor").code == 3
    done("doctor", "--repair")
    shown = done("list", "entry", "--from", "2026-11-01")
    assert "talk" in shown
    assert "Smith" not in shown
    assert "the store is sound" in done("doctor")
