"""A store that may be read but not written, or not even read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pmtui.data import backup_check
from pmtui.data.clock import Clock
from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.repair import repair
from pmtui.data.rolling import back_up
from pmtui.data.store import Store
from pmtui.errors import PmtuiError
from tests.unit.data.stores import PLAN, TABLE, everything, put

NOBODY = 65534


def attempt(store: Store) -> tuple[str, str]:
    """What is read, and what is told on writing."""
    said = ""
    try:
        said = f"{len(store.documents(PLAN, TABLE))} {len(store.history())}"
        store.signature()
        put(store, PLAN, "B")
    except PmtuiError as error:
        return said, f"{error.exit_status} {error.message}"
    return said, "written"


def as_other_user(root: Path, attempt: Callable[[Store], tuple[str, str]] = attempt) -> tuple[str, str]:
    """What ``attempt`` returns in a process that may do less than root."""
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


def test_a_store_that_was_made_read_only_is_opened_by_a_repair(shared: Path) -> None:
    for path in sorted(shared.rglob("*"), reverse=True):
        path.chmod(0o500 if path.is_dir() else 0o400)
    shared.chmod(0o500)

    def mend(store: Store) -> tuple[str, str]:
        done = repair(shared, Clock()).done
        return "; ".join(line for line in done if line.startswith((".:", "lock:"))), attempt(store)[1]

    opened, message = as_other_user(shared, mend)
    assert opened == ".: for its owner only (mode 0700); lock: for its owner only (mode 0600)"
    assert message == "written"


@pytest.mark.parametrize("name", [PLAN, "history", "."])
def test_the_command_that_is_named_lets_the_owner_in_again(shared: Path, name: str) -> None:
    examine(shared)  # the other user may not be allowed to load what this loads
    (shared / name).chmod(0)

    def follow_the_advice(store: Store) -> tuple[str, str]:
        try:
            return str(len(store.documents(PLAN, TABLE)) + len(store.history())), "it could be read"
        except PmtuiError as error:
            repair(store.root, Clock())
            return str(len(store.documents(PLAN, TABLE))), error.fix or ""

    said, fix = as_other_user(shared, follow_the_advice)
    assert "pmtui doctor --repair" in fix
    assert said == "1"


def test_a_backup_that_may_not_be_read_is_whole_again_after_a_repair(shared: Path) -> None:
    back_up(Store(shared, Clock()), date(2026, 10, 14))
    examine(shared)
    for path in (shared / "backups").iterdir():
        path.chmod(0)
        os.chown(path, (shared).stat().st_uid, (shared).stat().st_gid)
    os.chown(shared / "backups", shared.stat().st_uid, shared.stat().st_gid)

    backup_check._look.cache_clear()

    def look_and_repair(store: Store) -> tuple[str, str]:
        about = [f for f in examine(store.root).findings if f.file.startswith("backups")]
        left = [f for f in repair(store.root, Clock()).left if f.file.startswith("backups")]
        return " ".join(sorted({finding.code for finding in about})), str(left)

    assert as_other_user(shared, look_and_repair) == ("E_BACKUP_UNREADABLE E_MODE", "[]")
    assert (shared / "backups" / "pmtui-2026-10-14.zip").exists()
