"""How the app starts and ends in a terminal: exit statuses, the terminal restored, nothing sprayed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import sys
import termios
from pathlib import Path

import pytest

from pmtui.cli.opening import require_terminal
from pmtui.cli.output import line_width
from pmtui.errors import UsageError
from tests.screens.cockpit_stage import session_in, write_story
from tests.screens.terminal_stage import Terminal

CRASH = """
from pmtui.screens.parts.item_actions import ItemActions
def broken(self):
    raise ZeroDivisionError("secret words of the user")
ItemActions.edit_item = broken
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_story(session_in(tmp_path / "store"))
    return tmp_path


def test_quitting_ends_with_zero_and_a_restored_terminal(folder: Path) -> None:
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    terminal.send(b"q")
    assert terminal.status() == 0
    assert terminal.is_restored


def test_a_crash_ends_with_one_names_the_log_and_shows_no_traceback(folder: Path) -> None:
    terminal = Terminal(folder, before=CRASH)
    terminal.read_until(b"Partner with")
    terminal.send(b"e")
    assert terminal.status() == 1
    assert terminal.is_restored
    after = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :]
    assert str(folder / "log").encode() in after
    assert b"Traceback" not in terminal.output
    log = (folder / "log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "secret" not in log


@pytest.mark.parametrize("claims", [{}, {"COLUMNS": "50", "LINES": "10"}, {"LINES": "9"}, {"COLUMNS": "500"}])
def test_the_size_is_the_windows_and_not_what_variables_say(folder: Path, claims: dict[str, str]) -> None:
    terminal = Terminal(folder, claims=claims)
    terminal.read_until(b"Partner with")
    terminal.read_for(0.5)
    assert b"needs at least" not in terminal.output
    assert max(map(int, re.findall(rb"\x1b\[\d+;(\d+)H", terminal.output)), default=0) <= 120
    terminal.resize(50, 15)
    terminal.read_until(b"needs at least")
    terminal.forget()
    terminal.resize(100, 30)
    terminal.read_until(b"Partner with")
    terminal.send(b"q")
    assert terminal.status() == 0


def test_a_list_is_as_wide_as_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    master, ours = pty.openpty()
    with os.fdopen(ours, "w") as window:
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 70, 0, 0))
        monkeypatch.setattr(sys, "stdout", window)
        assert line_width() == 70
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
        assert line_width() == 300  # nobody knows better
    os.close(master)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_show_the_app_is_told_the_plain_command(
    monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    with pytest.raises(UsageError) as refused:
        require_terminal("pmtui checkin --plain")
    assert refused.value.exit_status == 2
    assert refused.value.fix == "pmtui checkin --plain"
