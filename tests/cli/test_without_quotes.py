"""Quick entry in a shell: words instead of signs, a line of standard input, and what the shell takes for a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmtui.cli.timelog import log_command, start_command, switch_command
from tests.cli.conftest import ROOT, Run

NAMED = ("link:KR1", "tag:learn", "cause:outage", "activity:pricing", "party:acme")


def shell(folder: Path, line: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a line of a POSIX shell in which ``pmtui`` is this pmtui."""
    script = f'pmtui() {{ "{sys.executable}" -m pmtui "$@"; }}\n{line}'
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = ["/bin/sh", "-c", script]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, text=True, env=environ, timeout=60
    )


def test_words_need_no_quotes_in_a_shell(board: Run, tmp_path: Path) -> None:
    done = shell(tmp_path, f"pmtui log 45m call {' '.join(NAMED)}")
    assert (done.returncode, done.stderr, os.listdir(tmp_path)) == (0, "", [])
    found = board("show", "t1", "--json").json
    assert [found[name] for name in ("links", "tags", "cause", "activity", "parties")] == [
        ["KR1"], ["learn"], "outage", "pricing", ["acme"],
    ]  # fmt: skip


def test_a_name_gets_back_the_quotes_that_the_shell_took(ok: Run, tmp_path: Path) -> None:
    lines = (
        'pmtui log 10m 8:00 call party:"Acme Corp" tag:team="Blue 2"',
        "pmtui log 10m 8:10 'party:acme fire login down'",
        "pmtui log '10m 8:20 call party:acme Corp meeting'",
        'pmtui log 10m "party:Deutsche Bank AG" 8:30',
    )
    for line in lines:
        assert shell(tmp_path, line).returncode == 0
    found = [(e["parties"], e["tags"], e["text"]) for e in ok("list", "entry", "--json").json]
    assert sorted(found) == [
        (["Acme Corp"], ["team=Blue 2"], "call"),
        (["Deutsche Bank AG"], [], ""),
        (["acme"], [], "call Corp meeting"),
        (["acme"], [], "login down"),
    ]


@pytest.mark.parametrize(
    "line", ["pmtui log 30m call >KR1", "pmtui log 30m call > kr1", "pmtui log 30m call >>KR1"]
)
def test_a_link_that_the_shell_took_for_a_file_is_told(board: Run, tmp_path: Path, line: str) -> None:
    done = shell(tmp_path, line)
    (made,) = os.listdir(tmp_path)
    assert "t1 logged" in (tmp_path / made).read_text("utf-8")
    assert done.returncode == 0
    assert f"link:{made}" in done.stderr
    assert f"rm {made}" in done.stderr
    command = done.stderr.split("pmtui set ")[1].split("\n")[0]
    board("set", *command.split())
    assert board("show", "t1", "--json").json["links"] == ["KR1"]


def test_other_files_and_refs_that_are_not_there(board: Run, tmp_path: Path) -> None:
    assert shell(tmp_path, "pmtui log 30m yesterday call >answer").stderr == ""
    assert shell(tmp_path, "pmtui log 30m yesterday call | cat >KR1").stderr == ""
    missing = shell(tmp_path, "pmtui log 30m yesterday call >KR77").stderr
    assert "link:KR77" in missing
    assert "pmtui set" not in missing
    assert "link:KR1" in shell(tmp_path, "pmtui start call >KR1").stderr
    assert "link:KR1" in shell(tmp_path, "pmtui log nonsense >KR1").stderr


def test_log_without_words_reads_a_line_of_standard_input(ok: Run, tmp_path: Path) -> None:
    assert ok("log", "--json", stdin="45m call @acme #learn\n").json["tags"] == ["learn"]
    assert ok("log", "--dry-run", "--json", stdin="9:00-9:30 call").json["minutes"] == 30
    two = shell(
        tmp_path, "pmtui log && pmtui log", stdin="20m yesterday called\n25m yesterday wröte\n30m no more\n"
    )
    assert (two.returncode, two.stderr) == (0, "")
    assert [line.split(": ")[-1] for line in two.stdout.splitlines()] == ["called", "wröte"]


@pytest.mark.parametrize("stdin", ["", "\n", "   \n"])
def test_an_empty_line_is_refused(refused: Callable[..., dict[str, Any]], stdin: str) -> None:
    error = refused("log", stdin=stdin)
    assert (error["code"], error["fix"]) == ("E_EMPTY", "pmtui log --help")
    assert refused("log", "", stdin="45m call\n")["code"] == "E_EMPTY"


def test_fixes_name_words_that_need_no_quotes(pm: Run) -> None:
    assert "fix: pmtui log 30m cause:outage tag:learn x" in pm("log", "30m", "!outge", "#learn", "x").err
    assert pm("log", "--json", "30m", "!outge", "x").error["fix"] == "!outage"


def test_the_help_shows_nothing_that_a_shell_would_take(ok: Run) -> None:
    for command in (log_command, start_command, switch_command):
        examples = (command.epilog or "").split("\n")
        assert not [line for line in examples if any(sign in line for sign in "'\">#!~")]
    assert "link:" in ok("log", "--help").out


def test_the_notice_names_what_is_read_as_text(ok: Run) -> None:
    assert "note: 'next week' is read as text (I_AS_TEXT)" in ok("log", "45m", "plan", "next", "week").out
    assert ok("log", "--json", "45m", "yesterday", "plan", "next", "week").json["notices"] == ["I_AS_TEXT"]
