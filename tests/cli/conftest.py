"""Running pmtui: in this process for speed, or as a process of its own where only that shows the truth."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from pmtui.cli.main import main

ROOT = Path(__file__).parents[2]
NOW = "2017-05-19T12:00:00+02:00"  # a Friday
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Result:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        found = self.json["error"]
        assert isinstance(found, dict)
        return found


def assert_clean(result: Result) -> None:
    """No traceback, no control character and no direction override ever reaches the user."""
    for text in (result.out, result.err):
        assert "Traceback" not in text
        assert "went wrong inside" not in text
        assert not _FORBIDDEN.search(text), repr(_FORBIDDEN.search(text))


Run = Callable[..., Result]


def run_main(*words: str, stdin: str = "") -> Result:
    """Run one command line in this process."""
    streams = sys.stdin, sys.stdout, sys.stderr
    hook = sys.excepthook
    given, out, err = StringIO(stdin), StringIO(), StringIO()
    sys.stdin, sys.stdout, sys.stderr = given, out, err
    try:
        code = main(words)
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        sys.excepthook = hook
        gc.enable()
    result = Result(code, out.getvalue(), err.getvalue())
    assert_clean(result)
    return result


@pytest.fixture
def pm(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pmtui in this process, on the store of the test, on Friday 19 May 2017 in Berlin."""
    monkeypatch.setenv("PMTUI_NOW", NOW)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return run_main


@pytest.fixture
def ok(pm: Run) -> Run:
    """Run pmtui and expect it to do what it is told."""

    def run(*words: str, stdin: str = "") -> Result:
        result = pm(*words, stdin=stdin)
        assert result.code == 0, (words, result)
        return result

    return run


@pytest.fixture
def refused(pm: Run) -> Callable[..., dict[str, Any]]:
    """Run pmtui with ``--json``, expect a refusal with nothing stored, and return the error."""

    def run(*words: str, code: int = 1, stdin: str = "") -> dict[str, Any]:
        before = pm("history", "--json").out
        result = pm("--json", *words, stdin=stdin)
        assert result.code == code, (words, result)
        assert pm("history", "--json").out == before
        assert result.error.keys() >= {"code", "message", "fix", "field"}
        assert result.error["message"]
        return result.error

    return run


@pytest.fixture
def process(pm: Run) -> Run:
    """Run pmtui as a process of its own; a word may be bytes."""

    def run(*words: str | bytes, stdin: str = "", **more: Any) -> Result:
        command = [sys.executable, "-m", "pmtui", *words]
        done = subprocess.run(
            command, cwd=ROOT, input=stdin.encode(), capture_output=True, env=os.environ, timeout=60, **more
        )
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert_clean(result)
        return result

    return run


@pytest.fixture
def board(ok: Run) -> Run:
    """A store with a target condition under way: V1, C1, TC1 active with readings, OB1 current; and O1 with KR1."""
    ok("add", "vision", "Everyone insured")
    ok("add", "challenge", "99 % sign up", "vision=V1", "due=2017-12-31")
    ok(
        "add", "target", "Find and buy in two days", "challenge=C1", "unit=days", "direction=decrease",
        "baseline=21", "target=2", "start=2017-04-01", "due=2017-06-30",
    )  # fmt: skip
    for on, value in (("2017-04-07", "20"), ("2017-04-21", "17"), ("2017-05-05", "15")):
        ok("reading", "TC1", value, "--on", on)
    ok("move", "TC1", "active")
    ok("add", "obstacle", "filters do not narrow", "target=TC1")
    ok("move", "OB1", "current")
    ok("add", "objective", "Partner with consultancies")
    ok(
        "add", "kr", "Activated partners", "objective=O1", "unit=partners", "direction=increase",
        "baseline=4", "target=20", "start=2017-04-01", "due=2017-12-31", "cadence_days=7",
    )  # fmt: skip
    return ok
