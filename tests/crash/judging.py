"""What a store holds after a disturbance, and whether all is well with it."""

from __future__ import annotations

import re
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.doctor.examination import examine_at_rest
from pmtui.data.doctor.finding import is_sound
from pmtui.data.document import DATA_FOLDERS, Doc
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.crash.processes import Line, Server

Content = dict[tuple[str, str, str], Doc]
_DAMAGED: Content = {("damaged", "", ""): {}}
_NEXT = "the next one"
_TEMPORARY = re.compile(r"\.\d+\.\d+\.tmp$")


def content(root: Path) -> Content:
    """Every document of the store by file, table and id, as a reader sees it who takes no lock."""
    store = Store(root, Clock())
    try:
        return {
            (file, table, doc["id"]): doc
            for folder in ("", *DATA_FOLDERS)
            for file in store.files(folder)
            for table in store.tables(file)
            for doc in store.documents(file, table)
        }
    except StoreError as error:
        assert error.code == "E_DAMAGED", error
        return _DAMAGED


class Judge:
    """Judges the stores that disturbed runs of one command line leave; equal ones once.

    Attributes:
        old, new: What the store holds before the command and after it.
    """

    def __init__(self, server: Server, line: Line, old: Content, new: Content, gone: str = "") -> None:
        self._server, self._line, self.old, self.new, self._gone = server, line, old, new, gone.encode()
        self._known: dict[frozenset[tuple[str, bytes]], Content] = {}

    @property
    def distinct(self) -> int:
        """How many different stores were judged."""
        return len(self._known)

    def check(self, root: Path) -> Content:
        """What ``root`` holds: exactly the old or the new state, and all is well with it."""
        found = _fingerprint(root)
        if found not in self._known:
            self._known[found] = self._checked(root)
        return self._known[found]

    def _checked(self, root: Path) -> Content:
        seen = content(root)
        assert seen in (self.old, self.new), "neither the state before the command nor the one after it"
        self._require_goes_on(root, seen)
        require_sound(root)
        if self._gone and seen == self.new:
            assert not holding(root, self._gone), f"what was to be gone is left in {holding(root, self._gone)}"
        return seen

    def _require_goes_on(self, root: Path, seen: Content) -> None:
        """The next command works, and finds what readers saw."""
        if seen == _DAMAGED:  # the same command is the way out
            ended = self._server.run(root, self._line)
            assert (ended.status, content(root)) == (0, self.new), ended
            return
        ended = self._server.run(root, Line(("add", "goal", _NEXT), self._line.now))
        assert (ended.status, ended.err) == (0, ""), ended
        after = content(root)
        added = [key for key, doc in after.items() if doc.get("title") == _NEXT]
        assert len(added) == 1
        del after[added[0]]
        assert after == seen, "the next command changed what readers saw"


def require_sound(root: Path) -> None:
    """No leftovers, and the doctor finds nothing wrong: no hole in the history, files that say what it says."""
    left = [path.name for path in root.rglob("*") if path.suffix == ".tmp" or path.name.startswith("rewrite")]
    assert not left, left
    assert (root / "lock").read_bytes() == b""
    findings = examine_at_rest(root).findings
    assert is_sound(findings), findings


def holding(root: Path, words: bytes) -> list[Path]:
    """The files below ``root``, backups aside, that hold ``words``."""
    every = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".zip")
    return [path for path in every if words in path.read_bytes()]


def _fingerprint(root: Path) -> frozenset[tuple[str, bytes]]:
    """The files of a store, without the numbers of the processes that wrote them."""
    return frozenset(
        (_TEMPORARY.sub(".tmp", str(path.relative_to(root))), _bytes(path)) for path in root.rglob("*")
    )


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        return b"/"
    raw = path.read_bytes()
    return raw[:0] + b"locked" if path.name == "lock" and raw else raw
