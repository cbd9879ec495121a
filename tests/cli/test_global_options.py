"""Options and variables that every command understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui import __version__
from tests.cli.conftest import Run


def test_the_version(pm: Run) -> None:
    result = pm("--version")
    assert (result.code, result.out) == (0, f"pmtui {__version__}\n")


@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_or_after_the_command(ok: Run, tmp_path: Path, before: bool) -> None:
    options = ("--data", str(tmp_path / "other"), "--json")
    words = ("add", "goal", "x")
    assert ok(*options, *words).json["ref"] == "G1" if before else ok(*words, *options).json["ref"] == "G1"
    assert ok("list", "goal", "--json").json == []
    assert len(ok(*options, "list", "goal").json) == 1
    assert ok("status", "--plain").out == ok("--plain", "status").out


def test_the_option_wins_over_the_variable(ok: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "a"))
    ok("add", "goal", "in a")
    ok("--data", str(tmp_path / "b"), "add", "goal", "in b")
    assert [g["title"] for g in ok("list", "goal", "--json").json] == ["in a"]


def test_an_empty_folder_is_wrong_usage_rather_than_the_users_own_store(pm: Run) -> None:
    assert pm("--data", "", "list", "goal").code == 2


def test_looking_makes_no_folder(ok: Run, home: Path) -> None:
    for words in (("list", "goal"), ("status",), ("report", "time"), ("history",), ("lint",), ("info",)):
        ok(*words)
    assert not (home / "data").exists()


def test_the_clock_is_fixed_by_an_instant_with_an_offset(pm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for now, day in (("2017-05-19T23:30:00Z", "2017-05-20"), ("2017-05-19T23:30:00+02:00", "2017-05-19")):
        monkeypatch.setenv("PMTUI_NOW", now)
        assert pm("status", "--json").json["date"] == day
    for now in ("yesterday", "2017-05-19T12:00:00", "2017-05-19"):
        monkeypatch.setenv("PMTUI_NOW", now)
        result = pm("status", "--json")
        assert (result.code, result.error["code"]) == (2, "E_BAD_NOW")


def test_a_zone_that_does_not_exist_is_refused_unless_the_workspace_has_one(
    process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Mars/Base")
    result = process("log", "5m x", "--json")
    assert (result.code, result.error["code"]) == (2, "E_BAD_TZ")
    assert "'Mars/Base'" in result.error["message"]
    monkeypatch.setenv("TZ", "Europe/Berlin")
    process("set", "workspace", "zone=Asia/Tokyo")
    monkeypatch.setenv("TZ", "Mars/Base")
    assert process("info", "--json").json["zone"] == "Asia/Tokyo"


def test_a_zone_in_a_form_of_posix_is_honoured(process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-3")
    assert process("info", "--json").json["zone"] == "Etc/GMT-3"


def test_only_the_owner_can_read_the_store(ok: Run, home: Path) -> None:
    ok("add", "goal", "x")
    ok("log", "5m", "x")
    for path in (home / "data").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_output_has_no_escape_sequence_even_when_colour_is_forced(
    board: Run, process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for words in (("--plain",), ("--help",), ("report", "kata"), ("add",), ("keys",)):
        process(*words)


def test_a_plain_encoding_gets_plain_characters(
    board: Run, process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert process("--plain").out.isascii()
