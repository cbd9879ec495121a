"""Replacing many files at once: what is seen while it is under way. Kills have their own tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmtui.data import rewriting
from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.repair import repair
from pmtui.data.rewriting import Rewrite, finish_rewrite
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, Add, Open, SetClock, everything, put, titles

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


PRECIOUS = {"diary": b"dear diary", "folder/letter": b"dear sir"}


def beside(root: Path) -> dict[str, bytes]:
    """What lies beside the store and is not its business."""
    return {
        str(path.relative_to(root.parent)): path.read_bytes()
        for path in root.parent.rglob("*")
        if path.is_file() and root not in path.parents
    }


def forge(root: Path, files: dict[str, bytes | Path]) -> None:
    """Make a folder like that of a rewrite; a path becomes a symbolic link to it."""
    for name, content in files.items():
        path = root / rewriting.COMMITTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            path.symlink_to(content)
        else:
            path.write_bytes(content)


OUTSIDE: dict[str, dict[str, bytes | Path]] = {
    "removes a file beside the store": {"removed": b"../diary\n"},
    "removes one by a way through the store": {"removed": b"time/../../diary\n"},
    "removes one by its whole path": {"removed": b"/tmp/pmtui-that-is-not-there\n"},
    "removes one behind a quotation": {"removed": b'"..\\u002fdiary"\n'},
    "removes a quotation of no name": {"removed": b'"half\n'},
    "removes a name with a NUL": {"removed": b"a\0b\n"},
    "removes what is no text": {"removed": b"\xff\n"},
    "removes the lock": {"removed": b"lock\n"},
    "removes nothing by a name": {"removed": b"\n"},
    "puts the lock": {"lock": b"", "removed": b""},
    "puts a folder of its own": {"rewrite.new/strategy.json": b"{}", "removed": b""},
    "puts a link": {PLAN: Path("../../diary"), "removed": b""},
    "puts a folder that is a link": {"time": Path("../../folder"), "removed": b""},
    "names what goes in a link": {"removed": Path("../../diary")},
    "names what goes in a folder": {"removed/x": b"x"},
    "puts something behind a link": {"elsewhere/letter": b"evil", "removed": b""},
    "removes something behind a link": {"removed": b"elsewhere/letter\n"},
}


@pytest.mark.parametrize("files", OUTSIDE.values(), ids=OUTSIDE)
def test_a_rewrite_that_somebody_else_made_is_never_carried_out(
    add: Add, root: Path, reopened: Open, files: dict[str, bytes | Path]
) -> None:
    add("A")
    for name, raw in PRECIOUS.items():
        (root.parent / name).parent.mkdir(exist_ok=True)
        (root.parent / name).write_bytes(raw)
    (root / "elsewhere").symlink_to(root.parent / "folder")
    forge(root, files)
    before = everything(root)
    assert titles(reopened()) == ["A"]
    with pytest.raises(StoreError, match="somebody else made it") as caught:
        put(reopened(), PLAN, "B")
    assert (caught.value.code, caught.value.exit_status) == ("E_CANNOT_WRITE", 3)
    assert [found.file for found in examine(root).findings if found.code == "E_PLACE"] == ["rewrite"]
    with pytest.raises(StoreError, match="rewrite"):
        repair(root, SetClock())
    assert (everything(root), beside(root)) == (before, PRECIOUS)


@pytest.mark.parametrize("name", [rewriting.COMMITTED, rewriting.STAGED])
def test_a_link_in_the_place_of_a_rewrite_leads_nowhere(
    add: Add, root: Path, reopened: Open, name: str
) -> None:
    add("A")
    (root.parent / "folder").mkdir()
    (root.parent / "folder/letter").write_bytes(b"dear sir")
    (root / name).symlink_to(root.parent / "folder")
    assert titles(reopened()) == ["A"]
    with pytest.raises(StoreError, match=f"{name} is not what"):
        put(reopened(), PLAN, "B")
    assert beside(root) == {"folder/letter": b"dear sir"}
    assert [found.file for found in examine(root).findings if found.code == "E_PLACE"] == [name]


def test_a_link_within_what_was_never_done_is_cut_and_what_it_leads_to_stays(add: Add, root: Path) -> None:
    add("A")
    (root.parent / "folder").mkdir()
    (root.parent / "folder/letter").write_bytes(b"dear sir")
    (root / rewriting.STAGED).mkdir()
    (root / rewriting.STAGED / "time").symlink_to(root.parent / "folder")
    finish_rewrite(root)
    assert not (root / rewriting.STAGED).exists()
    assert beside(root) == {"folder/letter": b"dear sir"}


@pytest.mark.parametrize(
    "name", ["two\nlines", "half \udcff", '"quoted"', "\u2028", " blank ", "a:b\\c", "é"]
)
@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_any_name_can_be_removed(add: Add, root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    add("A")
    (root / name).write_bytes(b"")
    interrupted(root, monkeypatch, {}, name)
    finish_rewrite(root)
    assert not (root / name).exists()
