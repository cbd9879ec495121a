"""The three files that say what is installed must say the same."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def test_the_demo_story_is_packaged() -> None:
    story = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pmtui").rglob("*.toml")}
    assert "pmtui/usecases/demo/story/time.toml" in story
    wheel = WheelBuilder(str(ROOT))
    assert story <= {file.distribution_path for file in wheel.recurse_included_files()}


def test_the_recipe_resolves_nothing_and_looks_at_the_result() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8")
    (install,) = re.findall(r"pip install .* -r requirements-dev\.txt.*", recipe)
    assert {"--require-hashes", "--no-deps"} <= set(install.split())
    after = recipe[recipe.index(install) :]
    assert re.search(r"pip install .*--no-deps --no-build-isolation -e \.; ", after)
    assert "pip check" in after


_MACHINES = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}


def _environment(minor: int, platform: str) -> dict[str, str]:
    os_name, system = _MACHINES[platform]
    here = {name: str(value) for name, value in default_environment().items()}
    return {
        **here,
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.1",
        "implementation_version": f"3.{minor}.1",
        "sys_platform": platform,
        "os_name": os_name,
        "platform_system": system,
    }


def _holds(requirement: Requirement, environment: dict[str, str], extra: str) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**environment, "extra": extra})


@pytest.mark.parametrize("platform", _MACHINES)
@pytest.mark.parametrize("minor", range(11, 15))
def test_what_the_lock_holds_requires_nothing_that_it_lacks(minor: int, platform: str) -> None:
    environment = _environment(minor, platform)
    lines = (ROOT / "requirements-dev.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    locked = [Requirement(line.partition(" --hash")[0]) for line in lines if not line.startswith("#")]
    pinned = {canonicalize_name(r.name): r.specifier for r in locked if _holds(r, environment, "")}
    wanted = _toml("pyproject.toml")
    waiting = [
        *map(Requirement, wanted["project"]["dependencies"]),
        *(
            Requirement(r)
            for group in wanted["dependency-groups"].values()
            for r in group
            if isinstance(r, str)
        ),
    ]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        assert name in pinned, f"{requirement} is not locked"
        (version,) = (pin.version for pin in pinned[name])
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}, locked {version}"
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        for below in map(Requirement, _required_by(name)):
            waiting += [below] * any(_holds(below, environment, extra) for extra in ("", *requirement.extras))


def _required_by(name: str) -> list[str]:
    """What the installed distribution asks for; nothing of what is for other systems and so is not here."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_an_upper_bound_has_its_reason_in_the_record_of_dependencies() -> None:
    wanted = _toml("pyproject.toml")
    groups = [r for group in wanted["dependency-groups"].values() for r in group if isinstance(r, str)]
    capped = {
        requirement.name
        for requirement in map(Requirement, [*wanted["project"]["dependencies"], *groups])
        if any(bound.operator in ("<", "<=", "==", "~=") for bound in requirement.specifier)
    }
    record = (ROOT / "docs" / "adr" / "0005-dependencies.md").read_text("utf-8")
    assert capped == set(re.findall(r"^- `([\w-]+)<", record, re.M))
