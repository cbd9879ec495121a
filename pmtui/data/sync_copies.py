"""Copies that file-sync programs leave beside the files of a store when two computers wrote at once, known by name.

Dropbox writes ``strategy (Ann's conflicted copy 2026-11-01).json``, Syncthing
``2026-11.sync-conflict-20261101-101010-ABCDEFG.jsonl``, iCloud ``strategy 2.json``, Google Drive ``strategy (1).json``,
OneDrive ``strategy-LAPTOP.json``, and each other one something of that kind. What is in them is not in the store.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from pmtui.data.document import matching
from pmtui.data.tables import TIME_FOLDER

_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_STEMS = {"": ("strategy", ".json"), TIME_FOLDER: (_MONTH, ".json"), "history": (_MONTH, ".jsonl")}
_COPIED = re.compile(r"^(?:copy of|kopie von|copie de|copia de|cópia de) +")
_BEHIND = re.compile(r"\.jsonl?(?: ?\([^)]*\)| [0-9]+)?$")
_CONFLICT = re.compile(r"[ck]onfli")
_FOLDER = re.compile(rf"({TIME_FOLDER}|history)(?![a-z0-9])(.*)")
_FOLDER_REST = re.compile(r" ?\(.*\)| [0-9]+|.*[ck]onfli.*| - cop(?:y|ie).*")


def own_names(folder: str, names: list[str]) -> list[str]:
    """Those of ``names`` that pmtui gives to files in ``folder`` of a store: "" for its top, ``time``, ``history``."""
    stem, suffix = _STEMS[folder]
    return matching(f"(?:{stem}){re.escape(suffix)}", names)


def sync_copies(root: Path) -> list[str]:
    """The names, relative to the store in ``root``, of what looks like copies of its files and folders; sorted."""
    found = []
    for folder in _STEMS:
        names = _listed(root / folder)
        for name in sorted({*names}.difference(own_names(folder, names))):
            own = copied_file(folder, name)
            if own is None and not folder:
                own = _copied_folder(root, name)
            path = root / folder / name
            # Where upper and lower case are the same, it may be the file itself.
            if own is not None and not _is_same(path, root / own):
                found.append(f"{folder}/{name}" if folder else name)
    return found


def copied_file(folder: str, name: str) -> str | None:
    """The file of a store that ``name``, which lies in ``folder``, looks like a copy of; None when like none."""
    stem, suffix = _STEMS[folder]
    plain = _COPIED.sub("", unicodedata.normalize("NFKC", name).casefold())
    match = re.match(rf"({stem})(?![a-z0-9])(.*)", plain)
    if match is None or (name == plain and match[2] in (".json", ".jsonl")):
        return None
    behind = _BEHIND.search(match[2]) or (".json" in plain and _CONFLICT.search(match[2]))
    own = match[1] + suffix
    return (f"{folder}/{own}" if folder else own) if behind and name != own else None


def _copied_folder(root: Path, name: str) -> str | None:
    plain = name.casefold()
    match = _FOLDER.match(plain)
    if match is None or name == match[1] or not (root / name).is_dir():
        return None
    return match[1] if not match[2] or _FOLDER_REST.fullmatch(match[2]) else None


def _listed(folder: Path) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)
    return []


def _is_same(path: Path, own: Path) -> bool:
    with suppress(OSError):
        return os.path.samefile(path, own)
    return False
