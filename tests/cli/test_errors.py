"""Exit statuses, and what happens when the store, the terminal or a stream is not as it should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.cli.families import FAMILIES
from tests.cli.conftest import ROOT, Run, assert_clean, run_main

WORDS = [
    *FAMILIES, "--json", "--plain", "--all", "--dry-run", "--on", "--overlap", "trim-this", "--reason", "--limit",
    "--mute", "--by", "--from", "--", "-", "-x", "=", "title=", "objective=O1", "start=9:00", "date=1/12", "goal",
    "kr", "target", "entry", "workspace", "timer", "O1", "t1", "TC1", "X1", "G1", "45m", "9:00-10:00", ">O1", "@a",
    "!r", "~d", "active", "time", "0", "-1", "1e9", "9" * 40, "", " ", "\udcff", "\x1b[2J", "\n", "२", "{timer}",
]  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=6))
def test_no_command_line_whatever_breaks(home: Path, words: list[str]) -> None:
    """A command line is done, refused or wrong usage; --help and the app's own need of a terminal included."""
    home.mkdir(exist_ok=True)
    with chdir(home):  # backup and export write where they are told
        result = run_main(*[word.replace("\0", "") for word in words])
    assert result.code in (0, 1, 2) or "(E_NO_STORE)" in result.err
    if result.code and "--json" not in words:
        assert result.err.startswith("pmtui: ")
    if result.code and "--json" in words[: words.index("--") if "--" in words else None]:
        assert result.error["message"]


@pytest.mark.parametrize("command", FAMILIES)
def test_every_help_text_shows_an_example(pm: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = pm(command, "--help").out
    assert "Examples:" in out
    assert f"pmtui {command}" in out


def test_the_help_lists_every_command(pm: Run) -> None:
    out = pm("--help").out
    assert all(f"\n  {command} " in out for command in FAMILIES)
    assert "..." not in out.partition("Commands:")[2]


def test_an_unknown_command_names_the_nearest(pm: Run) -> None:
    result = pm("lsit", "kr")
    assert result.code == 2
    assert "did you mean list?" in result.err


@pytest.mark.parametrize("words", [(), ("checkin",), ("demo",)])
def test_the_app_without_a_terminal_is_refused_with_the_plain_command(
    process: Run, words: tuple[str, ...]
) -> None:
    result = process(*words)
    assert (result.code, result.out) == (2, "")
    _, fix = result.err.splitlines()
    assert fix == f"fix: pmtui {' '.join([*words, '--plain'])}"


def test_bytes_that_are_no_text_are_refused(process: Run) -> None:
    result = process("add", "goal", b"\xff\xfe", "--json")
    assert (result.code, result.error["code"]) == (1, "E_SURROGATE")
    assert process("list", "goal", "--json").json == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "E_DAMAGED"), ("{", "E_DAMAGED"), ("[]", "E_DAMAGED"), ("{}", "E_DAMAGED"), ("\x00\x01", "E_DAMAGED"),
        ('{"_meta": {"1": {"format": 99, "applied": "?"}}}', "E_NEWER_FORMAT"),
    ],
)  # fmt: skip
def test_a_damaged_store_is_named_and_left_alone(
    ok: Run, pm: Run, home: Path, content: str, code: str
) -> None:
    ok("add", "goal", "x")
    file = home / "data" / "strategy.json"
    file.write_text(content, encoding="utf-8")
    for words in (("list", "goal"), ("add", "goal", "y"), ("status",), ("undo",)):
        result = pm(*words)
        assert result.code == 3
        assert str(file) in result.err
        assert pm("--json", *words).error["code"] == code
    assert file.read_text(encoding="utf-8") == content


def test_a_store_that_is_a_file_is_refused(pm: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for words in (("list", "goal"), ("add", "goal", "x"), ("log", "5m", "x")):
        result = pm("--data", str(file), *words)
        assert result.code == 3
        assert str(file) in result.err
    assert file.read_text() == "mine"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize("words", [("info",), ("info", "--json"), ("--help",), ("show", "G9", "--json")])
def test_a_full_disk_behind_standard_output_is_told(process: Run, words: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pmtui", *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    said, fix = done.stderr.splitlines()
    assert "cannot be written" in said
    assert fix.startswith("fix: pmtui history")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize(("words", "status"), [(("set", "G9", "title=x"), 1), (("log", "--zz"), 2)])
def test_the_status_tells_even_where_standard_error_is_full(
    process: Run, words: tuple[str, ...], status: int
) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "pmtui", *words], cwd=ROOT, stderr=full, env=buffered)
    assert done.returncode == status


@pytest.mark.parametrize("words", ["history --json", "--help"])
def test_a_reader_that_has_seen_enough_is_no_error(ok: Run, words: str) -> None:
    for n in range(40):
        ok("add", "goal", f"{n} " + "x" * 400)
    command = f"set -o pipefail; {sys.executable} -m pmtui {words} | head -c 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_do_not_matter(ok: Run, redirection: str) -> None:
    command = f"{sys.executable} -m pmtui add goal x {redirection}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(ok("list", "goal", "--json").json) == 1


def test_log_loads_no_textual(process: Run) -> None:
    script = (
        "import sys; from pmtui.cli.main import main; code = main(['log', '5m', 'x', '--json']);"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')];"
        "sys.exit(code or len(bad))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, env=os.environ)
    assert done.returncode == 0
    assert json.loads(done.stdout)["ref"] == "t1"


def test_an_interrupt_is_no_traceback(pm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtui.cli.invocation.Invocation.session", interrupted)
    result = pm("status")
    assert_clean(result)
    assert result.code == 130


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("lint --mute W4", "Option '--mute' requires 2 arguments", "pmtui lint --help"),
        ("purge O1 --yes", "Option '--yes' requires an argument", "pmtui purge --help"),
        ("add objective X due=next fri", "'fri' is not field=value", 'due="next fri"'),
        ("move O1 draft", "O1 is draft already", "from here: active, dropped"),
    ],
)
def test_what_was_left_out_is_told_where_it_belongs(pm: Run, line: str, message: str, fix: str) -> None:
    pm("add", "objective", "X")
    result = pm(*line.split())
    assert message in result.err
    assert fix in result.err
