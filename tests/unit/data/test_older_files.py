"""Older copies of data files, put back at any time and in any way: nothing acknowledged is lost, and doctor knows."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pmtui.data.doctor.examination import examine_at_rest
from pmtui.data.doctor.finding import is_sound
from pmtui.data.doctor.repair import repair
from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError
from pmtui.usecases.purging import purge
from tests.unit.planner import Planner, SetClock

FILES = ("strategy.json", "time/2026-09.json", "time/2026-10.json")
LINES = ("5m call", "10m mail >O1", "yesterday 15m trip", "2026-09-30 20m audit", "2026-09-29 25m talk")


class Copy(NamedTuple):
    """A file as it once was."""

    file: str
    data: bytes
    mtime_ns: int
    purges: int


def put_back(root: Path, copy: Copy, *, replacing: bool, time: str) -> None:
    """Let an older file stand there again, as cp, cp -p, rsync -t or a restored snapshot do."""
    path = root / copy.file
    before = os.stat(path)
    if replacing:
        other = path.with_name("other")
        other.write_bytes(copy.data)
        os.replace(other, path)
    else:
        path.write_bytes(copy.data)
    if time == "kept":
        os.utime(path, ns=(copy.mtime_ns, copy.mtime_ns))
    elif time == "as it was":
        os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))


def shown(store: Store) -> dict[str, dict[str, Any]]:
    """Every document, without what differs between two stores that were told the same."""
    found: dict[str, dict[str, Any]] = {}
    for file in ("strategy.json", *store.files("time")):
        for table in store.tables(file):
            for doc in store.documents(file, table):
                found[f"{file} {doc['ref']}"] = {k: v for k, v in doc.items() if k not in ("id", "rev")}
    return found


def told(action: Callable[[], object]) -> str:
    """The code an action is refused with, empty when it is not."""
    try:
        action()
    except PmtuiError as error:
        return error.code
    return ""


class Copies(RuleBasedStateMachine):
    """Two stores are told the same; older files are put back into one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        clock = SetClock()
        self.pm, self.twin = Planner(self.folder / "a", clock), Planner(self.folder / "b", clock)
        self.copies: list[Copy] = []
        self.purges = 0
        self.foreign = False
        self.doubtful = False
        for pm in (self.pm, self.twin):
            pm.lockup()
            for line in (LINES[3], LINES[0]):
                pm.log(line)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def both(self, action: Callable[[Planner], object]) -> None:
        code = told(lambda: action(self.pm))
        if code == "E_DAMAGED":
            assert self.foreign
            return
        assert told(lambda: action(self.twin)) == code

    @rule(kind=st.sampled_from([Kind.OBJECTIVE, Kind.VISION]))
    def add(self, kind: Kind) -> None:
        self.both(lambda pm: pm.add(kind, "Something"))

    @rule(ref=st.sampled_from(["O1", "O2", "KR1", "t1", "t2"]), text=st.sampled_from(["aaa", "bbb", "ccc"]))
    def change(self, ref: str, text: str) -> None:
        self.both(lambda pm: pm.set(ref, note=text))

    @rule(line=st.sampled_from(LINES))
    def log(self, line: str) -> None:
        self.both(lambda pm: pm.log(line))

    @rule(date=st.sampled_from(["2026-09-28", "2026-10-02"]))
    def change_month(self, date: str) -> None:
        self.both(lambda pm: pm.set("t1", date=date))

    @rule()
    def undo(self) -> None:
        self.both(lambda pm: pm.undo())

    @rule()
    def redo(self) -> None:
        self.both(lambda pm: pm.redo())

    @rule(ref=st.sampled_from(["O2", "t2", "V1"]))
    def purge(self, ref: str) -> None:
        before = self.pm.session.store.signature()
        self.both(lambda pm: purge(pm.session, ref))
        self.purges += self.pm.session.store.signature() != before

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.pm.clock.move(days=days)

    @rule(file=st.sampled_from(FILES))
    def keep(self, file: str) -> None:
        path = self.pm.root / file
        self.copies.append(Copy(file, path.read_bytes(), path.stat().st_mtime_ns, self.purges))

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), replacing=st.booleans(), time=st.sampled_from(["kept", "new", "as it was"]))
    def bring(self, data: st.DataObject, replacing: bool, time: str) -> None:
        copy = data.draw(st.sampled_from(self.copies))
        put_back(self.pm.root, copy, replacing=replacing, time=time)
        self.doubtful = True
        # What was purged stands in it: the history does not tell how to come from there to what must be.
        self.foreign = self.foreign or copy.purges < self.purges

    @rule()
    def repair(self) -> None:
        repair(self.pm.root, self.pm.clock)
        assert is_sound(examine_at_rest(self.pm.root).findings)
        self.foreign = self.doubtful = False

    @invariant()
    def nothing_is_lost(self) -> None:
        wanted = shown(self.twin.session.store)
        for store in (self.pm.session.store, Store(self.pm.root, self.pm.clock)):
            found: list[object] = []
            code = told(partial(self._look, store, found))
            if code:
                assert (code, self.foreign) == ("E_DAMAGED", True)
                assert not is_sound(examine_at_rest(self.pm.root).findings)
            else:
                assert found == [wanted]

    def _look(self, store: Store, found: list[object]) -> None:
        found.append(shown(store))

    @invariant()
    def doctor_knows(self) -> None:
        found = examine_at_rest(self.pm.root)
        if not self.doubtful:
            assert is_sound(found.findings), found.findings
        behind = {d.place[0] for d in found.differences}
        assert behind <= {finding.file for finding in found.findings}


def test_older_files_are_put_back_at_any_time() -> None:
    run_state_machine_as_test(Copies, settings=settings(max_examples=20, stateful_step_count=20))
