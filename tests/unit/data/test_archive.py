"""Backups as files: whole or refused, never half, never over another file unasked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.data.archive import read_archive, write_archive
from pmtui.data.snapshots import take
from pmtui.data.store import Store
from pmtui.data.whole_store import Archive
from pmtui.errors import PmtuiError, StoreError
from tests.unit.data.stores import PLAN, Add, Open, everything

MONTH = "time/2026-10.json"
HISTORY = "history/2026-10.jsonl"


@pytest.fixture
def archive(add: Add, store: Store) -> Archive:
    add("Zoë")
    add("B", file=MONTH)
    add("C")
    return take(store)


@pytest.fixture
def backup(archive: Archive, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    write_archive(path, archive.raw, archive.last.at)
    return path


def test_a_backup_holds_every_file_as_it_is_and_only_for_the_owner(
    backup: Path, store: Store, root: Path
) -> None:
    with zipfile.ZipFile(backup) as found:
        assert {name: found.read(name) for name in found.namelist()} == everything(root)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    read = read_archive(backup)
    assert read.raw == everything(root)
    assert read.last.n == 3
    assert [doc["title"] for doc in read.contents[PLAN].tables["objectives"].values()] == ["Zoë", "C"]


def test_the_same_store_gives_the_same_bytes(backup: Path, archive: Archive, tmp_path: Path) -> None:
    write_archive(tmp_path / "other.zip", archive.raw, archive.last.at)
    assert (tmp_path / "other.zip").read_bytes() == backup.read_bytes()


def test_a_file_that_exists_is_replaced_only_when_asked(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "mine.zip"
    path.write_bytes(b"precious")
    with pytest.raises(PmtuiError) as caught:
        write_archive(path, archive.raw, archive.last.at)
    assert caught.value.code == "E_FILE_EXISTS"
    assert path.read_bytes() == b"precious"
    write_archive(path, archive.raw, archive.last.at, replace=True)
    assert read_archive(path).last.n == 3
    assert sorted(item.name for item in tmp_path.iterdir()) == ["mine.zip", "store"]


def test_a_backup_that_cannot_be_written_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        write_archive(tmp_path / "no folder" / "x.zip", archive.raw, archive.last.at)
    assert caught.value.code == "E_CANNOT_WRITE"
    assert [item.name for item in tmp_path.iterdir()] == ["store"]


Change = Callable[[dict[str, bytes]], object]
WRONG: dict[str, tuple[Change, str]] = {
    "path upwards": (lambda raw: raw.update({"../evil.json": b"x"}), "is no file of a store"),
    "absolute path": (lambda raw: raw.update({"/tmp/evil.json": b"x"}), "is no file of a store"),
    "path with a backslash": (lambda raw: raw.update({"time\\..\\evil.json": b"x"}), "is no file of a store"),
    "a file of something else": (lambda raw: raw.update({"README.md": b"x"}), "is no file of a store"),
    "the lock": (lambda raw: raw.update({"lock": b"1"}), "is no file of a store"),
    "nothing": (lambda raw: raw.clear(), "it is empty"),
    "a month is missing": (lambda raw: raw.pop(MONTH), "the file is missing"),
    "no history": (lambda raw: raw.pop(HISTORY), "the history is missing"),
    "a line of history is missing": (
        lambda raw: raw.update({HISTORY: b"".join(raw[HISTORY].splitlines(keepends=True)[::2])}),
        "change 2 is missing",
    ),
    "history with a wrong checksum": (
        lambda raw: raw.update({HISTORY: raw[HISTORY].replace(b"Add B", b"Add X")}),
        "checksum",
    ),
    "history that ends early": (
        lambda raw: raw.update({HISTORY: raw[HISTORY].splitlines(keepends=True)[0]}),
        "the history ends with 1",
    ),
    "damaged file": (lambda raw: raw.update({PLAN: raw[PLAN][:-5]}), "ends too early"),
    "empty file": (lambda raw: raw.update({PLAN: b""}), "it is empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_whole_backup_is_refused(archive: Archive, tmp_path: Path, name: str) -> None:
    spoil, words = WRONG[name]
    raw = dict(archive.raw)
    spoil(raw)
    path = tmp_path / "bad.zip"
    write_archive(path, raw, archive.last.at)
    with pytest.raises(PmtuiError, match=words) as caught:
        read_archive(path)
    assert (caught.value.code, caught.value.exit_status) == ("E_BAD_BACKUP", 1)


def test_a_backup_of_a_newer_format_is_refused_as_such(archive: Archive, tmp_path: Path) -> None:
    raw = {**archive.raw, PLAN: archive.raw[PLAN].replace(b'"format":1', b'"format":2')}
    write_archive(tmp_path / "new.zip", raw, archive.last.at)
    with pytest.raises(StoreError) as caught:
        read_archive(tmp_path / "new.zip")
    assert caught.value.code == "E_NEWER_FORMAT"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(backup: Path) -> None:
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr(PLAN, b"{}")
    with pytest.raises(PmtuiError, match="twice"):
        read_archive(backup)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_something_else_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(PmtuiError) as caught:
        read_archive(tmp_path / "x.zip")
    assert caught.value.code == "E_BAD_BACKUP"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PmtuiError, match=r"gone\.zip cannot be read") as caught:
        read_archive(tmp_path / "gone.zip")
    assert caught.value.code == "E_CANNOT_READ"


def test_a_backup_packed_again_by_hand_is_accepted(archive: Archive, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "again.zip", "w") as again:
        again.mkdir("time")
        for name, data in archive.raw.items():
            again.writestr(name, data)
    assert read_archive(tmp_path / "again.zip").raw == archive.raw


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_damaged_zip_is_refused_or_harmless(
    backup: Path, archive: Archive, tmp_path: Path, data: st.DataObject
) -> None:
    """Whatever byte is changed or wherever it is cut: what is read is what was backed up, or nothing."""
    raw = bytearray(backup.read_bytes())
    if data.draw(st.booleans(), "cut"):
        raw = raw[: data.draw(st.integers(0, len(raw) - 1), "length")]
    else:
        raw[data.draw(st.integers(0, len(raw) - 1), "at")] ^= 1 << data.draw(st.integers(0, 7), "bit")
    path = tmp_path / "damaged.zip"
    path.write_bytes(raw)
    try:
        found = read_archive(path).raw
    except PmtuiError as error:
        if error.code not in ("E_BAD_BACKUP", "E_NEWER_FORMAT"):
            raise
    else:
        assert found == archive.raw


def test_a_damaged_store_gives_no_backup(archive: Archive, reopened: Open, root: Path) -> None:
    (root / PLAN).write_bytes(b"{}")
    with pytest.raises(StoreError) as caught:
        take(reopened())
    assert caught.value.code == "E_DAMAGED"


def test_a_store_that_cannot_be_written_can_be_backed_up(
    archive: Archive, reopened: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pmtui.data.lock.open_private", refuse)
    assert take(reopened()).raw == archive.raw
