"""The program in a real pseudo-terminal: what is typed at it, what it prints, which signals it gets."""

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
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.screens.cockpit_stage import NOW

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


class Terminal:
    """A program in a pseudo-terminal of 120 by 40 cells.

    Attributes:
        output: Everything it printed so far.
    """

    def __init__(self, folder: Path, before: str = "", claims: Mapping[str, str] | None = None) -> None:
        self.output = b""
        environ = {
            **os.environ,
            **(claims or {}),
            "PMTUI_NOW": NOW,
            "PMTUI_LOG": str(folder / "log"),
            "PYTHONPATH": os.getcwd(),
        }
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            command = [sys.executable, "-c", PROGRAM.format(before=before), str(folder / "store")]
            os.execve(sys.executable, command, environ)
        self.resize(120, 40)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size, which also signals that."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read_until(self, text: bytes, seconds: float = 30) -> None:
        """Wait for ``text`` behind what was waited for before."""
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-600:]
            self._read(0.1)

    def forget(self) -> None:
        """From here on, only what is printed anew counts."""
        self.read_for(0.2)
        self.output = b""

    def read_for(self, seconds: float) -> None:
        """Take what it prints in the next ``seconds``."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass

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
        """Type ``keys``."""
        os.write(self.master, keys)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """Close the window: nothing reads what it prints any more, and nothing types."""
        os.close(self.master)

    def wait_until_stopped(self) -> None:
        """Wait until the program sleeps, and take what it printed before."""
        end = time.monotonic() + 20
        while True:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                return self.read_for(0.2)
            assert time.monotonic() < end, "it does not stop"

    def status(self) -> int:
        """Wait for the end and return the exit status, negative for a signal."""
        while self._read(10):
            pass
        return self.end()

    def end(self, seconds: float = 20) -> int:
        """Wait for the end without reading; one that does not end is killed and fails the test."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("the program did not end")

    @property
    def is_restored(self) -> bool:
        """Whether the last that was said of screen, mouse and cursor is that all is as it was."""
        left = [self.output.rfind(sequence) for sequence in (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?25h")]
        entered = [self.output.rfind(sequence) for sequence in (b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?25l")]
        return all(out > into for out, into in zip(left, entered, strict=True))

    @property
    def is_cooked(self) -> bool:
        """Whether the terminal echoes and waits for whole lines, as a shell needs it."""
        local = termios.tcgetattr(self.master)[3]
        return bool(local & termios.ECHO and local & termios.ICANON and local & termios.ISIG)
