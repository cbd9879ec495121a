"""What goes out is whole, private, and never over what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.exporting import EVERY_MODEL, Format, export_files, export_text
from tests.unit.exchange import busy, exported
from tests.unit.planner import Planner


def test_the_envelope_names_every_kind_in_the_words_of_the_command_line(pm: Planner) -> None:
    found = exported(pm)
    assert (found["format"], found["exported_at"]) == (1, "2026-10-14T12:00:00Z")
    assert set(found["documents"]) == {kind.value for kind in Kind} == {kind.value for kind in EVERY_MODEL}


@pytest.mark.parametrize("format_", list(Format))
def test_files_are_for_the_owner_only_and_never_overwritten_unasked(
    pm: Planner, tmp_path: Path, format_: Format
) -> None:
    busy(pm)
    folder = tmp_path / "new" / "export"
    paths = export_files(pm.session, folder, format_)
    assert sorted(os.listdir(folder)) == sorted(path.name for path in paths)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    paths[0].write_text("mine")
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, folder, format_)
    assert caught.value.code == "E_FILE_EXISTS"
    assert paths[0].read_text() == "mine"
    assert sorted(os.listdir(folder)) == sorted(path.name for path in paths)
    export_files(pm.session, folder, format_, force=True)
    assert paths[0].read_bytes() != b"mine"


@pytest.mark.parametrize("force", [False, True])
def test_a_link_in_the_place_of_the_file_is_not_followed(pm: Planner, tmp_path: Path, force: bool) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "pmtui.json").symlink_to(victim)
    if force:
        export_files(pm.session, tmp_path / "out", Format.JSON, force=True)
        assert not (tmp_path / "out" / "pmtui.json").is_symlink()
    else:
        with pytest.raises(PmtuiError, match="already"):
            export_files(pm.session, tmp_path / "out", Format.JSON)
    assert victim.read_text() == "precious"


def test_a_failing_disk_leaves_no_half_file(
    pm: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(pm)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, tmp_path / "out", Format.CSV)
    assert caught.value.code == "E_CANNOT_EXPORT"
    assert os.listdir(tmp_path / "out") == []


def test_a_disk_without_hard_links_gets_its_files_too(
    pm: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    assert [path.name for path in export_files(pm.session, tmp_path / "out", Format.JSON)] == ["pmtui.json"]
    assert os.listdir(tmp_path / "out") == ["pmtui.json"]


@pytest.mark.parametrize("inside", ["", "time", "new/folder", "../data/time"])
def test_nothing_is_exported_into_the_store_itself(pm: Planner, inside: str) -> None:
    busy(pm)
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, pm.root / inside, Format.JSON)
    assert caught.value.code == "E_INSIDE_STORE"


def test_csv_has_a_file_for_each_kind_and_one_of_readings(pm: Planner, tmp_path: Path) -> None:
    busy(pm)
    names = {path.name for path in export_files(pm.session, tmp_path / "out", Format.CSV)}
    assert {
        "goals.csv",
        "key_results.csv",
        "entries.csv",
        "readings.csv",
        "workspace.csv",
        "timer.csv",
    } <= names
    assert len(names) == len(Kind) + 1
    assert "KR1" in (tmp_path / "out" / "readings.csv").read_text(encoding="utf-8-sig")


def test_markdown_tells_strategy_kata_and_time(pm: Planner) -> None:
    busy(pm)
    text = export_text(pm.session, Format.MARKDOWN)
    for words in ("Activated partners", "Find and buy in two days", "Ask five who stopped", "outage"):
        assert words in text
    assert "Was none" not in text


def test_a_damaged_store_is_not_exported_as_if_it_were_whole(pm: Planner) -> None:
    pm.add(Kind.GOAL, "Grow")
    with pm.session.store.transaction() as tx:
        tx.what = "by hand"
        (goal,) = tx.documents("strategy.json", "goals")
        tx.put("strategy.json", "goals", {**goal, "title": ""})
    for format_ in Format:
        with pytest.raises(StoreError):
            export_files(pm.session, pm.root.parent / "out", format_)
