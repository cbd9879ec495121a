"""Run a program in a pseudo-terminal and time when it shows a text."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

import pyte

_TIMEOUT = 30.0
_COLUMNS, _ROWS = 120, 40


def first_paint(command: Sequence[str], text: str, env: Mapping[str, str]) -> float:
    """Return the seconds from the start of ``command`` until its screen shows ``text``.

    Chunks are stamped as they arrive, before the emulator reads them: its cost is not in the figure.

    Raises:
        TimeoutError: the text did not appear within 30 seconds.
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
                return arrived - started
        raise TimeoutError(f"{text!r} did not appear: {' '.join(command)}")
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)
