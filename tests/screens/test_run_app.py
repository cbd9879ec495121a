"""How the app starts and ends in a terminal: exit statuses, the terminal restored, drafts kept, nothing sprayed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

from pmtui.cli.opening import require_terminal
from pmtui.errors import UsageError
from tests.screens.cockpit_stage import NOW, session_in, write_story

PROGRAM = """
import sys
from pathlib import Path
from pmtui.app import run_app
def session():
    from pmtui.data.clock import Clock
    from pmtui.data.store import Store
    from pmtui.usecases.session import Session
    return Session(Store(Path(sys.argv[1]), Clock()), Clock())
{before}
sys.exit(run_app(session))
"""
CRASH = """
from pmtui.screens.item_actions import ItemActions
def broken(self):
    raise ZeroDivisionError("secret words of the user")
ItemActions.action_edit_item = broken
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class Terminal:
    """A program in a pseudo-terminal of 120 by 40 cells."""

    def __init__(self, folder: Path, before: str = "") -> None:
        self.output = b""
        environ = {
            **os.environ,
            "PMTUI_NOW": NOW,
            "PMTUI_LOG": str(folder / "log"),
            "PYTHONPATH": os.getcwd(),
        }
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-c", PROGRAM.format(before=before), str(folder / "store")]
            os.execve(sys.executable, command, environ)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read_until(self, text: bytes, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-600:]
            self._read(0.1)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def send(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def status(self) -> int:
        while self._read(10):
            pass
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    @property
    def is_restored(self) -> bool:
        left = [self.output.rfind(sequence) for sequence in (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h")]
        entered = [self.output.rfind(sequence) for sequence in (b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?25l")]
        return all(out > into >= 0 for out, into in zip(left, entered, strict=True))


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


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_keep_the_draft_restore_the_terminal_and_name_themselves(
    folder: Path, number: signal.Signals, status: int
) -> None:
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    terminal.send(b"n")
    terminal.read_until(b"Hypothesis")
    terminal.send(b"Half a thought")
    terminal.read_until(b"thought")
    os.kill(terminal.pid, number)
    assert terminal.status() == status
    assert terminal.is_restored
    drafts = list((folder / "store" / "drafts").iterdir())
    assert any("Half a thought" in draft.read_text(encoding="utf-8") for draft in drafts)


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
    assert "pmtui checkin --plain" in refused.value.message
