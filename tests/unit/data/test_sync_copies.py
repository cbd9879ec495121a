"""Copies by file-sync programs: known by their names, never read, never taken for months of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.sync_copies import copied_file, sync_copies

COPIES = [
    *(("", name, "strategy.json") for name in (
        "strategy (conflicted copy).json",
        "strategy (Ann's conflicted copy 2026-11-01).json",
        "strategy (Konfliktkopie von Ann 2026-11-01).json",
        "strategy (1).json",
        "strategy 2.json",
        "strategy-LAPTOP-7.json",
        "strategy-laptop.json",
        "strategy_conflict-20261101-101010.json",
        "strategy.sync-conflict-20261101-101010-ABCDEFG.json",
        "strategy [conflicted].json",
        "strategy~.json",
        "strategy - Copy.json",
        "Copy of strategy.json",
        "strategy.json (1)",
        "strategy.json.sync-conflict-20261101",
        "STRATEGY.JSON",
        "Strategy (1).json",
    )),
    ("time", "2026-11 (1).json", "time/2026-11.json"),
    ("time", "2026-11-laptop.json", "time/2026-11.json"),
    ("time", "2026-11.sync-conflict-20261101-101010-ABCDEFG.json", "time/2026-11.json"),
    ("time", "2026-11.JSON", "time/2026-11.json"),
    ("history", "2026-11.sync-conflict-20261101-101010-ABCDEFG.jsonl", "history/2026-11.jsonl"),
    ("history", "2026-11 2.jsonl", "history/2026-11.jsonl"),
]  # fmt: skip
OTHERS = [
    *(("", name) for name in ("strategy.json", "strategist.json", "strategy.json~", "strategy.json.bak", "lock",
                              ".strategy.json.7.1.tmp", "notes.json", "2026-11.json", "strategy", "strategy.md")),
    *(("time", name) for name in ("2026-11.json", "2026-13.json", "2026-11.jsonl", "2026-110.json", "x.json")),
    *(("history", name) for name in ("2026-11.jsonl", "2026-11.20261101T101010Z-1.torn", "2026-11.json")),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "name", "own"), COPIES)
def test_a_copy_is_known_by_its_name(folder: str, name: str, own: str) -> None:
    assert copied_file(folder, name) == own


@pytest.mark.parametrize(("folder", "name"), OTHERS)
def test_what_is_ours_or_somebody_elses_is_no_copy(folder: str, name: str) -> None:
    assert copied_file(folder, name) is None


@given(st.sampled_from(["", "time", "history"]), st.text(max_size=40))
def test_no_name_whatever_raises(folder: str, name: str) -> None:
    assert copied_file(folder, name) is None or "strategy" in name.casefold() or "-" in name


def test_copies_of_files_and_folders_are_listed_by_their_place(tmp_path: Path) -> None:
    for folder in ("time", "history", "time (1)", "history 2", "timesheet", "backups"):
        (tmp_path / folder).mkdir()
    for file in ("strategy.json", "strategy 2.json", "time/2026-11.json", "time/2026-11 (1).json", "time 3"):
        (tmp_path / file).write_text("{}")
    assert sync_copies(tmp_path) == ["history 2", "strategy 2.json", "time (1)", "time/2026-11 (1).json"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_another_spelling_of_the_same_file_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "strategy.json").write_text("{}")
    os.link(
        tmp_path / "strategy.json", tmp_path / "Strategy.json"
    )  # as a file system shows it that knows no case
    assert sync_copies(tmp_path) == []


def test_nothing_there_is_no_copy(tmp_path: Path) -> None:
    assert sync_copies(tmp_path / "none") == []
