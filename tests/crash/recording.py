"""From the system calls that strace saw to the operations of the model of a disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tests.crash.power_cut import (
    Create,
    Disk,
    Flush,
    Link,
    MakeFolder,
    Operation,
    Remove,
    Rename,
    Tell,
    Tree,
    Truncate,
    Write,
)
from tests.crash.strace import CALLS, Call

RECORDED = f"{CALLS},lseek,read,pread64"
"""The calls that must be watched, those included that move the place in a file where the next write goes."""

RECORDING = ("-y", "-s", "100000000")
"""What strace must tell: the files of descriptors, and every byte."""

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HERE = re.compile(r"AT_FDCWD<([^>]*)>")
_DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")
_ON_RIGHTS = {"chmod", "fchmod", "fchmodat", "flock", "pread64"}  # a power cut does not tell them


class Recording:
    """Follows the calls of one process, below the folder ``top``."""

    def __init__(self, top: Path, before: Tree) -> None:
        self._top = f"{top}/"
        self._disk = Disk(before)  # to know which files there are
        self._places: dict[str, int | None] = {}  # by descriptor; None: always at the end

    def operations(self, calls: Iterator[Call]) -> Iterator[Operation]:
        """What the calls that succeeded did."""
        for call in calls:
            if call.result.startswith(("-1", "?")):
                continue
            for operation in self._of(call):
                self._disk.apply(operation)
                yield operation

    def _of(self, call: Call) -> Iterator[Operation]:
        if call.name == "openat":
            yield from self._opened(call)
        elif match := _DESCRIPTOR.match(call.arguments):
            yield from self._on_descriptor(call, match[1], self._below(match[2]))
        elif call.name not in _ON_RIGHTS:
            yield from self._on_names(call.name, self._paths(call))

    def _opened(self, call: Call) -> Iterator[Operation]:
        descriptor = call.result.partition("<")[0]
        self._places[descriptor] = None if "O_APPEND" in call.arguments else 0
        for path in self._paths(call):
            if "O_CREAT" in call.arguments and path not in self._disk.current():
                yield Create(path)
            if "O_TRUNC" in call.arguments:
                yield Truncate(path, 0)

    def _on_descriptor(self, call: Call, descriptor: str, path: str | None) -> Iterator[Operation]:
        if call.name == "write" and descriptor == "1":
            yield Tell()
        if path is None:
            return
        place = self._places.get(descriptor, 0)
        count = int(call.result.partition("<")[0])
        match call.name:
            case "write":
                yield Write(path, place, _unquoted(call.arguments)[:count])
                self._move(descriptor, place, count)
            case "pwrite64":
                offset = int(call.arguments.rpartition(", ")[2])
                yield Write(path, offset, _unquoted(call.arguments)[:count])
            case "read":
                self._move(descriptor, place, count)
            case "lseek":
                self._places[descriptor] = None if place is None else count
            case "ftruncate":
                yield Truncate(path, int(call.arguments.rpartition(", ")[2]))
            case "fsync" | "fdatasync":
                yield Flush(path)
            case _:
                assert call.name in _ON_RIGHTS, f"the model does not know {call.name}"

    def _move(self, descriptor: str, place: int | None, by: int) -> None:
        self._places[descriptor] = None if place is None else place + by

    def _on_names(self, name: str, paths: list[str]) -> Iterator[Operation]:
        if not any(paths):
            return
        match name:
            case "mkdir" | "mkdirat":
                yield MakeFolder(*paths)
            case "unlink" | "unlinkat" | "rmdir":
                yield Remove(*paths)
            case "rename" | "renameat" | "renameat2":
                yield Rename(*paths)
            case "link" | "linkat":
                yield Link(*paths)
            case _:
                raise AssertionError(f"the model does not know {name}")

    def _paths(self, call: Call) -> list[str]:
        """The paths among the arguments that lie below the top."""
        named = _STRING.findall(call.arguments)
        if here := _HERE.search(call.arguments):
            named = [os.path.normpath(os.path.join(here[1], path)) for path in named]
        assert all(path.startswith("/") for path in named), call
        return [path for path in map(self._below, named) if path is not None]

    def _below(self, path: str) -> str | None:
        if f"{path}/" == self._top:
            return ""
        return path.removeprefix(self._top) if path.startswith(self._top) else None


def _unquoted(arguments: str) -> bytes:
    """The bytes of the string among the arguments, which strace wrote as C would."""
    match = _STRING.search(arguments)
    assert match is not None
    return match[1].encode("latin-1").decode("unicode_escape").encode("latin-1")
