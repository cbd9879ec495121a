"""Drafts: private files, exact texts, damaged ones set aside."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.drafts import Draft, DraftFolder
from pmtui.errors import StoreError

WHEN = datetime(2026, 10, 14, 14, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@given(st.dictionaries(st.text(), st.text()), st.none() | st.integers(0, 10**9))
def test_what_was_typed_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str], rev: int | None
) -> None:
    folder = DraftFolder(tmp_path_factory.getbasetemp() / "store")
    draft = Draft("edit-KR2", WHEN, values, rev)
    folder.save(draft)
    assert folder.load("edit-KR2") == draft


def test_half_characters_survive_too(tmp_path: Path) -> None:
    folder = DraftFolder(tmp_path)
    folder.save(Draft("new-goal", WHEN, {"title": "half \ud83d"}))
    found = folder.load("new-goal")
    assert found is not None
    assert found.values == {"title": "half \ud83d"}


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    folder = DraftFolder(tmp_path / "store")
    previous = os.umask(0)
    try:
        folder.save(Draft("new-goal", WHEN, {"title": "secret"}))
    finally:
        os.umask(previous)
    drafts = tmp_path / "store" / "drafts"
    assert stat.S_IMODE(drafts.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in drafts.iterdir()] == [0o600]


def test_a_newer_draft_replaces_the_older_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = DraftFolder(tmp_path)
    folder.save(Draft("new-goal", WHEN, {"title": "a"}))
    folder.save(Draft("new-goal", WHEN, {"title": "b"}))
    assert os.listdir(tmp_path / "drafts") == ["new-goal.json"]
    folder.discard("new-goal")
    folder.discard("new-goal")
    assert folder.load("new-goal") is None
    assert folder.names() == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"format": 2, "values": {}}',
        b'{"format": 1, "values": {"a": 1}, "saved_at": "2026-10-14T14:20:00Z"}',
        b'{"format": 1, "values": {}, "saved_at": "yesterday"}',
        b'{"format": 1, "values": {}, "saved_at": "2026-10-14T14:20:00", "rev": null}',
        b'{"format": 1, "values": {}, "saved_at": "2026-10-14T14:20:00Z", "rev": true}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_draft_is_set_aside_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "new-goal.json").write_bytes(content)
    folder = DraftFolder(tmp_path)
    assert folder.load("new-goal") is None
    assert folder.names() == []
    assert (tmp_path / "drafts" / "new-goal.damaged").read_bytes() == content


def test_a_draft_that_cannot_be_written_is_a_store_error_and_leaves_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(StoreError, match="No space left"):
        DraftFolder(tmp_path).save(Draft("new-goal", WHEN, {"title": "a"}))
    assert os.listdir(tmp_path / "drafts") == []


def test_a_folder_in_the_place_of_a_draft_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "drafts" / "new-goal.json").mkdir(parents=True)
    with pytest.raises(StoreError):
        DraftFolder(tmp_path).load("new-goal")


def test_saving_removes_what_a_killed_writer_left(tmp_path: Path) -> None:
    folder = DraftFolder(tmp_path)
    folder.save(Draft("new-goal", WHEN, {"title": "a"}))
    left = tmp_path / "drafts" / ".new-goal.json.999999.1.tmp"
    left.write_bytes(b"{")
    folder.save(Draft("new-goal", WHEN, {"title": "ab"}))
    assert [path.name for path in (tmp_path / "drafts").iterdir()] == ["new-goal.json"]
