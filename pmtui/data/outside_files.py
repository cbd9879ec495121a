"""Files that the user keeps outside the store: exports are written for their eyes only, imports are read with care."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pmtui.data.disk import (
    flush_folder,
    make_folder,
    read_file,
    remove_quietly,
    temporary_path,
    write_temporary,
)
from pmtui.data.replacing import give_name
from pmtui.errors import PmtuiError

LARGEST_IMPORT = 256 * 1024 * 1024
"""Bytes; about a million time entries."""


def read_outside(path: Path) -> bytes:
    """Return the bytes of an ordinary file.

    Raises:
        PmtuiError: ``E_CANNOT_READ``, or ``E_TOO_LARGE`` above 256 MiB.
    """
    try:
        require_size(path.stat().st_size, path.name)
        return read_file(path)[0]
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        raise PmtuiError("E_CANNOT_READ", f"{path} cannot be read: {reason}", "check the path") from error


def require_size(size: int, name: str) -> None:
    """Refuse more than can be imported.

    Raises:
        PmtuiError: ``E_TOO_LARGE``.
    """
    if size > LARGEST_IMPORT:
        raise PmtuiError(
            "E_TOO_LARGE",
            f"{name} has {size:,} bytes, and an import may have {LARGEST_IMPORT:,}",
            "check that this is the right file",
        )


def require_outside(folder: Path, root: Path) -> None:
    """Refuse a folder that belongs to the store in ``root``, where a foreign file would be taken for data.

    Raises:
        PmtuiError: ``E_INSIDE_STORE``.
    """
    inner, place = Path(os.path.realpath(root)), Path(os.path.realpath(folder))
    if inner in (place, *place.parents):
        raise PmtuiError(
            "E_INSIDE_STORE", f"{folder} belongs to the store itself", "choose a place outside the store"
        )


def place_files(folder: Path, texts: Mapping[str, bytes], *, force: bool = False) -> list[Path]:
    """Write ``texts`` by name into ``folder``, made if missing, and return the paths; each file appears whole.

    Folder and files are for the owner only. A symbolic link in the place of a file is never followed.

    Raises:
        PmtuiError: ``E_FILE_EXISTS`` when one is there already and ``force`` is not given; ``E_CANNOT_EXPORT``. Then
            nothing new is there, unless the disk failed between two files.
    """
    paths = [folder / name for name in texts]
    there = [path.name for path in paths if os.path.lexists(path)]
    if there and not force:
        raise _exists(folder, there)
    temporary: list[str] = []
    try:
        make_folder(folder)
        for path, text in zip(paths, texts.values(), strict=True):
            temporary.append(temporary_path(path))
            write_temporary(temporary[-1], text)
        for path, source in zip(paths, temporary, strict=True):
            give_name(source, path, replace=force)
        flush_folder(folder)
    except FileExistsError as error:  # somebody was quicker, or the folder is a file
        if not folder.is_dir():
            raise _failed(folder, error) from error
        raise _exists(folder, [Path(str(error.filename2 or error.filename)).name]) from error
    except (OSError, ValueError) as error:
        raise _failed(folder, error) from error
    finally:
        for name in temporary:
            remove_quietly(name)
    return paths


def _exists(folder: Path, names: list[str]) -> PmtuiError:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return PmtuiError(
        "E_FILE_EXISTS",
        f"{folder} holds {', '.join(names[:3])}{more} already",
        "choose another folder, or add --force to replace them",
    )


def _failed(folder: Path, error: OSError | ValueError) -> PmtuiError:
    reason = getattr(error, "strerror", None) or str(error)
    return PmtuiError("E_CANNOT_EXPORT", f"{folder} cannot be written: {reason}", "choose another folder")
