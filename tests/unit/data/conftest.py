"""A store on a clock that the test moves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmtui.data.document import Doc
from pmtui.data.store import Store
from tests.unit.data.stores import PLAN, Add, Open, SetClock, put
from tests.unit.data.stories import tell


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store in which much happened; to be copied, not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        root = tmp_path_factory.mktemp("story") / "store"
        tell(root)
        yield root


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def reopened(root: Path, clock: SetClock) -> Open:
    """Opens the store as another process would see it."""
    return lambda: Store(root, clock, lock_timeout=0.2)


@pytest.fixture
def store(reopened: Open) -> Store:
    return reopened()


@pytest.fixture
def add(store: Store) -> Add:
    def adding(title: str = "Grow", *, file: str = PLAN, **fields: Any) -> Doc:
        return put(store, file, title, **fields)

    return adding
