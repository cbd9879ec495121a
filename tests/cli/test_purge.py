"""purge: typed again, told, and gone."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.cli import conftest
from tests.cli.conftest import Run, run_main

Refused = Callable[..., dict[str, Any]]


class Terminal(StringIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


def words_left(home: Path, words: str) -> list[str]:
    found = (path for path in (home / "data").rglob("*") if path.is_file() and path.suffix != ".zip")
    return [path.name for path in found if words.encode() in path.read_bytes()]


def test_purge_with_the_ref_given_again(board: Run, home: Path) -> None:
    done = board("purge", "KR1", "--yes", "kr1")
    assert done.out.splitlines() == [
        "erased for good: KR1",
        "backups and exports that lie elsewhere are not touched",
    ]
    assert words_left(home, "Activated partners") == []


def test_a_person_types_the_ref_again(board: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "StringIO", Terminal)
    for typed, code in (("no\n", 1), ("\n", 1), ("", 1), ("KR1\n", 0)):
        result = run_main("purge", "KR1", stdin=typed)
        assert result.code == code, typed
        assert "KR1 Activated partners will be erased with all history." in result.err
        assert "Type KR1 to erase it for good: " in result.err
        assert bool(words_left(home, "Activated partners")) == bool(code)


def test_without_a_terminal_it_must_be_confirmed(board: Run, refused: Refused) -> None:
    error = refused("purge", "KR1")
    assert (error["code"], error["fix"]) == ("E_NOT_CONFIRMED", "add --yes KR1")
    assert refused("purge", "KR1", "--yes", "KR2")["code"] == "E_NOT_CONFIRMED"
    assert refused("purge", "KR9", "--yes", "KR9")["code"] == "E_UNKNOWN_REF"


def test_what_belongs_to_it_is_named_and_goes_when_asked(board: Run, refused: Refused, home: Path) -> None:
    error = refused("purge", "TC1", "--yes", "TC1")
    assert (error["code"], error["message"]) == ("E_HAS_CHILDREN", "OB1 belongs to TC1")
    assert board("purge", "TC1", "--with-children", "--yes", "TC1", "--json").json["erased"] == ["TC1", "OB1"]
    assert words_left(home, "filters do not narrow") == []
    assert "the store is sound" in board("doctor").out


def test_backups_that_hold_it_are_named_and_deleted_when_asked(board: Run, home: Path) -> None:
    made = Path(board("backup", "--json").json["path"])
    board("add", "objective", "Another one to go")
    done = board("purge", "KR1", "--yes", "KR1")
    assert f"a backup still holds it: {made}" in done.out
    kept = Path(board("backup", "--json").json["path"])
    assert "a backup" not in board("purge", "O2", "--backups", "--yes", "O2").out
    assert made.exists()
    assert not kept.exists()
