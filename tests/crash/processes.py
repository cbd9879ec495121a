"""Command lines of pmtui, each in a process that can be stopped, traced or killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Line:
    """A command line, the instant it is typed at, and what is typed into it."""

    words: tuple[str, ...]
    now: str
    typed: str = ""


@dataclass(frozen=True)
class Ended:
    """What a process left: its exit status, or minus the signal that killed it, and what it said."""

    status: int
    out: str
    err: str


class Writer:
    """A process with command lines to run; it waits until it is let go."""

    def __init__(self, server: Server, pid: int, files: Path) -> None:
        self._server, self.pid, self._files = server, pid, files

    def go(self) -> None:
        self._server.ask(do="go", pid=self.pid)

    def ended(self) -> Ended:
        """Wait for its end."""
        status = self._server.ask(do="wait", pid=self.pid)
        out, err = (
            (self._files / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err")
        )
        return Ended(status, out, err)


class Server:
    """The other end of ``fork_server``; ``files`` is a folder for what its children say."""

    def __init__(self, files: Path) -> None:
        self._files = files
        # Unbuffered: what a refused write leaves in a buffer is pointed at nothing, but here writing there fails, too.
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-u", "-m", "tests.crash.fork_server"],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._started = 0
        self.pid: int = self._answer()

    def ask(self, **request: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        assert answer, f"the server of the crash tests has ended with {self._process.wait()}"
        return json.loads(answer)

    def start(
        self,
        root: Path,
        *lines: Line,
        acknowledge: bool = False,
        largest_file: int | None = None,
        next_format: bool = False,
    ) -> Writer:
        """A process that will run ``lines`` on the store ``root``, until one of them fails."""
        self._started += 1
        files = self._files / str(self._started % 16)
        files.mkdir(parents=True, exist_ok=True)
        (files / "in").write_text("".join(line.typed for line in lines), encoding="utf-8")
        for name in ("out", "err"):
            (files / name).write_text("")
        pid = self.ask(
            do="start",
            files=str(files),
            environment=self._environment(root),
            lines=[(line.now, line.words) for line in lines],
            acknowledge=acknowledge,
            largest_file=largest_file,
            next_format=next_format,
        )
        return Writer(self, pid, files)

    def run(self, root: Path, *lines: Line, largest_file: int | None = None) -> Ended:
        """Run ``lines`` on the store ``root`` undisturbed."""
        writer = self.start(root, *lines, largest_file=largest_file)
        writer.go()
        return writer.ended()

    def warm(self, root: Path, *lines: Line, next_format: bool = False) -> None:
        """Let the server import what ``lines`` need, by running them on the store ``root`` itself."""
        typed = [(line.now, line.words, line.typed) for line in lines]
        self.ask(do="warm", environment=self._environment(root), lines=typed, next_format=next_format)

    def _environment(self, root: Path) -> dict[str, str]:
        return {"PMTUI_DATA": str(root), "PMTUI_CONFIG": str(self._files), "TZ": "UTC"}

    def mount(self, place: Path, size: int) -> str:
        """Let the server and its writers see a small disk at ``place``; returns why that cannot be."""
        refused = self.ask(do="mount", place=str(place), size=size)
        assert isinstance(refused, str)
        return refused

    def leave_free(self, place: Path, pages: int | None) -> None:
        """Fill the disk at ``place`` until so many pages are free; None: take what it was filled with away."""
        self.ask(do="leave_free", place=str(place), pages=pages)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
