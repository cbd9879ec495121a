"""Random damage to random files of a real little store: after a repair it is sound, and nothing readable is lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pmtui.data.archive import read_archive
from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.finding import is_sound
from pmtui.data.doctor.repair import Repair, repair
from pmtui.data.history_line import decoded
from pmtui.data.rolling import back_up
from pmtui.data.store import Store
from tests.unit.data.damage_kinds import flipped
from tests.unit.data.stories import FILES, STRATEGY, changes, documents, line_of, tell, without_rev
from tests.unit.planner import SetClock

DATA = [file for file in FILES if not file.startswith("history")]
LEFT = ("E_LINK", "E_RULE", "E_SPAN", "E_MONTH", "E_OVERLAP", "E_DAY_FULL", "E_TWICE", "E_AHEAD")
BACKUP = "backups/pmtui-2026-10-10.zip"
SPOILED = (*FILES, BACKUP)
LOST = "nothing else here holds it"


@pytest.fixture(scope="module", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        yield


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same store at some moments of its life, the last one last."""
    folder = tmp_path_factory.mktemp("stories")
    tell(folder / "store")
    found = []
    for n in (9, 17, 24):
        found.append(rewound(folder / "store", folder / str(n), n))
    back_up(Store(folder / "store", SetClock()), date(2026, 10, 10))
    return [*found, folder / "store"]


def rewound(root: Path, copy: Path, last: int) -> Path:
    """A copy of the store as it was after change ``last``, which the store itself rebuilds from its history."""
    (copy / "history").mkdir(parents=True)
    for path in (root / "history").iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [raw for raw in lines if (line := decoded(raw)) and line.n <= last]
        if kept:
            (copy / "history" / path.name).write_bytes(b"".join(kept))
    assert is_sound(repair(copy, SetClock()).left)
    shutil.rmtree(copy / "quarantine", ignore_errors=True)
    return copy


Harm = tuple[str, str, int, int]


@st.composite
def harms(draw: st.DrawFn) -> list[Harm]:
    """File, what happens to it, and two numbers that say where and how much."""
    how = st.sampled_from(["flip", "flip", "cut", "lose", "repeat", "older", "delete", "zero", "swap"])
    one = st.tuples(st.sampled_from(SPOILED), how, st.integers(0, 10**6), st.integers(0, 10**6))
    return draw(st.lists(one, min_size=1, max_size=3))


def do_harm(root: Path, stories: list[Path], harm: Harm) -> None:
    file, how, where, much = harm
    path = root / file
    if not path.exists():
        return
    raw = path.read_bytes()
    lines = raw.splitlines(keepends=True)
    at = where % max(1, len(lines))
    span = 1 + much % 3
    if how == "older":
        older = stories[where % len(stories)] / file
        if older.exists():
            shutil.copyfile(older, path)
        return
    if how == "delete":
        path.unlink()
        return
    path.write_bytes(
        {
            "flip": lambda: flipped(raw, 1 + much % 4, where) if raw else raw,
            "cut": lambda: raw[: where % max(1, len(raw))],
            "lose": lambda: b"".join(lines[:at] + lines[at + span :]),
            "repeat": lambda: b"".join(lines[:at] + lines[at : at + span] * 2 + lines[at + span :]),
            "zero": lambda: raw[: where % max(1, len(raw))] + b"\0" * (much % 5000),
            "swap": lambda: b"".join(
                lines[:at] + lines[at + 1 : at + 2] + lines[at : at + 1] + lines[at + 2 :]
            ),
        }[how]()
    )


def intact(
    root: Path, wanted: dict[Any, dict[str, Any]], revs: dict[Any, dict[str, Any]]
) -> dict[Any, set[str]]:
    """Which documents stand somewhere as they were, byte by byte, and where: in their file, in the history."""
    told: dict[Any, dict[str, Any] | None] = {}
    known = set()
    for place, _, after in changes(root):
        told[place] = after
        if after is not None and after == revs.get(place):
            known.add(place)
    raws = {file: (root / file).read_bytes() if (root / file).exists() else b"" for file in DATA}
    found: dict[Any, set[str]] = {}
    for place in wanted:
        where = {"history"} if place in known else set()
        if line_of(revs[place]) in raws[place[0]]:
            where.add("file")
        if where:
            found[place] = where
    return found


def with_rev(root: Path, lost: Collection[str] = ()) -> dict[Any, dict[str, Any]]:
    store = Store(root, SetClock())
    return {
        (file, table, key): doc
        for file in DATA
        if file not in lost
        for table, docs in store._files.content(file).tables.items()
        for key, doc in docs.items()
    }


@settings(max_examples=80, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(harms())
@example(  # the line that told of an entry is gone, and so are lines of the file
    [
        ("time/2026-09.json", "lose", 6914, 307716),
        ("history/2026-09.jsonl", "cut", 202174, 620),
        ("time/2026-09.json", "lose", 65802, 856),
    ]
)
def test_after_any_damage_a_repair_loses_nothing_that_can_be_read(
    stories: list[Path], damage: list[Harm]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(stories[-1], Path(folder) / "store"))
        wanted, revs = documents(root), with_rev(root)
        before = {file: (root / file).read_bytes() for file in SPOILED}
        for harm in damage:
            do_harm(root, stories, harm)
        harmed = {file: (root / file).read_bytes() for file in SPOILED if (root / file).exists()}
        there = intact(root, wanted, revs)
        result = repair(root, SetClock())
        require_kept(root, result, harmed)
        if (root / BACKUP).exists():
            read_archive(root / BACKUP)
        if harmed == before:
            assert result.quarantine is None
        lost = {finding.file for finding in result.left if LOST in finding.fix}
        now = {place: without_rev(doc) for place, doc in with_rev(root, lost).items()}
        for place, where in there.items():
            if place[0] in lost:
                continue
            assert place in now, (place, where, result.done)
            assert now[place] == wanted[place] or wanted[place] in versions(root, place), (
                place,
                where,
                result.done,
            )
            if where == {"file", "history"}:
                assert now[place] == wanted[place], (place, result.done)
        require_clean(root, result, everything_is_somewhere=there.keys() == wanted.keys())


def versions(root: Path, place: Any) -> list[dict[str, Any]]:
    """Every version of a document that the history can bring back."""
    return [
        without_rev(doc)
        for where, *docs in changes(root)
        if where == place
        for doc in docs
        if doc is not None
    ]


def require_clean(root: Path, result: Repair, *, everything_is_somewhere: bool) -> None:
    """Only what nothing here holds any more may be left: files that are left alone, and links to documents."""
    if everything_is_somewhere:
        assert result.left == []
    assert all(LOST in finding.fix or finding.code in LEFT for finding in result.left), result.left
    assert examine(root).findings == result.left
    if not result.left:
        store = Store(root, SetClock())
        numbers = [entry.n for entry in store.history()]
        assert numbers == sorted(set(numbers))
        with store.transaction() as transaction:
            transaction.what = "Go on"
            transaction.put(
                STRATEGY, "visions", {"id": transaction.new_id(), "ref": transaction.next_ref("V")}
            )
        store.undo()


def require_kept(root: Path, result: Repair, harmed: dict[str, bytes]) -> None:
    """Whatever was replaced lies in quarantine as it was."""
    for file, raw in harmed.items():
        now = (root / file).read_bytes() if (root / file).exists() else None
        if now is None or not now.startswith(raw.rstrip(b"\n")):
            assert result.quarantine is not None, file
            kept = root / result.quarantine / file
            assert not kept.exists() or kept.read_bytes() == raw
            assert kept.exists() or file == STRATEGY or now is not None
