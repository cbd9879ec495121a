"""Run a program in a pseudo-terminal: when it shows a text, and how much memory it holds then."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyte

_TIMEOUT = 30.0
_COLUMNS, _ROWS = 120, 40


def first_paint(command: Sequence[str], text: str, env: Mapping[str, str]) -> float:
    """Return the seconds from the start of ``command`` until its screen shows ``text``.

    Raises:
        TimeoutError: the text did not appear within 30 seconds.
    """
    with _shown(command, text, env) as (seconds, _, _):
        return seconds


def resident_megabytes(command: Sequence[str], text: str, env: Mapping[str, str], wait: float) -> float:
    """Return the memory that ``command`` holds ``wait`` seconds after its screen showed ``text``.

    Raises:
        TimeoutError: the text did not appear within 30 seconds.
    """
    with _shown(command, text, env) as (_, pid, descriptor):
        until = time.perf_counter() + wait
        while time.perf_counter() < until:
            if select.select([descriptor], [], [], 0.1)[0]:
                os.read(descriptor, 1 << 16)
        kilobytes = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True)
        return int(kilobytes.stdout) / 1024


@contextmanager
def _shown(command: Sequence[str], text: str, env: Mapping[str, str]) -> Iterator[tuple[float, int, int]]:
    """Run ``command`` until its screen shows ``text``: after how many seconds, its process, and its terminal.

    Chunks are stamped as they arrive, before the emulator reads them: its cost is not in the figure.
    """
    screen = pyte.Screen(_COLUMNS, _ROWS)
    stream = pyte.Stream(screen)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    started = time.perf_counter()
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    try:
        while time.perf_counter() - started < _TIMEOUT:
            if not select.select([descriptor], [], [], 1.0)[0]:
                continue
            try:
                chunk = os.read(descriptor, 1 << 16)
            except OSError:
                break
            arrived = time.perf_counter()
            stream.feed(decoder.decode(chunk))
            if any(text in line for line in screen.display):
                yield arrived - started, pid, descriptor
                return
        raise TimeoutError(f"{text!r} did not appear: {' '.join(command)}")
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)
