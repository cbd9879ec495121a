"""What is told damaged is not written, and what was typed meanwhile is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import run_main
from tests.unit.data.stores import everything


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose month of November and whose strategy somebody edited badly."""
    monkeypatch.setenv("PMTUI_NOW", "2026-11-12T10:00:00Z")
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("pmtui.data.rolling.roll", lambda store, day: None)
    for line in ("add objective One", "log 2026-11-01 20m early", "log 2026-10-05 10m far", "start call"):
        assert run_main(*line.split()).code == 0
    edit(tmp_path / "data/time/2026-11.json", '"minutes":20', '"minutes":"twenty"')
    return tmp_path / "data"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def lines(root: Path) -> list[str]:
    return sorted(json.loads(path.read_text())["values"]["line"] for path in root.glob("drafts/line-*.json"))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("log 30m yesterday call @acme", "30m yesterday call @acme"),
        ("log 30m yesterday call -- don't", "30m yesterday call -- don't"),
        ("log --overlap unanchor 30m yesterday call", "30m yesterday call"),
        ("stop 9:50 -- done", "stop 9:50 -- done"),
        ("switch fire prod", "switch fire prod"),
    ],
)
def test_a_line_into_a_damaged_month_is_refused_and_kept(root: Path, words: str, kept: str) -> None:
    edit(root / "strategy.json", '"start":"2026-11-12T10:00:00Z"', '"start":"2026-11-12T09:30:00Z"')
    before = everything(root)
    result = run_main(*words.split(" "))
    assert result.code == 3
    said, fix = result.err.splitlines()
    assert "time/2026-11.json is damaged: t1: minutes" in said
    assert str(root / "drafts/line-1.json") in said
    assert fix.startswith("fix: pmtui doctor --repair")
    assert lines(root) == [kept]
    assert {name: raw for name, raw in everything(root).items() if "drafts" not in name} == before


def test_lines_are_kept_beside_each_other_and_each_only_once(root: Path) -> None:
    for text in ("one", "two", "one"):
        assert run_main("log", "yesterday", "5m", text).code == 3
    assert lines(root) == ["yesterday 5m one", "yesterday 5m two"]
    assert run_main("doctor", "--repair").code == 0
    assert run_main("log", "yesterday", "5m", "one").code == 0
    assert lines(root) == ["yesterday 5m two"]


def test_a_dry_run_keeps_nothing(root: Path) -> None:
    run_main("log", "--dry-run", "30m", "yesterday", "call")
    assert lines(root) == []


def test_other_months_are_written(root: Path) -> None:
    assert run_main("log", "2026-10-06", "10m", "call").code == 0
    assert run_main("set", "O1", "title=x").code == 0


@pytest.mark.parametrize(
    "words", ["add vision V", "set O1 note=x", "start call", "add kr K objective=O1 unit=x target=3", "undo"]
)
def test_nothing_is_written_into_a_damaged_strategy_file(root: Path, words: str) -> None:
    assert run_main("cancel").code == 0
    assert run_main("add", "objective", "Two").code == 0
    edit(root / "strategy.json", '"title":"One"', '"title":7')
    before = everything(root)
    result = run_main(*words.split(" "))
    assert result.code == 3
    assert "strategy.json is damaged: O1" in result.err
    assert {name: raw for name, raw in everything(root).items() if "drafts" not in name} == before


def test_what_is_edited_and_can_be_read_is_written(root: Path) -> None:
    edit(root / "time/2026-11.json", '"minutes":"twenty"', '"minutes":25')
    assert run_main("log", "30m", "yesterday", "call").code == 0
    assert "0:25" in run_main("list", "entry", "--from", "2026-11-01").out
