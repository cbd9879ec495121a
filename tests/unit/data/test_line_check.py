"""What a line of the history may say: a right checksum does not make it pmtui's, and it is not carried out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.data.doctor.examination import examine_at_rest
from pmtui.data.doctor.repair import repair
from pmtui.data.history_line import NotALine, decoded
from pmtui.data.store import Store
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.forged import FORGERIES, Edit, forge, forged, with_sum
from tests.unit.data.stores import PLAN, Add, Open, SetClock, everything, put, titles

OCTOBER = "history/2026-10.jsonl"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here."""
    monkeypatch.setattr(os, "fsync", lambda fd: None)


def each(cases: dict[str, Edit]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("edit", cases.values(), ids=cases.keys())


def _left(root: Path, clock: SetClock) -> list[str]:
    """What is wrong after a repair, but for the documents: here they have a title and nothing else."""
    return [finding.code for finding in repair(root, clock).left if finding.code != "E_SCHEMA"]


@each(FORGERIES)
def test_a_line_that_pmtui_cannot_have_written_is_none(add: Add, root: Path, edit: Edit) -> None:
    add("A")
    raw = (root / OCTOBER).read_bytes()
    assert decoded(forged(raw, lambda line: None)) is not None
    with pytest.raises(NotALine) as caught:
        decoded(forged(raw, edit))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"nonsense}",
        b'{"n":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"n":1' + b"0" * 5000 + b"}",
    ],
    ids=["nothing", "no JSON", "deep", "long number"],
)
def test_a_right_checksum_over_anything_else_is_no_line(body: bytes) -> None:
    with pytest.raises(NotALine):
        decoded(with_sum(body))


def test_a_carriage_return_makes_no_line(add: Add, root: Path) -> None:
    add("A")
    body = (root / OCTOBER).read_bytes()[: -len(',"sum":"0123456789abcdef"}\n')] + b"}"
    with pytest.raises(NotALine):
        decoded(with_sum(body.replace(b'"kind"', b'\r"kind"')))


@each(dict(list(FORGERIES.items())[::4]))
@pytest.mark.parametrize("number", [1, 2], ids=["middle", "last"])
def test_it_is_never_carried_out_and_mended_without_losing_others(
    add: Add, reopened: Open, root: Path, clock: SetClock, tmp_path: Path, number: int, edit: Edit
) -> None:
    for title in "ABC":
        add(title)
    forge(root / OCTOBER, number, edit)
    before = everything(tmp_path)
    actions: list[Callable[[Store], object]] = [
        lambda store: store.history(),
        lambda store: store.undo(5),
        lambda store: store.at(clock.now().replace(year=2000)),
        *([lambda store: put(store, PLAN, "D")] if number == 2 else []),
    ]
    for do in actions:
        with pytest.raises(StoreError, match=rf"2026-10.jsonl is damaged at line {number + 1}: ") as caught:
            do(reopened())
        assert caught.value.code == "E_DAMAGED"
    assert titles(reopened()) == ["A", "B", "C"]
    assert everything(tmp_path) == before
    found = examine_at_rest(root).findings
    assert [f.code for f in found if f.file == OCTOBER] == ["E_HISTORY_LINE"]
    assert _left(root, clock) == []
    assert titles(reopened()) == ["A", "B", "C"]
    assert [entry.what for entry in reopened().history() if entry.kind == "do"] == [
        f"Add {title}" for position, title in enumerate("ABC") if position != number
    ]
    assert {os.path.relpath(path, tmp_path).split(os.sep)[0] for path in tmp_path.rglob("*")} == {root.name}
    put(reopened(), PLAN, "D")


def test_what_was_appended_and_never_written_to_a_file_goes_with_a_repair(
    add: Add, store: Store, reopened: Open, root: Path, clock: SetClock
) -> None:
    add("A")
    raw = (root / OCTOBER).read_bytes()
    with open(root / OCTOBER, "ab") as handle:
        handle.write(
            forged(raw, lambda line: (line.update(n=2), line["changes"][0].update(file="../evil.json")))
        )
    with pytest.raises(StoreError, match="line 2"):
        put(reopened(), PLAN, "B")
    assert titles(reopened()) == ["A"]
    assert _left(root, clock) == []
    put(reopened(), PLAN, "B")
    assert titles(reopened()) == ["A", "B"]
    assert not (root.parent / "evil.json").exists()


@pytest.mark.parametrize("named", [[4], [2, 4]], ids=["an undo", "an undo as well"])
def test_redo_of_what_cannot_be_redone_is_refused(
    add: Add, store: Store, reopened: Open, root: Path, named: list[int]
) -> None:
    for title in "ABC":
        add(title)
    store.undo()
    store.undo()
    forge(root / OCTOBER, 4, lambda line: line.update(of=named))
    with pytest.raises(PmtuiError) as caught:
        reopened().redo()
    assert caught.value.code in ("E_NOTHING_TO_REDO", "E_UNDO_BLOCKED")
    assert titles(reopened()) == ["A"]
