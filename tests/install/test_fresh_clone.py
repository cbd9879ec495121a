"""A fresh clone is installed by the Makefile's own recipe, with pip, whatever was released since the lock was written.

Other pips than the one at hand behave differently: 23.2 and older refuse a locked package as soon as a newer release
of it is out and somebody asks for it with an extra, unless they are told not to look at what packages require.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.install import dummy_index
from tests.install.dummy_index import BACKEND, pinned, wheel

ROOT = Path(__file__).parents[2]
OLDEST_PIP = "22.3"
"""What Python 3.11.0 brings."""

_PYENV = Path.home() / ".pyenv" / "versions"
_KEPT_OUT = (".git", ".venv", ".venv-*", "__pycache__", ".*_cache", ".hypothesis")

pytestmark = [pytest.mark.install, pytest.mark.timeout(600)]


def _interpreters() -> dict[str, str]:
    """One interpreter of each supported version that is at hand, by version."""
    named = [shutil.which(f"python3.{minor}") for minor in range(11, 15)]
    found = [str(path) for path in sorted(_PYENV.glob("3.1[1-9].*/bin/python"))]
    ask = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    by_version: dict[str, str] = {}
    for path in [*found, *filter(None, named), getattr(sys, "_base_executable", sys.executable)]:
        asked = subprocess.run([path, "-c", ask], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            by_version.setdefault(asked.stdout.strip(), path)
    return by_version


PYTHONS = _interpreters()


@pytest.fixture(scope="session")
def plain_environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the tests were started, as far as it concerns an installation, and without uv."""
    path = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "uv").exists()]
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "PMTUI_", "VIRTUAL"))
    }
    return {**kept, "PATH": os.pathsep.join(path), "HOME": str(home)}


@pytest.fixture(scope="session")
def old_pip(tmp_path_factory: pytest.TempPathFactory, plain_environ: dict[str, str]) -> Path:
    """An interpreter, the oldest at hand, whose venvs have the oldest pip."""
    folder = tmp_path_factory.mktemp("old-pip")
    real = PYTHONS[min(PYTHONS)]
    _run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), f"pip=={OLDEST_PIP}"],
        env=plain_environ,
    )
    script = folder / "python"
    script.write_text(
        f'#!/bin/sh\n"{real}" "$@" || exit\n[ "$1 $2" = "-m venv" ] || exit 0\nfor last; do :; done\n'
        f'exec "$last/bin/python" -m pip install -q --no-index --find-links "{folder}" pip=={OLDEST_PIP}\n'
    )
    script.chmod(0o755)
    return script


@pytest.fixture(params=[*PYTHONS, f"pip {OLDEST_PIP}"])
def python(request: pytest.FixtureRequest) -> str:
    """An interpreter to install with."""
    if request.param in PYTHONS:
        return PYTHONS[request.param]
    return str(request.getfixturevalue("old_pip"))


def _run(command: list[str], env: Mapping[str, str], cwd: Path = ROOT) -> str:
    done = subprocess.run(command, env=dict(env), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def small_clone(tmp_path: Path) -> Path:
    """A project with our Makefile whose lock was written before newer releases of everything came out."""
    index, clone = tmp_path / "index", tmp_path / "clone"
    for folder in (index, clone / "pmtui"):
        folder.mkdir(parents=True)
    locked = [
        wheel(index, "alpha", "1.0", ['gamma; extra == "more"'], extra="more"),
        wheel(index, "beta", "1.0", ["alpha[more]>=1.0"]),
        wheel(index, "gamma", "1.0"),
    ]
    for name, requires in (
        ("alpha", ['gamma>=2; extra == "more"']),
        ("beta", ["alpha[more]>=2"]),
        ("gamma", []),
    ):
        wheel(index, name, "2.0", requires, extra="more" if name == "alpha" else "")
    (clone / "requirements-dev.txt").write_text("".join(map(pinned, locked)))
    shutil.copy(ROOT / "Makefile", clone)
    shutil.copy(dummy_index.__file__, clone / "wheels.py")
    (clone / "backend.py").write_text(BACKEND)
    (clone / "uv.lock").touch()
    (clone / "pmtui" / "__init__.py").touch()
    (clone / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "pmtui"\nversion = "1.0"\n'
    )
    return clone


def _install(clone: Path, python: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    offline = {name: value for name, value in environ.items() if not name.startswith("PIP_")}
    offline |= {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(clone.parent / "index"),
    }
    command = ["make", ".venv/.installed", f"PYTHON={python}"]
    return subprocess.run(command, cwd=clone, env=offline, capture_output=True, text=True, check=False)


def test_newer_releases_elsewhere_do_no_harm(
    small_clone: Path, python: str, plain_environ: dict[str, str]
) -> None:
    done = _install(small_clone, python, plain_environ)
    assert done.returncode == 0, done.stderr
    listed = _run([".venv/bin/python", "-m", "pip", "list", "--format=freeze"], plain_environ, small_clone)
    assert {"alpha==1.0", "beta==1.0", "gamma==1.0"} <= set(listed.split())


def test_without_no_deps_an_old_pip_fails_here(
    small_clone: Path, old_pip: Path, plain_environ: dict[str, str]
) -> None:
    recipe = small_clone / "Makefile"
    recipe.write_text(recipe.read_text().replace("--require-hashes --no-deps", "--require-hashes"))
    assert _install(small_clone, str(old_pip), plain_environ).returncode != 0


def test_a_lock_that_lacks_something_is_noticed(
    small_clone: Path, python: str, plain_environ: dict[str, str]
) -> None:
    lock = small_clone / "requirements-dev.txt"
    lock.write_text(lock.read_text().partition("beta")[2].join(("beta", "")))
    done = _install(small_clone, python, plain_environ)
    assert done.returncode != 0
    assert "alpha" in done.stdout + done.stderr
    assert not (small_clone / ".venv" / ".installed").exists()


def test_a_fresh_clone_is_installed(tmp_path: Path, python: str, plain_environ: dict[str, str]) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(ROOT, clone, ignore=shutil.ignore_patterns(*_KEPT_OUT))
    _run(["make", ".venv/.installed", f"PYTHON={python}"], plain_environ, clone)
    assert "pmtui" in _run([".venv/bin/pmtui", "--version"], plain_environ, clone)
    assert (clone / ".venv" / ".installed").exists()
    lines = _run(
        [".venv/bin/pmtui", "--data", str(tmp_path / "store"), "log", "45m fire login down"],
        plain_environ,
        clone,
    )
    assert "login down" in lines
