"""One file written whole, and given its name."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from pmtui.data.replacing import give_name, replace_file


def test_a_file_is_replaced_whole_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["file"]


def test_a_refused_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    replace_file(path, b"one")

    def full(*args: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("pmtui.data.disk.write_all", full)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_is_taken_only_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    source, path = tmp_path / "source", tmp_path / "file"
    source.write_bytes(b"new")
    path.symlink_to(tmp_path / "nowhere")

    def refused(*args: object) -> NoReturn:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr("os.link", refused)
    with pytest.raises(FileExistsError):
        give_name(str(source), path, replace=False)
    assert path.is_symlink()
    give_name(str(source), tmp_path / "free", replace=False)
    assert (tmp_path / "free").read_bytes() == b"new"
    source.write_bytes(b"newer")
    give_name(str(source), path, replace=True)
    assert not path.is_symlink()
    assert path.read_bytes() == b"newer"


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    source, path = tmp_path / "source", tmp_path / "folder"
    source.write_bytes(b"new")
    path.mkdir()
    with pytest.raises(OSError, match="not an ordinary file"):
        give_name(str(source), path, replace=True)
