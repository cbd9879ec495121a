"""export and import from outside: where things go, what is said, and what is refused."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """The folder of another store, not made yet."""
    return str(tmp_path / "elsewhere")


def documents(text: str) -> Any:
    return json.loads(text)["documents"]


def test_everything_goes_to_standard_output_and_comes_back_from_a_file(
    board: Run, ok: Run, tmp_path: Path, elsewhere: str
) -> None:
    ok("log", "9:00-9:30 fire outage @acme >KR1")
    text = ok("export", "-").out
    (tmp_path / "all.json").write_text(text, encoding="utf-8")
    said = ok("--data", elsewhere, "import", str(tmp_path / "all.json")).out
    assert "imported: " in said
    assert "1 entry" in said
    assert "undo: pmtui undo" in said
    assert documents(ok("--data", elsewhere, "export", "-").out) == documents(text)
    assert ok("--data", elsewhere, "list", "kr").out == ok("list", "kr").out


def test_a_second_import_says_that_there_is_nothing_to_do(
    board: Run, ok: Run, tmp_path: Path, elsewhere: str
) -> None:
    ok("export", str(tmp_path / "out"))
    ok("--data", elsewhere, "import", str(tmp_path / "out"))
    history = ok("--data", elsewhere, "history", "--all").out
    assert (
        ok("--data", elsewhere, "import", str(tmp_path / "out")).out.splitlines()[-1] == "nothing to import"
    )
    assert ok("--data", elsewhere, "history", "--all").out == history
    assert "Import" in history
    ok("--data", elsewhere, "undo")
    assert ok("--data", elsewhere, "list", "kr").out == "no kr yet\n"


def test_a_pipe_carries_one_store_into_another(board: Run, ok: Run, tmp_path: Path, elsewhere: str) -> None:
    pmtui = [sys.executable, "-m", "pmtui"]
    with subprocess.Popen([*pmtui, "export", "-"], stdout=subprocess.PIPE, env=os.environ) as source:
        done = subprocess.run(
            [*pmtui, "--data", elsewhere, "import", "-", "--json"],
            stdin=source.stdout,
            capture_output=True,
            env=os.environ,
            check=True,
        )
    told = json.loads(done.stdout)
    assert {"O1", "KR1", "TC1"} <= set(told["added"])
    assert told["dry_run"] is False
    assert documents(ok("--data", elsewhere, "export", "-").out) == documents(ok("export", "-").out)


def test_a_dry_run_tells_and_stores_nothing(board: Run, ok: Run, tmp_path: Path, elsewhere: str) -> None:
    ok("export", str(tmp_path / "out"))
    said = ok("--data", elsewhere, "import", str(tmp_path / "out"), "--dry-run").out
    assert "would be imported: " in said
    assert "undo" not in said
    assert ok("--data", elsewhere, "history").out == "nothing has happened yet\n"
    assert not Path(elsewhere).exists()


def test_a_dry_run_asks_for_no_lock(board: Run, ok: Run, tmp_path: Path, elsewhere: str) -> None:
    """Nor may it be refused where nothing can be written."""
    ok("export", str(tmp_path / "out"))
    ok("--data", elsewhere, "add", "goal", "Ours")
    with open(Path(elsewhere) / "lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        dry = ok("--data", elsewhere, "import", str(tmp_path / "out"), "--dry-run", "--json").json
    wet = ok("--data", elsewhere, "import", str(tmp_path / "out"), "--json").json
    assert dry == {**wet, "dry_run": True}


def test_a_taken_name_and_a_difference_are_told(ok: Run, tmp_path: Path, elsewhere: str) -> None:
    ok("add", "goal", "Theirs")
    ok("export", str(tmp_path / "out"))
    ok("--data", elsewhere, "add", "goal", "Ours")
    said = ok("--data", elsewhere, "import", str(tmp_path / "out")).out
    assert "the ref was taken, renamed: G1 → G2" in said
    ok("--data", elsewhere, "set", "G2", "title=Changed here")
    said = ok("--data", elsewhere, "import", str(tmp_path / "out")).out
    assert "different in the file, kept as here: 1 document, G2; --theirs takes the file's" in said
    assert "Changed here" in ok("--data", elsewhere, "show", "G2").out
    said = ok("--data", elsewhere, "import", str(tmp_path / "out"), "--theirs").out
    assert "replaced by the file's version: 1 document, G2" in said
    assert "Theirs" in ok("--data", elsewhere, "show", "G2").out


def test_without_a_place_export_explains_itself(refused: Refused, pm: Run) -> None:
    error = refused("export", code=2)
    assert "a folder, or - for standard output" in error["message"]
    assert "pmtui export FOLDER" in error["fix"]


@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        (("export", "-", "--format", "csv"), "E_MANY_FILES", 1),
        (("export", "-", "--format", "xml"), "E_USAGE", 2),
        (("import",), "E_USAGE", 2),
        (("import", "missing.json"), "E_CANNOT_READ", 1),
        (("import", "--theirs", "--both", "x"), "E_USAGE", 2),
    ],
)
def test_what_cannot_be_is_refused(refused: Refused, words: tuple[str, ...], code: str, status: int) -> None:
    assert refused(*words, code=status)["code"] == code


def test_a_file_of_another_program_is_refused_in_one_sentence(pm: Run, ok: Run, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"name": "x\\u001b[31m"}')
    result = pm("import", str(tmp_path / "other.json"))
    assert result.code == 1
    message, fix = result.err.splitlines()
    assert "it is no export of pmtui" in message
    assert fix.startswith("fix: ")


def test_files_are_not_replaced_unless_forced(board: Run, ok: Run, refused: Refused, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    told = ok("export", out, "--format", "md", "--json").json
    assert told == {"format": "md", "files": [str(tmp_path / "out" / "pmtui.md")]}
    error = refused("export", out, "--format", "md")
    assert (error["code"], "--force" in error["fix"]) == ("E_FILE_EXISTS", True)
    assert ok("export", out, "--format", "md", "--force").out == f"wrote {tmp_path / 'out' / 'pmtui.md'}\n"


def test_the_folder_may_not_be_a_file(board: Run, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    assert refused("export", str(tmp_path / "out"))["code"] == "E_CANNOT_EXPORT"


def test_the_store_itself_is_no_place_for_an_export(board: Run, refused: Refused) -> None:
    assert refused("export", os.environ["PMTUI_DATA"])["code"] == "E_INSIDE_STORE"


def test_markdown_and_its_json_go_to_standard_output(board: Run, ok: Run) -> None:
    text = ok("export", "-", "--format", "md").out
    assert text.startswith("# ")
    assert ok("export", "-", "--format", "md", "--json").json == {"format": "md", "text": text}


def test_an_export_is_utf_8_whatever_the_terminal_speaks(
    ok: Run, process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("add", "goal", "Größe 日本 \x9b31m")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    result = process("export", "-")
    assert documents(result.out)["goal"][0]["title"] == "Größe 日本 \x9b31m"
