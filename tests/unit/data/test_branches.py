"""Two machines worked on copies of one store, and their histories came together: a repair keeps what both did."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.finding import is_sound
from pmtui.data.doctor.repair import repair
from pmtui.data.drafts import DraftFolder
from pmtui.data.history_line import Line, decoded
from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from pmtui.domain.three_way import three_way
from pmtui.usecases.drafts import keep_draft
from pmtui.usecases.purging import purge
from tests.unit.data.test_doctor_forks import LINKS, STEPS, documents, worked
from tests.unit.planner import KR, Planner, SetClock
from tests.unit.refusals import refusal

NAMES = (*LINKS, "links", "serves", "answers")
SETTLED = {"state", "started_on", "start", "end", "note"}
HISTORY = "history/2026-10.jsonl"
Doc = dict[str, Any]
LABEL = " (Ann's conflicted copy 2026-10-14)"


@pytest.fixture(scope="module", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pm = Planner(tmp_path_factory.mktemp("fork") / "base")
    pm.lockup()
    pm.board()
    pm.log("8:00-8:30 stand-up >O1")
    pm.log("2026-09-30 30m letters >KR1")
    return pm.root


def lines_of(root: Path) -> list[Line]:
    found = [decoded(raw) for raw in (root / HISTORY).read_bytes().splitlines(keepends=True)]
    return [line for line in found if line is not None]


def united(root: Path, one: Path, other: Path, seed: int) -> Path:
    """A store with the data files of ``one`` and the lines of both histories, in any order, each once."""
    shutil.copytree(one, root)
    raws = [(side / HISTORY).read_bytes().splitlines(keepends=True) for side in (one, other)]
    lines = list(dict.fromkeys([*raws[0], *raws[1]]))
    if seed:
        random.Random(seed).shuffle(lines)
    (root / HISTORY).write_bytes(b"".join(lines))
    return root


def copied(root: Path, one: Path, other: Path, *, history: bool = True) -> Path:
    """A store as ``one``, with copies of the files of ``other`` that are not the same."""
    shutil.copytree(one, root)
    for file in ("strategy.json", "time/2026-09.json", "time/2026-10.json", *([HISTORY] if history else [])):
        theirs = other / file
        stem, dot, suffix = file.rpartition(".")
        if theirs.exists() and (
            not (root / file).exists() or (root / file).read_bytes() != theirs.read_bytes()
        ):
            (root / file).parent.mkdir(exist_ok=True)
            shutil.copy2(theirs, root / f"{stem}{LABEL}{dot}{suffix}")
    return root


def said(root: Path) -> dict[str, Doc]:
    """What the documents say, by id."""
    return {
        doc["id"]: {name: value for name, value in doc.items() if name != "rev"} for doc in documents(root)
    }


def mended(root: Path) -> dict[str, Doc]:
    clock = SetClock()
    clock.move(minutes=600)
    result = repair(root, clock)
    assert is_sound(result.left), result.left
    docs = documents(root)
    refs = [doc["ref"] for doc in docs]
    assert len(set(refs)) == len(refs)
    assert len({doc["id"] for doc in docs}) == len(docs)
    assert repair(root, clock).done == []
    return said(root)


picks = st.lists(st.integers(0, len(STEPS) - 1), min_size=1, max_size=8)


@given(picks, picks, st.integers(0, 90), st.integers(0, 3))
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_both_branches_are_kept_whoever_repairs(
    base: Path, ours: list[int], theirs: list[int], later: int, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = worked(base, folder / "one", "a", 0, [STEPS[n] for n in ours])
        other = worked(base, folder / "other", "b", later, [STEPS[n] for n in theirs])
        parted = not {*map(repr, lines_of(one))} <= {*map(repr, lines_of(other))}
        parted = parted and not {*map(repr, lines_of(other))} <= {*map(repr, lines_of(one))}
        stores = [
            united(folder / "mixed", one, other, seed),
            united(folder / "other way", other, one, seed + 1),
            copied(folder / "copied", one, other),
        ]
        assert is_sound(examine(stores[0]).findings) == (not parted and seed == 0) or not parted
        found = [mended(root) for root in stores]
        assert found[0] == found[1] == found[2]

        whats = [line.what for line in lines_of(stores[0])]
        for line in (*lines_of(one), *lines_of(other)):
            assert any(what.startswith(line.what) for what in whats), line.what
        check_values(base, one, other, found[0])
        pm = Planner(stores[0])
        while refusal(pm.undo) is None:
            assert is_sound(examine(stores[0]).findings)


def check_values(base: Path, one: Path, other: Path, found: dict[str, Doc]) -> None:
    """Every document is what both sides made of it, but for its name, what it links to and what a rule settled."""
    before, mine, theirs = (said(side) for side in (base, one, other))
    for key in mine.keys() | theirs.keys():
        wanted = three_way(before.get(key), mine.get(key), theirs.get(key)).document
        if key == "timer":
            continue
        assert (wanted is None) == (key not in found), (wanted, found.get(key))
        if wanted is not None:
            was = own(found[key]), own(wanted)
            different = {name for name in was[0] | was[1] if was[0].get(name) != was[1].get(name)}
            assert different <= SETTLED, (different, was)
            assert not different or found[key].get("state", "") in ("", "parked", "planned", "draft")


def own(doc: Doc) -> Doc:
    """What a document says without names."""
    return {name: value for name, value in doc.items() if name not in (*NAMES, "ref")}


@pytest.fixture
def sides(base: Path, tmp_path: Path) -> tuple[Planner, Planner]:
    found = []
    for number, name in enumerate(("one", "other")):
        shutil.copytree(base, tmp_path / name)
        pm = Planner(tmp_path / name)
        pm.clock.move(minutes=1 + number)
        found.append(pm)
    return found[0], found[1]


def test_a_field_that_both_changed_is_a_choice(sides: tuple[Planner, Planner], tmp_path: Path) -> None:
    one, other = sides
    one.set("KR1", title="Ours", why="because")
    other.set("KR1", title="Theirs")
    other.set("KR1", target="30")
    root = united(tmp_path / "mixed", one.root, other.root, 0)
    codes = {finding.code for finding in examine(root).findings}
    assert "E_BRANCHES" in codes
    mended(root)
    kr = Planner(root).doc("KR1")
    assert (kr.title, kr.why, str(kr.metric.target)) == ("Theirs", "because", "30")
    draft = DraftFolder(root).load("edit-KR1")
    assert draft is not None
    assert dict(draft.values) == {"title": "Ours"}
    assert draft.rev != kr.rev
    texts = [entry.what for entry in Store(root, SetClock()).history()]
    assert any("another branch" in text for text in texts)


def test_an_entry_that_one_side_moved_to_another_month_stands_in_its_month_after_every_change(
    sides: tuple[Planner, Planner], tmp_path: Path
) -> None:
    one, other = sides
    one.set("t1", date="2026-09-29")
    other.rm("t1")
    other.set("O1", title="Theirs")
    root = united(tmp_path / "mixed", one.root, other.root, 0)
    mended(root)
    pm = Planner(root)
    for _ in range(4):  # the two of this side, the two of the other, and what brings them together
        pm.undo()
        assert is_sound(examine(root).findings)


def test_a_copy_of_a_data_file_alone_is_brought_in(sides: tuple[Planner, Planner], tmp_path: Path) -> None:
    one, other = sides
    one.set("O1", title="Ours")
    one.add(Kind.OBJECTIVE, "Only here")
    other.set("O1", hypothesis="Theirs")
    other.add(Kind.OBJECTIVE, "Only there")
    other.add(Kind.KEY_RESULT, "Below it", objective="O2", **KR)
    other.log("9:00-9:30 something >O2")
    root = copied(tmp_path / "mixed", one.root, other.root, history=False)
    findings = examine(root).findings
    assert is_sound(findings)
    assert {f.code for f in findings} == {"E_COPY"}
    mended(root)
    pm = Planner(root)
    assert (pm.doc("O1").title, pm.doc("O1").hypothesis) == ("Ours", "Theirs")
    assert [pm.doc(ref).title for ref in ("O2", "O3")] == ["Only here", "Only there"]
    assert pm.doc("KR2").objective == "O3"
    assert [entry.links for entry in pm.entries() if entry.text.startswith("something")] == [("O3",)]
    assert not list(root.glob("*conflicted*"))
    assert len(list(root.glob("quarantine/*/*conflicted*"))) == 1
    pm.undo()
    assert pm.doc("O1").hypothesis == ""
    assert "O3" not in pm.plan.documents


changes = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "put", "twice", "swap"]), st.floats(0, 1), st.binary(max_size=6)
    ),
    min_size=1,
    max_size=4,
)


def mutated(raw: bytes, how: list[tuple[str, float, bytes]]) -> bytes:
    for kind, where, put in how:
        at = int(where * len(raw))
        lines = raw.splitlines(keepends=True)
        if kind == "flip" and at < len(raw):
            raw = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        elif kind == "cut":
            raw = raw[:at]
        elif kind == "put":
            raw = raw[:at] + put + raw[at:]
        elif lines:
            number = int(where * (len(lines) - 1))
            raw = b"".join([*lines, lines[number]] if kind == "twice" else [*lines[number:], *lines[:number]])
    return raw


@given(picks, picks, changes, changes, st.booleans())
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_a_damaged_copy_harms_nothing(
    base: Path,
    ours: list[int],
    theirs: list[int],
    how: list[tuple[str, float, bytes]],
    again: list[tuple[str, float, bytes]],
    history: bool,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = worked(base, folder / "one", "a", 0, [STEPS[n] for n in ours])
        other = worked(base, folder / "other", "b", 30, [STEPS[n] for n in theirs])
        root = copied(folder / "copied", one, other, history=history)
        copies = sorted(root.glob(f"**/*{LABEL}*"))
        for number, copy in enumerate(copies):
            copy.write_bytes(mutated(copy.read_bytes(), how if number % 2 else again))
        assert is_sound(examine(root).findings)
        found = mended(root)
        assert found.keys() >= said(one).keys() - gone(other, one)
        kept = {path.name for path in root.glob(f"**/*{LABEL}*")}
        assert kept == {path.name for path in copies}


def gone(side: Path, than: Path) -> set[str]:
    """The ids of the documents that were taken out on one ``side`` only: a timer that was stopped, an undo."""
    return said(than).keys() - said(side).keys()


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("how", ["lines", "copies"])
def test_a_purge_on_one_side_wins(
    sides: tuple[Planner, Planner], tmp_path: Path, how: str, swapped: bool
) -> None:
    one, other = sides
    one.set("KA1", note="secret")
    other.set("KA1", title="Call Mr Secret")
    other.set("O1", title="Theirs")
    purge(one.session, "KA1", with_backups=True)
    first, second = (other, one) if swapped else (one, other)
    root = (
        united(tmp_path / "mixed", first.root, second.root, 0)
        if how == "lines"
        else copied(tmp_path / "mixed", first.root, second.root)
    )
    found = mended(root)
    pm = Planner(root)
    assert "KA1" not in pm.plan.documents
    assert pm.doc("O1").title == "Theirs"
    assert "Call ten partners" not in (root / HISTORY).read_text()
    assert "ecret" not in (root / HISTORY).read_text() + (root / "strategy.json").read_text() + repr(found)


@pytest.mark.parametrize("first", [0, 1])
def test_a_draft_follows_its_item_to_another_name(
    sides: tuple[Planner, Planner], tmp_path: Path, first: int
) -> None:
    for pm, title in zip(sides, ("Ours", "Theirs"), strict=True):
        pm.add(Kind.OBJECTIVE, title)
        keep_draft(pm.session, "edit-O2", {"title": f"{title}, half-typed"}, pm.doc("O2").rev)
    root = united(tmp_path / "mixed", sides[first].root, sides[1 - first].root, 0)
    mended(root)
    pm = Planner(root)
    assert [pm.doc(ref).title for ref in ("O2", "O3")] == ["Ours", "Theirs"]
    (name,) = DraftFolder(root).names()
    draft = DraftFolder(root).load(name)
    assert name == ("edit-O2", "edit-O3")[first]
    assert draft is not None
    assert draft.values["title"].startswith(pm.doc(name.removeprefix("edit-")).title)
