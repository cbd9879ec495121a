"""System calls that change files: watched, refused, or never reached, by means of strace."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from os import kill
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.crash.processes import Ended, Writer

CALLS = (
    "openat,creat,write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,copy_file_range,sendfile,"
    "rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,mkdir,mkdirat,"
    "fsync,fdatasync,sync_file_range,chmod,fchmod,fchmodat,flock"
)
_CALL = re.compile(r"\d+ +(\w+)\((.*)\) += (\S+)")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")


class Call(NamedTuple):
    """A system call as strace tells it: its name, what stands between its brackets, and its result."""

    name: str
    arguments: str
    result: str

    @property
    def changes_files(self) -> bool:
        return self.name != "openat" or _WRITING.search(self.arguments) is not None

    @property
    def speaks(self) -> bool:
        """Whether it writes to standard output or error."""
        return re.match(r"[12]\b", self.arguments) is not None


class Point(NamedTuple):
    """A call of one run, with its number among its like."""

    call: Call
    number: int

    def __str__(self) -> str:
        return f"{self.call.name} {self.number} ({self.call.arguments[:160]})"


class Fault(NamedTuple):
    """What happens at a point: a signal, or an error, once or from then on."""

    name: str
    lasting: bool = False

    def injection(self, point: Point) -> str:
        # Reading goes on where opening for writing is refused, so that error comes once.
        on = "+" if self.lasts_at(point) else ""
        how = "signal" if self.name.startswith("SIG") else "error"
        return f"inject={point.call.name}:{how}={self.name}:when={point.number}{on}"

    def lasts_at(self, point: Point) -> bool:
        return self.lasting and point.call.name != "openat"

    def __str__(self) -> str:
        return f"{self.name} from then on" if self.lasting else self.name


KILL = Fault("SIGKILL")
KILLED = "killed by SIGKILL"
# A full disk stays full and a read-only one read-only; a bad block or a missing right concerns one call.
ERRORS = (Fault("ENOSPC", lasting=True), Fault("EROFS", lasting=True), Fault("EIO"), Fault("EACCES"))


def require_strace() -> None:
    """Fail where strace is missing."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: install it, for these tests prove nothing without it", pytrace=False)


def trace(writer: Writer, log: Path, *options: str, calls: str = CALLS) -> Ended:
    """Let ``writer`` go under strace, which writes its ``calls`` to ``log``, and wait for its end."""
    command = ["strace", "-f", "-p", str(writer.pid), "-o", str(log), "-e", f"trace={calls}", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            kill(writer.pid, signal.SIGKILL)
            pytest.fail(
                f"strace may not trace here, and these tests prove nothing without it: {said}", pytrace=False
            )
        writer.go()
        return writer.ended()


def disturb(
    writer: Writer, log: Path, fault: Fault, point: Point, *options: str, calls: str = CALLS
) -> Ended:
    """Let ``writer`` go, and meet ``fault`` at ``point``."""
    ended = trace(writer, log, *options, "-e", fault.injection(point), calls=calls)
    wanted = KILLED if fault is KILL else "(INJECTED)"
    assert wanted in log.read_text(errors="replace"), f"{point} was not reached"
    return ended


def calls_in(log: Path) -> Iterator[Call]:
    """The finished calls in ``log``, in order, those of processes that ended included."""
    text = log.read_text(encoding="latin-1")
    assert "<unfinished" not in text or KILLED in text, (
        "two threads write at once, which cannot be told apart"
    )
    for line in text.splitlines():
        match = _CALL.match(line)
        if match:
            yield Call(match[1], match[2], match[3])


def points_in(log: Path) -> list[Point]:
    """Each call in ``log`` that changes files, and each that tells the user."""
    seen: Counter[str] = Counter()
    found = []
    for call in calls_in(log):
        seen[call.name] += 1
        if call.changes_files:
            found.append(Point(call, seen[call.name]))
    return found
