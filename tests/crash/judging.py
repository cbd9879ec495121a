"""What a store holds after a disturbance, and whether all is well with it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import mock

from pmtui.cli.main import main
from pmtui.data.clock import Clock
from pmtui.data.doctor.examination import examine_at_rest
from pmtui.data.doctor.finding import is_sound
from pmtui.data.document import DATA_FOLDERS, Doc
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.crash.next_format import next_format
from tests.crash.power_cut import Tree
from tests.crash.processes import Ended, Line

REFUSED = re.compile(
    r"pmtui: \S.* cannot be written: [^.]+\. "
    r"(Nothing was stored|It is not certain whether the change was stored) \(E_CANNOT_WRITE\)\nfix: \S.*\n"
)
"""What is said when a change cannot be stored."""

Content = dict[tuple[str, str, str], Doc]
_DAMAGED: Content = {("damaged", "", ""): {}}
_NEXT, _LATER = "the next one", "2026-10-16T07:00:00Z"  # after every other
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
        if error.code != "E_DAMAGED":
            raise
        return _DAMAGED


class Judge:
    """Judges the stores that disturbed runs of one command line leave; equal ones once.

    Attributes:
        old, new: What the store holds before the command and after it.
    """

    def __init__(
        self, line: Line, old: Content, new: Content, gone: str = "", *, format_to_come: bool = False
    ) -> None:
        """``format_to_come``: the command was run by a program of the next format, and so is what comes after it."""
        self._line, self.old, self.new, self._gone = line, old, new, gone.encode()
        self._format_to_come = format_to_come
        self._known: dict[object, Content] = {}

    def check(self, root: Path) -> Content:
        """What ``root`` holds: exactly the old or the new state, and all is well with it."""
        key = _likeness(tree_of(root))
        if key not in self._known:
            self._known[key] = self._judged(root)
        return self._known[key]

    def check_tree(self, tree: Tree, root: Path) -> Content:
        """The same of a store that is not there yet, and may be laid out as ``root``."""
        key = _likeness(tree)
        if key not in self._known:
            shutil.rmtree(root, ignore_errors=True)
            lay_out(tree, root)
            self._known[key] = self._judged(root)
        return self._known[key]

    def _judged(self, root: Path) -> Content:
        with next_format(wanted=self._format_to_come):
            return self._checked(root)

    def _checked(self, root: Path) -> Content:
        seen = content(root)
        assert seen in (self.old, self.new), "neither the state before the command nor the one after it"
        self._require_goes_on(root, seen)
        require_sound(root)
        if self._gone and seen == self.new:
            assert not holding(root, self._gone), (
                f"what was to be gone is left in {holding(root, self._gone)}"
            )
        return seen

    def _require_goes_on(self, root: Path, seen: Content) -> None:
        """The next command, a day later, works, and finds what readers saw."""
        if seen == _DAMAGED:  # the same command is the way out
            ended = run_here(root, self._line)
            seen = content(root)
            assert (ended.status, seen) == (0, self.new), ended
        ended = run_here(root, Line(("add", "goal", _NEXT), _LATER))
        assert (ended.status, ended.err) == (0, ""), ended
        after = content(root)
        added = [key for key, doc in after.items() if doc.get("title") == _NEXT]
        assert len(added) == 1
        del after[added[0]]
        assert after == seen, "the next command changed what readers saw"


def run_here(root: Path, line: Line) -> Ended:
    """Run a command line in this process, which is quick; its ids are new ones every time."""
    said, told, hook = StringIO(), StringIO(), sys.excepthook
    given = {"PMTUI_DATA": str(root), "PMTUI_NOW": line.now}
    with mock.patch.dict(os.environ, given), redirect_stdout(said), redirect_stderr(told):
        try:
            status = main(line.words)
        finally:
            sys.excepthook = hook
    return Ended(status, said.getvalue(), told.getvalue())


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


def tree_of(root: Path) -> Tree:
    """The files and folders below ``root``."""
    return {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")
    }


def lay_out(tree: Tree, root: Path) -> None:
    """Make ``root``, with the files and folders of ``tree`` in it."""
    root.mkdir(mode=0o700, parents=True)
    for path, raw in sorted(tree.items()):
        if raw is None:
            (root / path).mkdir(mode=0o700)
        else:
            (root / path).touch(mode=0o600)
            (root / path).write_bytes(raw)


def _likeness(tree: Tree) -> object:
    """Equal for stores that differ in the numbers of the processes that wrote them only."""
    return frozenset(
        (_TEMPORARY.sub(".tmp", path), b"locked" if raw and path.endswith("lock") else raw)
        for path, raw in tree.items()
    )
