"""A folder of tiny wheels that stands for the package index of a day on which newer releases are out."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path

BACKEND = """
import zipfile

def get_requires_for_build_editable(config_settings=None):
    return []

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    import wheels
    return wheels.wheel(wheel_directory, "pmtui", "1.0", ["beta"]).name
"""
"""A build backend that lies beside the project, so that nothing has to be fetched to build it."""


def wheel(folder: Path, name: str, version: str, requires: Iterable[str] = (), extra: str = "") -> Path:
    """Put a wheel without a module into ``folder``, and return its path."""
    path = Path(folder) / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Provides-Extra: {extra}"] * bool(extra)
    lines += [f"Requires-Dist: {line}" for line in requires]
    texts = {
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: dummy\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{place},sha256={_digest(text)},{len(text)}" for place, text in texts.items()]
    texts[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]) + "\n"
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in texts.items():
            archive.writestr(place, text)
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def pinned(path: Path) -> str:
    """Return the line of a lock file that names exactly the wheel ``path``."""
    name, version = path.name.split("-")[:2]
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
