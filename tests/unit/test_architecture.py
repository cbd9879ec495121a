"""What the import contracts of pyproject.toml cannot say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import grimp
import pytest

import pmtui

PACKAGE = Path(pmtui.__file__).parent
LAST_COLUMN = re.compile(r"\|\s*(?P<module>[\w.]+)$")


@cache
def _imports() -> dict[str, set[str]]:
    """Each module of the package with the modules it imports, wherever in the file, also only for types."""
    graph = grimp.build_graph("pmtui", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)}


def _modules_loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = done.stderr.splitlines()
    said = "\n".join(line for line in lines if not line.startswith("import time:"))
    assert done.returncode == 0, said
    return {found["module"] for line in lines if (found := LAST_COLUMN.search(line))}


def _belonging_to(package: str, modules: Iterable[str]) -> list[str]:
    return sorted(name for name in modules if name == package or name.startswith(f"{package}."))


@pytest.mark.parametrize("package", ["pmtui.data", "pmtui.data.doctor"])
def test_the_map_of_the_store_names_every_module_once(package: str) -> None:
    listed = re.findall(r"^    (\w+) +\S", import_module(package).__doc__ or "", re.MULTILINE)
    folder = PACKAGE.joinpath(*package.split(".")[1:])
    there = [
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    assert sorted(listed) == sorted(set(there) - {"__init__"})


def test_no_module_takes_part_in_an_import_circle() -> None:
    try:
        TopologicalSorter(_imports()).prepare()
    except CycleError as error:
        pytest.fail("import circle: " + " → ".join(error.args[1]))


def test_the_circle_check_sees_every_file() -> None:
    files = {path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py")}
    modules = {".".join(path.parts).removesuffix(".__init__") for path in files}
    assert modules - _imports().keys() == set(), "is an __init__.py missing?"
    assert "pmtui.errors" in set().union(*_imports().values())


def test_importing_the_package_itself_loads_nothing_else_of_it() -> None:
    loaded = _modules_loaded_by("-c", "import pmtui")
    assert _belonging_to("pmtui", loaded) == ["pmtui"]


@pytest.mark.parametrize("words", [("log", "30m x"), ("start", "x"), ("report", "time")])
def test_the_shortest_commands_load_nothing_they_do_not_need(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "store"))
    _modules_loaded_by("-m", "pmtui", "log", "30m first of the day, which is backed up")
    _modules_loaded_by("-m", "pmtui", "undo")
    loaded = _modules_loaded_by("-m", "pmtui", *words)
    assert "pmtui.cli.main" in loaded
    heavy = (
        "textual",
        "rich",
        "click",
        "pydantic",
        "pydantic_core",
        "tomlkit",
        "dateutil",
        "dataclasses",
        "zipfile",
    )
    assert [name for name in heavy if _belonging_to(name, loaded)] == []
