"""The history as write-ahead log: torn ends, damage, missing parts, and what looking at its end costs."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.document import Doc
from pmtui.data.file_state import FileState
from pmtui.data.history import History
from pmtui.data.history_line import Change, Kind, Line, decoded, encoded, states_noted
from pmtui.data.lines_backwards import lines_backwards
from pmtui.data.places import Places
from pmtui.data.store import Store
from pmtui.domain.documents import HIGHEST_REF
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, everything, put, titles

OCTOBER = "history/2026-10.jsonl"

texts = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text("abcXYZ019_-", min_size=1, max_size=26)
states = st.builds(FileState, st.integers(0, 10**9), st.sampled_from(["", "0123abcd", "ffffffff"]))
values = st.recursive(
    st.none()
    | st.booleans()
    | texts
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
places = st.sampled_from([(PLAN, "goals"), (PLAN, "timer"), ("time/2026-10.json", "entries")])


@st.composite
def changes(draw: st.DrawFn, id: str) -> Change:
    def document() -> Doc | None:
        fields = draw(st.none() | st.dictionaries(texts, values, max_size=4))
        if fields is None:
            return None
        return {**fields, "id": id, "ref": draw(texts.filter(bool)), "rev": draw(st.integers(0, 10**9))}

    return Change(*draw(places), id, document(), document())


@st.composite
def lines(draw: st.DrawFn) -> Line:
    n = draw(st.integers(2, 10**9))
    kind = draw(st.sampled_from(get_args(Kind)))
    numbers = st.lists(st.integers(1, n - 1), min_size=1, max_size=3, unique=True).map(tuple)
    moment = draw(st.datetimes(datetime(1, 1, 2), datetime(9999, 1, 1)))
    return Line(
        n=n,
        at=moment.replace(microsecond=0, tzinfo=UTC),
        what=draw(texts),
        kind=kind,
        of=draw(numbers) if kind in ("undo", "redo") else (),
        refs=draw(st.dictionaries(st.sampled_from(["O", "KR", "t"]), st.integers(1, HIGHEST_REF))),
        files=draw(st.integers(0, 999)),
        changes=tuple(draw(changes(id)) for id in draw(st.lists(names, max_size=3, unique=True))),
        states=draw(st.none() | st.dictionaries(st.sampled_from([PLAN, "time/2026-10.json"]), states)),
        since=draw(st.none() | st.integers(0, 10**9)),
    )


@given(lines())
def test_a_line_comes_back_as_it_was_written(line: Line) -> None:
    raw = encoded(line)
    assert raw.count(b"\n") == 1
    assert decoded(raw) == line
    assert json.loads(raw)["n"] == line.n


@given(lines())
def test_the_states_of_a_line_are_read_without_the_rest(line: Line) -> None:
    assert states_noted(encoded(line)) == (line.states if line.is_whole else None)
    assert states_noted(encoded(line)[:-3] + b"0}\n") is None


@pytest.mark.parametrize("noted", [None, {PLAN: FileState(7, "0123abcd")}])
def test_what_documents_say_of_states_is_not_taken_for_the_lines(noted: dict[str, FileState] | None) -> None:
    fields: Doc = {"note": ',"states":{"x":[1,""]}}', "states": {"time/2026-10.json": [1, ""]}}
    doc: Doc = {"id": "a", "ref": "O1", "rev": 1, **fields}
    change = Change(PLAN, "objectives", "a", None, doc)
    line = Line(7, datetime(2026, 10, 14, tzinfo=UTC), "x", "do", (), {}, 1, (change,), noted)
    assert states_noted(encoded(line)) == noted


@given(lines(), st.data())
def test_a_changed_line_is_noticed(line: Line, data: st.DataObject) -> None:
    raw = bytearray(encoded(line))
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= 1 << data.draw(st.integers(0, 7))
    assert decoded(bytes(raw)) is None
    assert decoded(bytes(raw[:position])) is None


@given(st.lists(st.integers(0, 200_000), max_size=6), st.booleans())
def test_lines_come_backwards_with_their_places(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], torn: bool
) -> None:
    wanted = [b"x" * length + b"\n" for length in lengths]
    if torn and lengths:
        wanted[-1] = b"torn"
    path = tmp_path_factory.mktemp("lines") / "lines"
    path.write_bytes(b"".join(wanted))
    found = list(lines_backwards(path))
    assert [line for _, line in found] == wanted[::-1]
    assert [path.read_bytes()[start : start + len(line)] for start, line in found] == wanted[::-1]


def test_history_tells_what_happened_oldest_first(
    add: Add, store: Store, clock: SetClock, reopened: Open
) -> None:
    add("A")
    clock.move(days=40)
    add("B")
    store.undo()
    entries = reopened().history()
    assert [(e.n, e.what, e.kind, e.of, e.undone) for e in entries] == [
        (1, "Add A", "do", (), False),
        (2, "Add B", "do", (), True),
        (3, "Undo: Add B", "undo", (2,), False),
    ]
    assert entries[0].at == datetime(2026, 10, 14, 14, 20, tzinfo=UTC)
    assert [e.n for e in reopened().history(limit=2)] == [2, 3]
    assert reopened().history(limit=0) == []
    assert [path.name for path in sorted((store.root / "history").iterdir())] == [
        "2026-10.jsonl",
        "2026-11.jsonl",
    ]


def test_a_clock_that_goes_back_does_not_disturb_the_order(
    add: Add, store: Store, clock: SetClock, reopened: Open
) -> None:
    add("A")
    clock.move(days=-100)
    add("B")
    assert [path.name for path in (store.root / "history").iterdir()] == ["2026-10.jsonl"]
    assert [entry.what for entry in reopened().history()] == ["Add A", "Add B"]
    assert [entry.what for entry in store.undo()] == ["Add B"]


@pytest.mark.parametrize(
    "torn",
    [b"{", b'{"n":3,"at":"2026-10-14T14:20:00Z"', b"\0" * 700, b'{"n":3}\n', b"\0\0\0\n", b"\xff\xfe\n"],
    ids=repr,
)
def test_a_torn_last_line_was_never_acknowledged_and_is_set_aside(
    add: Add, store: Store, reopened: Open, root: Path, torn: bytes
) -> None:
    add("A")
    add("B")
    whole = (root / OCTOBER).read_bytes()
    (root / OCTOBER).write_bytes(whole + torn)
    before = everything(root)
    assert titles(reopened()) == ["A", "B"]
    assert [entry.what for entry in reopened().history()] == ["Add A", "Add B"]
    assert everything(root) == before, "reading writes nothing"
    put(reopened(), PLAN, "C")
    assert (root / OCTOBER).read_bytes().startswith(whole + b'{"n":3,')
    assert [path.read_bytes() for path in (root / "history").glob("2026-10.*.torn")] == [torn]
    assert [entry.n for entry in store.history()] == [1, 2, 3]


def test_torn_lines_set_aside_within_a_second_do_not_replace_each_other(add: Add, root: Path) -> None:
    add("A")
    for torn in (b"one", b"two"):
        with open(root / OCTOBER, "ab") as handle:
            handle.write(torn)
        add("B")
    assert sorted(path.read_bytes() for path in (root / "history").glob("*.torn")) == [b"one", b"two"]


def test_a_torn_first_line_of_a_month(add: Add, store: Store, clock: SetClock, root: Path) -> None:
    add("A")
    (root / "history/2026-11.jsonl").write_bytes(b"{")
    clock.move(days=31)
    add("B")
    assert [entry.what for entry in store.history()] == ["Add A", "Add B"]


def test_an_acknowledged_last_line_that_is_damaged_is_not_taken_for_torn(
    add: Add, store: Store, root: Path
) -> None:
    """The files hold change 2, so its line was whole once: cutting it off would lose it."""
    add("A")
    add("B")
    raw = (root / OCTOBER).read_bytes()
    (root / OCTOBER).write_bytes(raw[:-20] + b"X" + raw[-19:])
    before = everything(root)
    assert titles(store) == ["A", "B"]
    with pytest.raises(StoreError, match="holds change 2") as caught:
        add("C")
    assert caught.value.code == "E_DAMAGED"
    assert everything(root) == before


def test_damage_in_the_middle_stops_undo_there_but_not_writing(
    add: Add, store: Store, root: Path, reopened: Open
) -> None:
    for title in ("A", "B", "C"):
        add(title)
    raw = (root / OCTOBER).read_bytes()
    (root / OCTOBER).write_bytes(raw.replace(b"Add B", b"Add X"))
    add("D")
    assert [entry.what for entry in reopened().history(limit=2)] == ["Add C", "Add D"]
    with pytest.raises(StoreError, match=r"2026-10\.jsonl is damaged at line 2"):
        reopened().history()
    assert len(store.undo(2)) == 2
    with pytest.raises(StoreError, match="line 2"):
        store.undo()
    assert titles(store) == ["A", "B"]


def test_a_missing_line_in_the_middle_is_noticed(add: Add, store: Store, root: Path) -> None:
    for title in ("A", "B", "C"):
        add(title)
    raw = (root / OCTOBER).read_bytes().splitlines(keepends=True)
    (root / OCTOBER).write_bytes(raw[0] + raw[2])
    with pytest.raises(StoreError, match="after change 1 follows change 3"):
        store.history()


def test_without_its_history_a_store_can_be_read_but_not_written(
    add: Add, store: Store, root: Path, reopened: Open
) -> None:
    add("A")
    (root / OCTOBER).unlink()
    before = everything(root)
    for reader in (store, reopened()):
        assert titles(reader) == ["A"]
    with pytest.raises(StoreError, match="the history is missing") as caught:
        put(reopened(), PLAN, "B")
    assert (caught.value.code, caught.value.exit_status) == ("E_DAMAGED", 3)
    assert everything(root) == before


def test_without_its_newest_part_of_the_history_a_store_is_not_written(
    add: Add, store: Store, clock: SetClock, root: Path
) -> None:
    add("A")
    clock.move(days=31)
    add("B", file="time/2026-11.json")
    (root / "history/2026-11.jsonl").unlink()
    with pytest.raises(StoreError, match="ends with change 1"):
        add("C")


def test_a_file_newer_than_the_history_is_not_written(
    add: Add, store: Store, clock: SetClock, root: Path
) -> None:
    """Even one that is not looked at before every write: an early month."""
    add("A")
    add("B", file="time/2026-12.json")
    clock.move(days=31)
    add("C", file="time/2026-01.json")
    (root / "history/2026-11.jsonl").unlink()
    with pytest.raises(StoreError, match="ends with change 2"):
        add("D", file="time/2026-01.json")


def test_a_damaged_last_line_about_an_early_month_is_not_taken_for_torn(add: Add, root: Path) -> None:
    add("A")
    add("B", file="time/2026-12.json")
    add("C", file="time/2026-01.json")
    raw = (root / OCTOBER).read_bytes()
    (root / OCTOBER).write_bytes(raw[:-20] + b"X" + raw[-19:])
    with pytest.raises(StoreError, match="holds change 3"):
        add("D")
    assert list((root / "history").glob("*.torn")) == []


def test_looking_at_the_end_reads_no_more_than_the_end(root: Path) -> None:
    """What stands before would be an error if it were read."""
    history = History(Places(root))
    at = datetime(2026, 10, 14, tzinfo=UTC)
    for n in range(1, 4):
        history.append(Line(n, at, "x" * 100, "do", (), {}, 0, ()))
    path = root / OCTOBER
    path.write_bytes(b"never read\n" * 1_000_000 + path.read_bytes())
    line = History(Places(root)).tail().line
    assert line is not None
    assert line.n == 3
    first = next(History(Places(root)).backwards())
    assert first.n == 3


def test_an_unreadable_history_is_one_sentence(add: Add, store: Store, root: Path) -> None:
    add("A")
    (root / OCTOBER).unlink()
    (root / OCTOBER).mkdir()
    with pytest.raises(PmtuiError, match="cannot be read") as caught:
        add("B")
    assert caught.value.exit_status == 3


@pytest.mark.parametrize("torn", [b"", b'{"n":9,'])
def test_a_copy_made_of_hard_links_stays_as_it_was(
    add: Add, root: Path, tmp_path: Path, reopened: Open, torn: bytes
) -> None:
    add("A")
    with open(root / OCTOBER, "ab") as handle:
        handle.write(torn)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, copy_function=os.link, ignore=shutil.ignore_patterns("lock"))
    before = everything(copy)
    put(reopened(), PLAN, "B")
    put(reopened(), PLAN, "C")
    assert everything(copy) == before
    assert titles(reopened()) == ["A", "B", "C"]
