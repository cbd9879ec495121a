"""Whether a folder called as an unfinished rewrite is one: what somebody else put there is never carried out.

A rewrite names files to be put into the store and files to be removed from it. Only plain files within the folder
itself, and names that lead nowhere but into the store, can be pmtui's.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmtui.data.disk import read_file
from pmtui.errors import StoreError

_QUOTE = '"'


def is_ours(folder: Path, removed: str, kept: Iterable[str]) -> bool:
    """Whether nothing but pmtui need have made ``folder``.

    Args:
        folder: An existing folder.
        removed: The name of the file within that names what is to be removed.
        kept: What no rewrite puts or removes.
    """
    if os.path.islink(folder):
        return False
    root, tops = folder.parent, {*kept}
    try:
        names = [removed, *(path for path in _plain_below(folder) if path != removed)]
        names += names_in(folder / removed)
    except (OSError, ValueError):
        return False
    inside = all(_leads_into_store(name, tops) for name in names)
    places = {place for name in names for place in Path(name).parents} if inside else ()
    return inside and not any(os.path.islink(root / place) for place in places if place != Path())


def _plain_below(folder: Path) -> Iterator[str]:
    """The files below ``folder``, relative to it.

    Raises:
        ValueError: Something is neither a file nor a folder, or is a link.
    """
    for where, folders, names in os.walk(folder):
        every = [*((name, stat.S_IFDIR) for name in folders), *((name, stat.S_IFREG) for name in names)]
        for name, wanted in every:
            path = Path(where) / name
            try:
                found = stat.S_IFMT(os.lstat(path).st_mode)
            except FileNotFoundError:  # moved into its place at this moment
                continue
            if found != wanted:
                raise ValueError(f"{path} is something else")
        yield from ((Path(where) / name).relative_to(folder).as_posix() for name in names)


def _leads_into_store(name: str, tops: set[str]) -> bool:
    parts = name.split("/")
    strange = "\0" in name or (os.name == "nt" and not {"\\", ":"}.isdisjoint(name))
    return not strange and {"", ".", ".."}.isdisjoint(parts) and parts[0] not in tops


def names_in(file: Path) -> list[str]:
    """The names of files that ``file`` holds, none where it is not there.

    Raises:
        OSError: It cannot be read.
        ValueError: It holds no names.
    """
    try:
        rows = read_file(file)[0].decode().splitlines()
    except FileNotFoundError:
        return []
    return [_unquoted(row) if row.startswith(_QUOTE) else row for row in rows]


def _unquoted(row: str) -> str:
    try:
        name = json.loads(row)
    except RecursionError as error:
        raise ValueError(row) from error
    if not isinstance(name, str):
        raise ValueError(row)
    return name


def text_of(names: Iterable[str]) -> bytes:
    """The bytes of a file that holds ``names``: a line each, quoted where a line cannot hold it as it is."""
    return "".join(f"{_quoted(name)}\n" for name in names).encode()


def _quoted(name: str) -> str:
    plain = name.isprintable() and not name.startswith(_QUOTE)  # half characters are not printable
    return name if plain else json.dumps(name)


def not_ours(path: Path) -> StoreError:
    """The error to raise instead of writing around what somebody else put in the place of a rewrite."""
    return StoreError(
        "E_CANNOT_WRITE",
        f"{path} is not what an interrupted restore or repair leaves there: somebody else made it, and nothing in it "
        "is carried out. Nothing was stored.",
        "Move it out of the store by hand, then try again.",
    )
