"""backup, restore, and the rolling backups, as a user meets them."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Result, Run, run_main

Refused = Callable[..., dict[str, Any]]


def overview(run: Run) -> str:
    """All there is, but for the revisions that a restore and an undo must raise."""
    return re.sub(r'"rev": \d+', "", run("--json", "--plain").out)


def test_backup_and_restore_bring_everything_back_and_undo_takes_it_back(board: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    assert board("backup", str(file)).out.startswith(f"backed up to {file} (")
    before = overview(board)
    board("set", "O1", "title=Changed")
    board("rm", "C1")
    changed = overview(board)
    done = board("restore", str(file))
    assert f"restored {file}: 4 items changed" in done.out
    assert "undo: pmtui undo" in done.out
    assert overview(board) == before
    assert board("undo").out.startswith("undid 14: Restore the backup mine.zip of 2017-05-19 12:00")
    assert overview(board) == changed


def test_a_file_is_not_overwritten_unasked(board: Run, refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_bytes(b"precious")
    error = refused("backup", str(file))
    assert (error["code"], error["fix"]) == ("E_FILE_EXISTS", "name another file, or add --force")
    assert file.read_bytes() == b"precious"
    board("backup", str(file), "--force")
    assert zipfile.is_zipfile(file)


def test_without_a_name_backups_lie_beside_the_store(board: Run, home: Path, tmp_path: Path) -> None:
    for number in ("", "-2"):
        made = board("backup", "--json").json
        assert made["path"] == str(home / "data" / "backups" / f"pmtui-2017-05-19-120000{number}.zip")
        assert made["files"] == 2
        assert made["bytes"] == Path(made["path"]).stat().st_size
    made = board("backup", str(tmp_path), "--json").json
    assert made["path"] == str(tmp_path / "pmtui-2017-05-19-120000.zip")


def test_a_backup_opens_on_a_new_machine_with_its_history(
    board: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board("backup", str(tmp_path / "mine.zip"))
    before = board("history", "--json").json, board("--json", "--plain").json
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "new"))
    done = board("restore", str(tmp_path / "mine.zip"))
    assert done.out == f"restored {tmp_path / 'mine.zip'} with its whole history\n"
    assert (board("history", "--json").json, board("--json", "--plain").json) == before
    assert "nothing to restore" in board("restore", str(tmp_path / "mine.zip")).out


def test_a_damaged_store_is_replaced_and_its_files_are_named(board: Run, home: Path, tmp_path: Path) -> None:
    board("backup", str(tmp_path / "mine.zip"))
    (home / "data" / "strategy.json").write_bytes(b"")
    done = board("restore", str(tmp_path / "mine.zip"))
    assert f"the damaged files: {home / 'data' / 'quarantine'}" in done.out
    assert board("show", "O1").out.startswith("O1")


def test_what_cannot_be_restored_is_refused(board: Run, refused: Refused, tmp_path: Path) -> None:
    assert refused("restore", str(tmp_path / "gone.zip"))["code"] == "E_CANNOT_READ"
    (tmp_path / "bad.zip").write_bytes(b"PK something")
    assert refused("restore", str(tmp_path / "bad.zip"))["code"] == "E_BAD_BACKUP"
    assert refused("restore", str(tmp_path))["code"] == "E_CANNOT_READ"


def test_an_empty_store_is_not_backed_up(pm: Run, home: Path, tmp_path: Path) -> None:
    done = pm("backup", str(tmp_path / "x.zip"))
    assert (done.code, done.err.splitlines()[0].endswith("(E_NOTHING_TO_BACK_UP)")) == (1, True)
    assert not (tmp_path / "x.zip").exists()
    assert not (home / "data").exists()


def test_each_day_of_writing_leaves_a_backup_and_info_tells(ok: Run, home: Path, monkeypatch: Any) -> None:
    assert "none yet" in ok("info").out
    ok("add", "objective", "A")
    ok("add", "objective", "B")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T22:30:00Z")  # the 20th in Berlin
    ok("add", "objective", "C")
    ok("list", "objective")
    folder = home / "data" / "backups"
    assert sorted(p.name for p in folder.glob("*.zip")) == ["pmtui-2017-05-19.zip", "pmtui-2017-05-20.zip"]
    assert ok("info", "--json").json["backup"] == f"2017-05-20, 2 in {folder}"
    monkeypatch.setenv("PMTUI_DATA", str(home / "other"))
    ok("restore", str(folder / "pmtui-2017-05-20.zip"))
    assert len(ok("list", "objective", "--json").json) == 3


def test_a_backup_that_fails_never_fails_the_write_and_is_told(ok: Run, home: Path) -> None:
    (home / "data" / "backups").mkdir(parents=True)
    (home / "data" / "backups" / "lock").mkdir()  # nothing can be written there
    ok("add", "objective", "A")
    assert "the last try failed" in ok("info").out


@pytest.fixture
def newer(ok: Run, home: Path) -> Path:
    """A store whose strategy file a newer program wrote, with a field this one does not know."""
    ok("add", "objective", "A")
    ok("log", "45m work")
    path = home / "data" / "strategy.json"
    path.write_bytes(
        path.read_bytes().replace(b'"format":1', b'"format":2').replace(b'"rev"', b'"new":[1],"rev"')
    )
    return path


@pytest.mark.parametrize("words", [["list", "objective"], ["show", "O1"], ["report", "strategy"], ["status"]])
def test_a_newer_store_can_be_looked_at_with_a_warning(newer: Path, ok: Run, words: list[str]) -> None:
    result = ok(*words)
    assert result.out
    assert result.err.startswith("pmtui: warning: read-only: ")
    assert "written by a newer pmtui (format 2; this one knows 1)" in result.err


@pytest.mark.parametrize(
    "words",
    [["add", "objective", "B"], ["log", "15m work"], ["undo"], ["purge", "O1", "--yes", "O1"], ["rm", "O1"]],
)
def test_a_newer_store_is_never_written(newer: Path, home: Path, words: list[str]) -> None:
    before = {path: path.read_bytes() for path in (home / "data").rglob("*.json*")}
    result: Result = run_main("--json", *words)
    assert (result.code, result.error["code"]) == (3, "E_NEWER_FORMAT")
    assert {path: path.read_bytes() for path in (home / "data").rglob("*.json*")} == before


def test_a_newer_store_that_is_not_understood_is_called_newer_and_not_damaged(newer: Path) -> None:
    newer.write_bytes(newer.read_bytes().replace(b'"state":"draft"', b'"state":"a new state"'))
    result = run_main("list", "objective", "--json")
    assert (result.code, result.error["code"]) == (3, "E_NEWER_FORMAT")


@pytest.mark.parametrize("inside", [".", "history", "strategy.json", "time/2026-10.json", "backups/../lock"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_belongs_to_the_store_is_no_place_for_a_backup(
    board: Run, refused: Refused, home: Path, inside: str, force: list[str]
) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    error = refused("backup", str(home / "data" / inside), *force)
    assert error["code"] == "E_INSIDE_STORE"
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_its_folder_for_backups_is(board: Run, home: Path) -> None:
    for target in (home / "data/backups/mine.zip", home / "data/backups"):
        board("backup", str(target))
    assert len(list((home / "data/backups").glob("*.zip"))) >= 2


def test_a_pipe_is_neither_replaced_nor_waited_for(board: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for words in (("backup", str(pipe), "--force"), ("restore", str(pipe)), ("import", str(pipe))):
        result = run_main(*words)
        assert result.code in (1, 3)
        assert "it is not an ordinary file" in result.err
        assert pipe.is_fifo()
