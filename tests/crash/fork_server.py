"""A warm pmtui that forks: each command line runs in a child of its own, without the time Python takes to start.

A program: it reads requests from standard input and answers on standard output, a line of JSON each. ``processes``
is its other end. A child waits until it is told to go, so that a tracer can be attached to it first.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import random
import resource
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

from pmtui.cli.main import main
from tests.crash.next_format import next_format
from tests.crash.small_disk import leave_free, mount_small_disk

_PR_SET_PTRACER = 0x59616D61
_ANYBODY = -1

Request = dict[str, Any]


class ForkServer:
    """Serves until its standard input ends."""

    def __init__(self) -> None:
        self._requests = os.fdopen(os.dup(0), encoding="utf-8")
        self._answers = os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):
            os.dup2(nowhere, stream)
        self._gates: dict[int, int] = {}

    def serve(self) -> None:
        """Answer every request in the order they come."""
        todo: dict[str, Callable[[Request], Any]] = {
            "warm": self._warm,
            "mount": lambda request: mount_small_disk(request["place"], request["size"]),
            "leave_free": lambda request: leave_free(request["place"], request["pages"]),
            "start": self._start,
            "go": self._go,
            "wait": self._wait,
        }
        self._answer(os.getpid())
        for line in self._requests:
            request = json.loads(line)
            self._answer(todo[request["do"]](request))

    def _answer(self, value: Any) -> None:
        os.write(self._answers, json.dumps(value).encode() + b"\n")

    def _warm(self, request: Request) -> None:
        """Run command lines in this process for what they import, and leave no other trace of them in it."""
        hook, given = sys.excepthook, sys.stdin
        with (
            mock.patch.dict(os.environ, request["environment"]),
            next_format(wanted=request["next_format"]),
            mock.patch("pmtui.data.ulid._latest", 0),  # ids only grow, and those of the children shall not
            redirect_stdout(StringIO()),
            redirect_stderr(StringIO()),
        ):
            for now, words, typed in request["lines"]:
                os.environ["PMTUI_NOW"] = now
                sys.stdin = StringIO(typed)
                main(words)
        sys.excepthook, sys.stdin = hook, given
        gc.collect()
        gc.freeze()

    def _start(self, request: Request) -> int:
        """Fork a child and wait until it waits; the answer is its number."""
        gate, opener = os.pipe()
        arrived, arrival = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(opener)
            _end_with(partial(_run, request, gate, arrival))
        os.close(arrival)
        os.read(arrived, 1)
        os.close(arrived)
        os.close(gate)
        self._gates[pid] = opener
        return pid

    def _go(self, request: Request) -> None:
        gate = self._gates.pop(request["pid"])
        os.write(gate, b"!")
        os.close(gate)

    def _wait(self, request: Request) -> int:
        """Wait until a child has ended; the answer is its exit status, or minus the signal."""
        _, status = os.waitpid(request["pid"], 0)
        return os.waitstatus_to_exitcode(status)


def _end_with(work: Callable[[], int]) -> None:
    """End this process as Python would at the end of a program that does ``work``."""
    status = 1
    try:
        status = work()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                status = 120  # as Python does
        os._exit(status)


def _run(request: Request, gate: int, arrival: int) -> int:
    """Run the command lines of ``request`` when the gate opens, until one fails; the last one's exit status.

    A line ``ACK`` on standard output follows each one that exits with 0.
    """
    if sys.platform == "linux":  # where only a parent may trace its child: anybody may
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(_ANYBODY), 0, 0, 0)
    folder = Path(request["files"])
    for descriptor, name, flags in ((0, "in", os.O_RDONLY), (1, "out", os.O_APPEND | os.O_WRONLY)):
        os.dup2(os.open(folder / name, flags), descriptor)
    os.dup2(os.open(folder / "err", os.O_APPEND | os.O_WRONLY), 2)
    os.environ.update(request["environment"])
    if request["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest_file"], resource.RLIM_INFINITY))
    gc.disable()  # as the program does
    os.write(arrival, b"!")
    if not os.read(gate, 1):  # the server is no more
        return 1
    with next_format(wanted=request["next_format"]):
        return _run_lines(request["lines"], acknowledge=request["acknowledge"])


def _run_lines(lines: list[tuple[str, list[str]]], *, acknowledge: bool) -> int:
    for number, (now, words) in enumerate(lines):
        os.environ["PMTUI_NOW"] = now
        chance = random.Random(now)  # the same ids in every run, so that stores can be compared
        with mock.patch("os.urandom", chance.randbytes):
            status = main(words)
        if status:
            return status
        if acknowledge:
            os.write(1, b"ACK %d\n" % number)
    return 0


if __name__ == "__main__":
    ForkServer().serve()
