"""A store that may be read but not written, or not even read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.errors import PmtuiError
from tests.unit.data.stores import PLAN, TABLE, everything, put

NOBODY = 65534


def as_other_user(root: Path) -> tuple[str, str]:
    """What a process reads that may do less than root, and what it is told when it writes."""
    reading, writing = os.pipe()
    child = os.fork()  # not a new program: the user nobody may not even be allowed to start this Python
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writing, "\t".join(attempt(Store(root, Clock()))).encode())
        finally:
            os._exit(0)  # whatever happens: a second pytest must not go on in the child
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, encoding="utf-8") as pipe:
        said, _, message = pipe.read().partition("\t")
    return said, message


def attempt(store: Store) -> tuple[str, str]:
    said = ""
    try:
        said = f"{len(store.documents(PLAN, TABLE))} {len(store.history())}"
        store.signature()
        put(store, PLAN, "B")
    except PmtuiError as error:
        return said, f"{error.exit_status} {error.message}"
    return said, "written"


@pytest.fixture
def shared() -> Iterator[Path]:
    """A store with one document in a folder that everybody may enter, owned by nobody if we are root."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = Path(folder) / "store"
        put(Store(root, Clock()), PLAN, "A")
        if os.geteuid() == 0:
            for path in (root, *root.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield root
        for path in (root, root / "history"):
            path.chmod(0o700)


def test_a_read_only_store_is_read_and_not_written(shared: Path) -> None:
    for path in sorted(shared.rglob("*"), reverse=True):
        path.chmod(0o500 if path.is_dir() else 0o400)
    shared.chmod(0o500)
    before = everything(shared)
    said, message = as_other_user(shared)
    assert said == "1 1"
    assert message == f"3 {shared / 'lock'} cannot be written: Permission denied. Nothing was stored."
    assert everything(shared) == before


def test_a_store_of_somebody_else_is_one_sentence(shared: Path) -> None:
    shared.chmod(0)
    said, message = as_other_user(shared)
    assert said == ""
    assert "cannot be read: Permission denied." in message
    assert message.startswith("3 ")
