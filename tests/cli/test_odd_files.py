"""Odd files in a store, and odd names: doctor and repair go on around them, and nothing outside is touched."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such names, and links need a privilege there")

NAMES = (
    "strategy (conflicted\ncopy).json",
    os.fsdecode(b"strategy (\xff).json"),
    "strategy (\u2028).json",
    'strategy ("").json',
)


@pytest.fixture
def data(board: Run, home: Path) -> Path:
    board("log", "45m fire pump")
    return home / "data"


def edited(data: Path, name: str) -> None:
    """A copy of the strategy, called ``name``, in which the title of O1 is another one."""
    text = re.sub(r'("ref":"O1".*?"title":)"[^"]*"', r'\1"Theirs"', (data / "strategy.json").read_text())
    (data / name).write_text(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_conflict_copy_of_any_name_is_brought_in_once(data: Path, ok: Run, name: str) -> None:
    edited(data, name)
    ok("doctor", "--repair")
    assert not (data / name).exists()
    assert ok("doctor", "--repair").out == "the store is sound\n"
    titles = [ok("show", "O1", "--json").json["title"], *(p.read_text() for p in (data / "drafts").glob("*"))]
    assert any("Theirs" in title for title in titles)
    ok("history", "--all")


def test_a_conflict_copy_that_is_a_link_is_nobodys_way(data: Path, ok: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"a": 1}))
    (data / "strategy (1).json").symlink_to(other)
    (data / "strategy.json").unlink()
    assert "symbolic link" in ok("doctor", "--repair").out
    assert (data / "strategy.json").exists()
    assert other.read_text() == '{"a": 1}'


@pytest.mark.parametrize(
    "name", ["drafts/edit-O1.json", "history/2017-05.x.torn", "time/.2017-05.json.1.1.tmp"]
)
def test_a_link_that_is_no_leftover_does_not_hinder_a_repair(
    data: Path, ok: Run, tmp_path: Path, name: str
) -> None:
    other = tmp_path / "other"
    other.write_text("precious")
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).symlink_to(other)
    (data / "strategy.json").unlink()
    ok("doctor", "--repair")
    ok("show", "O1")
    assert other.read_text() == "precious"


@pytest.mark.parametrize("folder", ["drafts", "backups", "quarantine"])
def test_who_may_read_what_a_link_leads_to_is_nobodys_business(
    data: Path, ok: Run, tmp_path: Path, folder: str
) -> None:
    other = tmp_path / "shared"
    other.mkdir()
    (other / "paper.json").write_text("{}")
    for path in (other, other / "paper.json"):
        path.chmod(0o755)
    if (data / folder).exists():
        (data / folder).rename(tmp_path / "before")
    (data / folder).symlink_to(other)
    ok("doctor", "--repair")
    told = ok("doctor").out
    assert (f"{folder}: it is a symbolic link" in told) == (folder != "backups")
    ok("set", "O1", "title=Other")
    ok("--plain")
    assert [path.stat().st_mode & 0o777 for path in (other, other / "paper.json")] == [0o755, 0o755]
    assert (other / "paper.json").read_text() == "{}"


def test_a_month_in_which_nothing_can_be_kept_is_set_aside_once(data: Path, ok: Run) -> None:
    (data / "time/2017-04.json").write_bytes((data / "strategy.json").read_bytes())
    newest = max((data / "history").iterdir())
    newest.write_bytes(b"".join(newest.read_bytes().splitlines(keepends=True)[:-3]))
    ok("doctor", "--repair")
    assert not (data / "time/2017-04.json").exists()
    assert ok("doctor", "--repair").out == "the store is sound\n"
