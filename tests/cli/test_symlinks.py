"""Symbolic links in the place of what belongs to a store: read, never cut, and named with what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")

MONTH, HISTORY = "time/2017-05.json", "history/2017-05.jsonl"
WRITES: Mapping[str, tuple[str, ...]] = {
    "add": ("add", "goal", "Grow"),
    "reading": ("reading", "TC1", "14"),
    "log": ("log", "06:00-06:30 fire login down"),
    "set": ("set", "t1", "text=other"),
    "start": ("start", "pricing"),
    "undo": ("undo",),
    "purge": ("purge", "OB1", "--yes", "OB1"),
}
CASES = [
    *(("strategy.json", name) for name in WRITES),
    *((MONTH, name) for name in ("log", "set", "undo")),
    *((HISTORY, name) for name in WRITES),
    *(("lock", name) for name in ("add", "log")),
]


@pytest.fixture
def data(board: Run, home: Path) -> Path:
    """The store of the board, with an entry that came last."""
    board("log", "45m fire pump")
    return home / "data"


def moved(data: Path, name: str) -> Path:
    """Move ``name`` out of the store and put a link in its place; return where it lies now."""
    real = data.parent / "real" / name
    real.parent.mkdir(parents=True, exist_ok=True)
    (data / name).rename(real)
    (data / name).symlink_to(real)
    return real


@pytest.mark.parametrize(("name", "write"), CASES)
def test_nothing_is_written_where_a_link_stands(data: Path, pm: Run, name: str, write: str) -> None:
    real = moved(data, name)
    before = real.read_bytes(), pm("history", "--json").out
    result = pm(*WRITES[write])
    assert result.code == 3
    assert str(data / name) in result.err
    assert str(real) in result.err
    assert "--data" in result.err
    assert (data / name).is_symlink()
    assert (real.read_bytes(), pm("history", "--json").out) == before
    assert not list(data.rglob(".*.tmp"))


@pytest.mark.parametrize("name", ["strategy.json", MONTH, HISTORY, "time", "history"])
def test_what_a_link_leads_to_is_read(data: Path, ok: Run, name: str) -> None:
    asked = (("list", "objective"), ("report", "time"), ("status",), ("history",), ("show", "TC1"))
    before = [ok(*words, "--json").out for words in asked]
    moved(data, name)
    assert [ok(*words, "--json").out for words in asked] == before


@pytest.mark.parametrize("name", ["strategy.json", MONTH, HISTORY])
def test_the_doctor_names_a_link_and_repairs_nothing_around_it(data: Path, pm: Run, name: str) -> None:
    real = moved(data, name)
    before = real.read_bytes()
    found = [f for f in pm("doctor", "--json").json if f["code"] == "E_SYMLINK"]
    assert [f["file"] for f in found] == [name]
    assert str(real) in found[0]["message"]
    assert pm("doctor", "--repair").code == 3
    assert (data / name).is_symlink()
    assert real.read_bytes() == before


@pytest.mark.parametrize("name", ["strategy.json", MONTH, "time"])
def test_a_link_that_leads_nowhere_is_not_taken_for_no_data(data: Path, pm: Run, name: str) -> None:
    moved(data, name).rename(data.parent / "elsewhere")
    for words in (("report", "time"), ("log", "06:00-06:30 work")):
        result = pm(*words)
        assert result.code == 3
        assert f"{data / name} is a symbolic link to" in result.err
        assert "not there" in result.err


def test_a_new_store_is_not_made_over_a_link_that_leads_nowhere(pm: Run, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "strategy.json").symlink_to(home / "gone" / "strategy.json")
    for words in (("status",), ("list", "goal"), ("add", "goal", "Grow"), ("log", "45m work")):
        assert pm(*words).code == 3
    assert os.listdir(home / "data") == ["strategy.json"]


def test_the_real_folder_that_is_named_works(data: Path, pm: Run, home: Path) -> None:
    data.rename(home / "real")
    data.mkdir()
    (data / "strategy.json").symlink_to(home / "real" / "strategy.json")
    refused = pm("add", "goal", "Grow")
    assert f"--data {home / 'real'}" in refused.err
    assert pm("--data", str(home / "real"), "add", "goal", "Grow").code == 0
    assert "Grow" in pm("list", "goal").out


def test_the_data_folder_itself_may_be_a_link(data: Path, ok: Run, home: Path) -> None:
    (home / "alias").symlink_to(data)
    ok("--data", str(home / "alias"), "add", "goal", "Grow")
    assert "Grow" in ok("list", "goal").out
    assert (home / "alias").is_symlink()


def test_a_folder_that_is_a_link_takes_what_is_saved(data: Path, ok: Run, pm: Run) -> None:
    real = moved(data, "time")
    ok("log", "06:00-06:30 deep work")
    assert "deep work" in (real / "2017-05.json").read_text()
    assert (data / "time").is_symlink()
    (hint,) = pm("doctor", "--json").json
    assert (hint["code"], hint["file"], hint["severity"]) == ("E_SYMLINK", "time", "hint")


def test_whole_files_are_not_moved_through_a_folder_that_is_a_link(data: Path, pm: Run) -> None:
    real = moved(data, "time")
    before = (real / "2017-05.json").read_bytes()
    result = pm("purge", "t1", "--yes", "t1")
    assert result.code == 3
    assert str(data / "time") in result.err
    assert (real / "2017-05.json").read_bytes() == before
