"""Running the writer, and judging the store it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pmtui
from pmtui.data.clock import Clock
from pmtui.data.store import Store
from tests.crash.writer import MONTH, PLAN

WRITER = [sys.executable, "-B", str(Path(__file__).with_name("writer.py"))]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(pmtui.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}


def start(*arguments: str, before: list[str] | None = None) -> subprocess.Popen[str]:
    """The writer with ``arguments``, in a session of its own."""
    return subprocess.Popen(
        [*(before or []), *WRITER, *arguments],
        env=environment(),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: str, before: list[str] | None = None) -> tuple[int, str]:
    """Exit status and standard error of the writer."""
    with start(*arguments, before=before) as process:
        _, said = process.communicate(timeout=60)
        return process.returncode, said


def names(root: Path) -> list[str]:
    """What the store holds, in order of writing; both files must tell the same."""
    store = Store(root, Clock())
    plan, month = ([doc["title"] for doc in store.documents(*place)] for place in PLACES)
    assert plan == month, "a change is there by half"
    return plan


PLACES = ((PLAN, "objectives"), (MONTH, "entries"))


def require_sound(root: Path) -> None:
    """The history has no hole, fits the documents, and nothing is left lying about."""
    store = Store(root, Clock())
    entries = store.history()
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    expected = {}
    for entry in entries:
        expected.update({(change.file, change.id): change.after for change in entry.changes})
    for file, table in PLACES:
        wanted = [doc for (of, _), doc in sorted(expected.items()) if of == file and doc is not None]
        assert store.documents(file, table) == wanted
    assert list(root.rglob("*.tmp")) == []
