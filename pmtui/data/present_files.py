"""Which data files lie on the disk, and which temporary ones were left there."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pmtui.data.disk import Signature, cannot_read, is_temporary, signature
from pmtui.data.document import DATA_FOLDERS, matching
from pmtui.data.places import Places
from pmtui.data.tables import STRATEGY_FILE, TIME_FOLDER

# Nothing but these: the copy that a file-sync program makes of a month would be counted a second time.
_NAMES = {"": re.escape(STRATEGY_FILE), TIME_FOLDER: r"[0-9]{4}-(?:0[1-9]|1[0-2])\.json"}

_LOOKED_AT = 36
"""Three years of months: looking at more of them every second would cost more than everything else at rest."""


class PresentFiles:
    """The names of the data files in a store's folders."""

    def __init__(self, places: Places) -> None:
        """Take the data files of the store in ``places``; nothing is read."""
        self._places = places

    def path(self, file: str) -> Path:
        """Where ``file`` lies."""
        return self._places.own(file)

    def present(self) -> list[str]:
        """The data files on the disk: those in no folder first, then those of each, sorted.

        Raises:
            StoreError: A folder cannot be read.
        """
        return [
            *self._data_files(""),
            *(file for folder in DATA_FOLDERS for file in self._data_files(folder)),
        ]

    def _data_files(self, folder: str) -> list[str]:
        """Those in one folder, sorted."""
        prefix = f"{folder}/" if folder else ""
        return self._places.once(
            ("data files", folder),
            lambda: sorted([prefix + name for name in matching(_NAMES[folder], self._listed(folder))]),
        )

    def signatures(self) -> tuple[tuple[str, Signature | None], ...]:
        """The signatures of the folders and of the last data files in each.

        Another program may replace what is in a file, and its folder tells nothing of that.

        Raises:
            StoreError: A folder cannot be read, or the file system does not say.
        """
        found = []
        for folder in ("", *DATA_FOLDERS):
            within = self._data_files(folder)[-_LOOKED_AT:]
            for file in [folder, *within] if folder else within:
                try:
                    found.append((file, signature(self._places.own(file))))
                except OSError as error:
                    raise cannot_read(self._places.own(file), error) from error
        return tuple(found)

    def is_present(self, file: str) -> bool:
        """Whether ``file`` is on the disk."""
        return os.path.exists(self._places.standing(file))

    def leftovers(self) -> list[Path]:
        """Temporary files; nobody needs them unless a write is going on."""
        return [
            self.path(folder) / name
            for folder in ("", *DATA_FOLDERS)
            for name in self._listed(folder)
            if name[0] == "." and is_temporary(name)
        ]

    def _listed(self, folder: str) -> list[str]:
        try:
            return self._places.names(folder)
        except OSError as error:
            raise cannot_read(self._places.own(folder), error) from error

    def telling(self) -> list[str]:
        """The files that tell most of the store's age and format: those in no folder, and the last of each.

        Raises:
            StoreError: A folder cannot be read.
        """
        return [
            *self._data_files(""),
            *(file for folder in DATA_FOLDERS for file in self._data_files(folder)[-1:]),
        ]
