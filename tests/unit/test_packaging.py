"""The three files that say what is installed must say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PYPI = {"registry": "https://pypi.org/simple"}
FILES = "https://files.pythonhosted.org/"


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text("utf-8"))


def _locked() -> list[dict[str, Any]]:
    return [package for package in _toml("uv.lock")["package"] if package["name"] != "pmtui"]


def _artifacts(package: dict[str, Any]) -> list[dict[str, str]]:
    return [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]


def _as_set(requirements: list[str]) -> set[tuple[str, str]]:
    return {(r.name, str(r.specifier)) for r in map(Requirement, requirements)}


def _lock_metadata(entries: list[dict[str, str]]) -> set[tuple[str, str]]:
    return _as_set([entry["name"] + entry.get("specifier", "") for entry in entries])


def test_the_lock_is_up_to_date_with_pyproject() -> None:
    wanted = _toml("pyproject.toml")
    groups = {
        name: _as_set([item for item in items if isinstance(item, str)])
        for name, items in wanted["dependency-groups"].items()
        if name != "dev"
    }
    (own,) = (package for package in _toml("uv.lock")["package"] if package["name"] == "pmtui")
    metadata = own["metadata"]
    assert _lock_metadata(metadata["requires-dist"]) == _as_set(wanted["project"]["dependencies"])
    for name, group in groups.items():
        assert _lock_metadata(metadata["requires-dev"][name]) == group
    assert _lock_metadata(metadata["requires-dev"]["dev"]) == set().union(*groups.values())


def test_pip_installs_what_uv_installs() -> None:
    text = (ROOT / "requirements-dev.txt").read_text("utf-8")
    pinned = {
        (
            found["name"],
            found["version"],
            frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", found["rest"])),
        )
        for found in re.finditer(
            r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?P<rest>(?:.*\\\n)*.*)", text, re.M
        )
    }
    assert pinned == {
        (package["name"], package["version"], frozenset(file["hash"] for file in _artifacts(package)))
        for package in _locked()
    }


def test_everything_comes_from_the_public_registry() -> None:
    for package in _locked():
        assert package["source"] == PYPI
        assert all(file["url"].startswith(FILES) for file in _artifacts(package))
    assert "://" not in (ROOT / "requirements-dev.txt").read_text("utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "pmtui").rglob("*.tcss")), ids=lambda path: path.name)
def test_style_sheets_lie_beside_python_and_so_are_packaged(path: Path) -> None:
    assert (path.parent / "__init__.py").exists()
