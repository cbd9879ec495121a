"""A store that may be read but not written, or not even read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmtui
from pmtui.data.clock import Clock
from pmtui.data.store import Store
from tests.unit.data.stores import PLAN, everything, put

NOBODY = 65534
PROGRAM = """
import sys
from pathlib import Path
from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.errors import PmtuiError
store = Store(Path(sys.argv[1]), Clock())
try:
    print(len(store.documents("strategy.json", "objectives")), len(store.history()), store.signature() is not None)
    with store.transaction():
        print("may write")
except PmtuiError as error:
    sys.exit(error.message)
"""


def as_other_user(root: Path) -> tuple[str, str]:
    """Output and message of the program; root may do everything, so it runs as nobody then."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, str(root)],
        env={**os.environ, "PYTHONPATH": str(Path(pmtui.__file__).parents[1])},
        cwd="/",
        user=NOBODY if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr or "init_import_site" in done.stderr:
        pytest.skip("the user nobody cannot read this Python installation")
    return done.stdout.strip(), done.stderr.strip()


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
    assert said == "1 1 True"
    assert "cannot be written: Permission denied. Nothing was stored." in message
    assert everything(shared) == before


def test_a_store_of_somebody_else_is_one_sentence(shared: Path) -> None:
    shared.chmod(0)
    said, message = as_other_user(shared)
    assert said == ""
    assert "cannot be read: Permission denied." in message
    assert "\n" not in message
