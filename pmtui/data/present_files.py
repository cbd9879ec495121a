"""Which data files lie on the disk, and which temporary ones were left there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmtui.data.disk import cannot_read, is_temporary
from pmtui.data.document import DATA_FOLDERS, is_data_file
from pmtui.data.rewriting import standing_names, standing_path


class PresentFiles:
    """The names of the data files in a store's folders."""

    def __init__(self, root: Path) -> None:
        """Take ``root`` as the store's folder; nothing is read."""
        self._root = root
        self._alone: dict[str, list[str]] | None = None

    def present(self) -> list[str]:
        """The data files on the disk, sorted.

        Raises:
            StoreError: A folder cannot be read.
        """
        found = [name for name in self._listed("") if is_data_file(name)]
        for folder in DATA_FOLDERS:
            found += [f"{folder}/{name}" for name in self._listed(folder) if is_data_file(f"{folder}/{name}")]
        return sorted(found)

    def is_present(self, file: str) -> bool:
        """Whether ``file`` is on the disk."""
        return standing_path(self._root, file).exists()

    def leftovers(self) -> list[Path]:
        """Temporary files; nobody needs them unless a write is going on."""
        return [
            self._root / folder / name
            for folder in ("", *DATA_FOLDERS)
            for name in self._listed(folder)
            if name[0] == "." and is_temporary(name)
        ]

    def _listed(self, folder: str) -> list[str]:
        if self._alone is not None and folder in self._alone:
            return self._alone[folder]
        try:
            names = standing_names(self._root, folder)
        except OSError as error:
            raise cannot_read(self._root / folder, error) from error
        if self._alone is not None:
            self._alone[folder] = names
        return names

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the lock is held, only this process adds and removes files: folders are listed once."""
        self._alone = {}
        try:
            yield
        finally:
            self._alone = None

    def look_again(self) -> None:
        """List the folders anew: whole files were put into their places."""
        if self._alone is not None:
            self._alone = {}

    def telling(self) -> list[str]:
        """The files that tell most of the store's age and format: those in no folder, and the last of each.

        Raises:
            StoreError: A folder cannot be read.
        """
        found = [name for name in sorted(self._listed("")) if is_data_file(name)]
        for folder in DATA_FOLDERS:
            files = (f"{folder}/{name}" for name in sorted(self._listed(folder), reverse=True))
            found += next(([file] for file in files if is_data_file(file)), [])
        return found
