"""What the command line says of a store that is missing, damaged or foreign: which command helps, which backup."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def delete(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


HARMS: dict[str, Callable[[Path], object]] = {
    "empty": lambda root: (root / "strategy.json").write_bytes(b""),
    "binary": lambda root: (root / "strategy.json").write_bytes(bytes(range(256)) * 9),
    "foreign": lambda root: (root / "strategy.json").write_text('{"settings": {"1": {"a": 1}}}'),
    "deleted": lambda root: delete(root, "strategy.json"),
    "deleted with the history": lambda root: delete(root, "strategy.json", "history"),
    "everything deleted": lambda root: delete(root, "strategy.json", "history", "time"),
}
COMMANDS = (
    "list objective",
    "status",
    "add objective X",
    "log 5m admin",
    "start 5m admin",
    "report strategy",
)


@pytest.fixture
def root(pm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a backup of today in a folder whose name needs quotes."""
    root = tmp_path / "my data"
    monkeypatch.setenv("PMTUI_DATA", str(root))
    for words in (["add", "objective", "Partner"], ["log", "10m admin"]):
        assert pm(*words).code == 0
    assert [path.name for path in (root / "backups").glob("*.zip")] == ["pmtui-2017-05-19.zip"]
    return root


def everything(root: Path) -> dict[str, bytes]:
    """Every file but the lock, and lines that were typed and are kept."""
    found = (
        path
        for path in root.rglob("*")
        if path.is_file() and path.name != "lock" and path.parent.name != "drafts"
    )
    return {str(path): path.read_bytes() for path in found}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("harm", HARMS)
def test_the_message_offers_the_doctor_and_the_newest_backup_and_writes_nothing(
    pm: Run, root: Path, harm: str, command: str
) -> None:
    HARMS[harm](root)
    before = everything(root)
    refused = pm(*command.split())
    assert refused.code == 3
    assert refused.out == ""
    said, fix = refused.err.splitlines()
    assert str(root) in said
    assert "E_DAMAGED" in said
    assert "pmtui doctor" in fix
    assert fix.endswith(f": pmtui restore '{root / 'backups' / 'pmtui-2017-05-19.zip'}'")
    assert everything(root) == before
    assert (root / "drafts/line-1.json").exists() == (command.split()[0] in ("log", "start"))
    told = pm("--json", *command.split())
    assert told.code == 3
    assert fix == f"fix: {told.error['fix']}"


@pytest.mark.parametrize("harm", HARMS)
def test_the_command_it_offers_brings_everything_back(
    pm: Run, root: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    HARMS[harm](root)
    monkeypatch.delenv("PMTUI_DATA")
    fix = pm("--data", str(root), "list", "objective").err.splitlines()[1]
    assert shlex.join(["pmtui", "--data", str(root), "doctor"]) in fix
    words = shlex.split(fix.rpartition("backup: ")[2])
    assert words[:3] == ["pmtui", "--data", str(root)]
    assert pm(*words[1:]).code == 0
    assert "Partner" in pm("--data", str(root), "list", "objective").out
    assert pm("--data", str(root), "doctor").out == "the store is sound\n"


def test_the_doctor_names_the_backup_too(pm: Run, root: Path) -> None:
    delete(root, "strategy.json", "history", "time")
    said = pm("doctor")
    assert said.code == 3
    found, newest = said.out.splitlines()
    assert "neither data nor history" in found
    assert newest.endswith(f"pmtui restore '{root / 'backups' / 'pmtui-2017-05-19.zip'}'")
    assert pm("doctor", "--repair").code == 3


def test_a_broken_backup_is_not_offered(pm: Run, root: Path) -> None:
    HARMS["empty"](root)
    (root / "backups" / "pmtui-2017-05-19.zip").write_bytes(b"PK")
    assert "restore" not in pm("list", "objective").err


@pytest.mark.parametrize("option", [True, False])
def test_something_else_in_the_place_of_the_folder_says_how_to_name_another(
    pm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: bool
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "file"))
    refused = pm(*(["--data", str(tmp_path / "file")] if option else []), "log", "5m admin")
    assert refused.code == 3
    assert "--data DIR" in refused.err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_in_the_place_of_a_file_sends_to_the_doctor(pm: Run, root: Path) -> None:
    delete(root, "strategy.json")
    (root / "strategy.json").mkdir()
    refused = pm("list", "objective")
    assert refused.code == 3
    assert "pmtui doctor" in refused.err
    assert pm("doctor", "--repair").code == 0
    assert "Partner" in pm("list", "objective").out
