"""Files that somebody else has been at, in any way: no traceback, nothing outside the store, and doctor right about it.

Each case is a seed; ``HYPOTHESIS_PROFILE=thorough`` tries thousands.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli import foreign
from tests.cli.conftest import NOW, Result, run_main

seeds = st.integers(0, 2**40)
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
pytestmark = pytest.mark.timeout(7200 if THOROUGH else 120)
READING = (
    "list kr",
    "list entry",
    "show O1",
    "show t2",
    "show O1 --at 2017-05-19",
    "report strategy",
    "report kata",
    "report time",
    "report time 2017 --by mode",
    "lint",
    "status",
    "--plain",
    "history --all",
    "export -",
)
WRITING = ("set O1 note=more", "log 30m plan words >KR1", "undo", "redo", "reading KR1 11", "checkin --plain")


def cases(short: int, long: int) -> settings:
    """So many cases in ``make test``, and in a thorough run."""
    odd = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(max_examples=long if THOROUGH else short, deadline=None, suppress_health_check=odd)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        _settle(patch, tmp_path_factory.mktemp("config"))
        folder = tmp_path_factory.mktemp("story")
        foreign.make_story(folder)
        yield folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a case takes place: a store, a backup, an export and settings, and nothing else."""
    _settle(monkeypatch, tmp_path / "case/config")
    return tmp_path / "case"


def _settle(patch: pytest.MonkeyPatch, config: Path) -> None:
    patch.setattr(os, "fsync", lambda descriptor: None)  # no power is cut here
    patch.setenv("PMTUI_NOW", NOW)
    patch.setenv("TZ", "Europe/Berlin")
    patch.setenv("PMTUI_CONFIG", str(config))


def run(folder: Path, name: str) -> Result:
    """Run a command by its name; it ends as commands end, and touches nothing outside the store."""
    before = foreign.outside(folder)
    result = run_main("--data", str(folder / "store"), *foreign.commands(folder)[name], stdin=foreign.ENTER)
    assert result.code in (0, 1, 2, 3), (name, result)
    if result.code == 3:
        assert result.err or result.out, name
    made = {file for file, raw in foreign.outside(folder).items() if before.get(file) != raw}
    assert all(file.startswith(("csv/", "again.zip")) for file in made), (name, made)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    return result


def findings(folder: Path) -> list[dict[str, Any]]:
    found = json.loads(run(folder, "doctor --json").out)
    assert isinstance(found, list)
    return found


def is_sound(found: list[dict[str, Any]]) -> bool:
    return all(finding["severity"] == "hint" for finding in found)


@given(seeds)
@cases(40, 3000)
def test_no_command_ends_in_a_traceback_whatever_a_file_holds(story: Path, folder: Path, seed: int) -> None:
    random = Random(seed)
    foreign.copy_story(story, folder)
    foreign.edit_store(random, folder / "store")
    names = list(foreign.commands(folder))
    for name in random.sample(names, 8):
        run(folder, name)


@given(seeds)
@cases(15, 1000)
def test_doctor_is_right_about_it(story: Path, folder: Path, seed: int) -> None:
    foreign.copy_story(story, folder)
    foreign.edit_store(Random(seed), folder / "store")
    if is_sound(findings(folder)):
        assert {name for name in READING if run(folder, name).code == 3} == set()
    repaired = run(folder, "doctor --repair")
    left = findings(folder)
    assert not [finding for finding in left if finding["severity"] == "damage" and finding["repairable"]]
    if is_sound(left):
        assert repaired.code == 0
        assert {name for name in (*READING, *WRITING) if run(folder, name).code == 3} == set()


@given(seeds)
@cases(25, 2000)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_backup_is_brought_back_or_refused_and_never_breaks_the_store(
    story: Path, folder: Path, seed: int
) -> None:
    foreign.copy_story(story, folder)
    foreign.edit_backup(Random(seed), folder / "backup.zip")
    before = foreign.everything(folder / "store")
    restored = run(folder, "restore backup.zip")
    if restored.code != 0:
        assert foreign.everything(folder / "store") == before
    found = findings(folder)
    for name in ("show O1 --at 2017-05-19", "history --all", "undo", "redo", "log 30m plan words >KR1"):
        code = run(folder, name).code
        assert code != 3 or not is_sound(found), name
    if restored.code != 0:
        assert is_sound(found)


@given(seeds)
@cases(25, 2000)
def test_an_import_takes_all_or_nothing_and_leaves_the_store_sound(
    story: Path, folder: Path, seed: int
) -> None:
    foreign.copy_story(story, folder)
    foreign.edit_export(Random(seed), folder / "out")
    trial = run(folder, "import out --dry-run").code
    assert run(folder, "import out --theirs").code in (trial, 1)
    assert is_sound(findings(folder))
    for name in ("list kr", "report strategy", "report time", "--plain", "export -", "undo"):
        assert run(folder, name).code in (0, 1), name


@given(seeds)
@cases(15, 1000)
def test_settings_and_drafts_may_hold_anything(story: Path, folder: Path, seed: int) -> None:
    random = Random(seed)
    foreign.copy_story(story, folder)
    for path in (folder / "config/settings.toml", folder / "store/drafts/edit-O1.json"):
        raw = path.read_bytes()
        path.write_bytes(foreign.flipped(random, raw) if random.random() < 0.5 else foreign.any_text(random))
    for name in ("--plain", "keys", "set O1 note=more", "purge KA1 --yes KA1", "doctor --repair", "status"):
        run(folder, name)
    assert is_sound(findings(folder))
