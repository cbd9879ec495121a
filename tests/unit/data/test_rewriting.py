"""Replacing many files at once: what is seen while it is under way. Kills have their own tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.data import rewriting
from pmtui.data.rewriting import Rewrite, finish_rewrite
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, Add, Open, everything, put, titles

MONTH = "time/2026-10.json"


def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], *gone: str) -> None:
    """A rewrite that was done, and ended before a single file was moved."""
    rewrite = Rewrite(root)
    for file, data in files.items():
        rewrite.put(file, data)
    for file in gone:
        rewrite.remove(file)
    with monkeypatch.context() as patch:
        patch.setattr(rewriting, "_move_in", lambda root: None)
        rewrite.commit()


@pytest.fixture
def two(add: Add, reopened: Open, root: Path) -> dict[str, bytes]:
    """The store as it was before its second change."""
    add("A")
    add("month", file=MONTH)
    before = everything(root)
    add("B")
    add("second", file=MONTH)
    return before


def test_readers_see_all_of_an_interrupted_rewrite(
    two: dict[str, bytes], store: Store, reopened: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles(store) == ["A", "B"]
    put(store, "time/2026-11.json", "C")
    interrupted(root, monkeypatch, two, "time/2026-11.json")
    for reader in (store, reopened()):
        assert titles(reader) == ["A"]
        assert titles(reader, MONTH) == ["month"]
        assert reader.files("time") == [MONTH]
        assert [entry.what for entry in reader.history()] == ["Add A", "Add month"]


def test_the_next_writer_finishes_it(
    two: dict[str, bytes], reopened: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "time/2026-12.json").write_bytes(b"to be removed")
    interrupted(root, monkeypatch, two, "time/2026-12.json", "drafts/never-there.json")
    with reopened().held():
        pass
    assert everything(root) == two
    assert sorted(path.name for path in root.iterdir()) == ["history", "lock", PLAN, "time"]


def test_what_was_moved_before_a_crash_is_made_durable_by_whoever_finishes_it(
    two: dict[str, bytes], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(root, monkeypatch, two)
    for file in (path for path in two if path != MONTH):
        os.replace(root / rewriting.COMMITTED / file, root / file)
    flushed: list[Path] = []
    monkeypatch.setattr(rewriting, "flush_folder", flushed.append)
    finish_rewrite(root)
    assert everything(root) == two
    assert set(flushed) >= {root, root / "history", root / "time"}


def test_one_that_was_never_done_is_forgotten(two: dict[str, bytes], reopened: Open, root: Path) -> None:
    before = everything(root)
    (root / "rewrite.new" / "time").mkdir(parents=True)
    (root / "rewrite.new" / PLAN).write_bytes(b"half")
    assert titles(reopened()) == ["A", "B"]
    finish_rewrite(root)
    assert everything(root) == before
    assert not (root / "rewrite.new").exists()


def test_a_refused_rewrite_changes_nothing_and_leaves_nothing(
    two: dict[str, bytes], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(root)

    def refuse(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", refuse)
    rewrite = Rewrite(root)
    rewrite.put(PLAN, b"{}")
    with pytest.raises(StoreError, match="No space left") as caught:
        rewrite.commit()
    assert caught.value.code == "E_CANNOT_WRITE"
    assert everything(root) == before
    assert not list(root.glob("rewrite*"))


def test_what_is_rewritten_is_private(root: Path, reopened: Open) -> None:
    put(reopened(), PLAN, "A")
    rewrite = Rewrite(root)
    rewrite.put("time/2026-09.json", b"{}")
    rewrite.commit()
    assert (root / "time").stat().st_mode & 0o777 == 0o700
    assert (root / "time/2026-09.json").stat().st_mode & 0o777 == 0o600
