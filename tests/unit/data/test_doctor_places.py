"""Things that are no files, or no folders, where the store needs them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pmtui.data.doctor.examination import examine, examine_at_rest
from pmtui.data.doctor.finding import Severity, is_sound
from pmtui.data.doctor.repair import repair
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import everything
from tests.unit.data.stories import HISTORY, OCTOBER, STRATEGY, documents
from tests.unit.planner import SetClock


@pytest.fixture
def root(story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(story, tmp_path / "store"))


@pytest.mark.parametrize("name", ["history", "time", "drafts", "backups", "quarantine", "lock"])
def test_something_in_the_place_of_a_folder_is_named_and_nothing_is_moved_around_it(
    root: Path, name: str
) -> None:
    path = root / name
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.mkdir(0o700) if name == "lock" else path.write_bytes(b"mine")
    os.chmod(path, 0o700 if name == "lock" else 0o600)
    (root / OCTOBER).write_bytes(b"") if name != "time" else None
    before = everything(root)
    damaged = [f for f in examine(root).findings if f.code == "E_PLACE"]
    assert [(f.file, f.severity) for f in damaged] == [(name, Severity.DAMAGE)]
    with pytest.raises(StoreError, match=f"{name}: it should be a f.*Nothing was repaired"):
        repair(root, SetClock())
    assert everything(root) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
@pytest.mark.parametrize("name", [STRATEGY, OCTOBER, HISTORY])
def test_a_named_pipe_hangs_nobody(root: Path, name: str) -> None:
    (root / name).unlink()
    os.mkfifo(root / name, 0o600)
    assert not is_sound(examine_at_rest(root).findings)
    store = Store(root, SetClock(), lock_timeout=0.1)
    with pytest.raises(StoreError):
        _ = store.newer(), store.history(), documents(root), store.undo()
