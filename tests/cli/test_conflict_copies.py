"""Conflict copies of a file-sync program: status names them, and nothing in them is counted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COPIES = (
    "strategy (conflicted copy).json",
    "strategy-laptop.json",
    "time/2017-05 (1).json",
    "time/2017-05-laptop.json",
    "history/2017-05.sync-conflict-20170519-101010-ABCDEFG.jsonl",
)


@pytest.fixture
def data(board: Run, home: Path) -> Path:
    board("log", "45m fire pump")
    return home / "data"


def copy(data: Path, name: str) -> None:
    folder = Path(name).parent
    stem = Path(name).name[: len("2017-05" if folder.name else "strategy")]
    shutil.copy(data / folder / f"{stem}{Path(name).suffix}", data / name)


@pytest.mark.parametrize("name", COPIES)
def test_status_names_a_copy_and_its_json_lists_it(data: Path, ok: Run, name: str) -> None:
    assert ok("status", "--json").json["conflict_copies"] == []
    assert "conflict" not in ok("status").out
    copy(data, name)
    assert ok("status", "--json").json["conflict_copies"] == [name]
    line = ok("status").out
    assert line.count("\n") == 1
    assert line.count(name) == 1
    assert "pmtui doctor" in line
    assert name in ok("doctor").out
    assert ok("status", "--format", "{today} {copies}").out.count(name) == 1
    assert name not in ok("status", "--format", "{today}").out


def test_what_a_copy_holds_is_not_counted(data: Path, ok: Run) -> None:
    asked = (("list", "entry"), ("report", "time"), ("list", "objective"), ("export", "-"), ("history",))
    before = [ok(*words, "--json").out for words in asked]
    for name in COPIES:
        copy(data, name)
    assert [ok(*words, "--json").out for words in asked] == before
    ok("log", "06:00-06:30 deep work")
    ok("undo")
    assert [ok(*words, "--json").out for words in asked[:2]] == before[:2]


def test_a_copy_that_holds_more_keeps_nobody_from_writing(data: Path, ok: Run) -> None:
    text = (data / "strategy.json").read_text().replace('"applied":', '"applied":9')
    (data / "strategy-laptop.json").write_text(text)
    ok("log", "06:00-06:30 deep work")
    ok("undo")
