"""Which files the history consists of, and whether they have changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pmtui.data.disk import Signature, cannot_read, read_file, settled_change, signature
from pmtui.data.document import matching
from pmtui.data.places import Places

FOLDER = "history"

SIGNATURE = ("signature", FOLDER)
_TO_MONTH = len("2026-10")
_MONTH_FILE = r"[0-9]{4}-[0-9]{2}\.jsonl"

HistorySignature = tuple[Path, Signature | None] | None
"""The newest file and its signature; None without any."""


class HistoryFiles:
    """The files ``history/YYYY-MM.jsonl`` of a store, one per month (UTC) in which something was written."""

    def __init__(self, places: Places) -> None:
        """Take the history of the store in ``places``; nothing is read."""
        self.folder = places.own(FOLDER)
        self._places = places
        self._listed: tuple[int, list[str]] | None = None

    def files(self) -> list[Path]:
        """The files that exist, oldest first.

        Raises:
            StoreError: The folder cannot be read.
        """
        return [self._place(name) for name in self._names()]

    def _names(self) -> list[str]:
        """The names of the files that exist, oldest first."""
        return self._places.once(("files", FOLDER), self._list)

    def _list(self) -> list[str]:
        """List them; years of them are listed again only after a change."""
        try:
            changed = None if self._places.is_rewriting() else settled_change(self.folder)
            if self._listed is not None and self._listed[0] == changed:
                return self._listed[1]
            names = self._places.names(FOLDER)
        except OSError as error:
            raise cannot_read(self.folder, error) from error
        found = sorted(matching(_MONTH_FILE, names))
        self._listed = None if changed is None else (changed, found)
        return found

    def _place(self, name: str) -> Path:
        return self._places.standing(f"{FOLDER}/{name}")

    def signature(self) -> HistorySignature:
        """A value that changes with every line; None without any.

        Raises:
            StoreError: The file system does not say.
        """
        return self._places.once(SIGNATURE, self._look)

    def _look(self) -> HistorySignature:
        names = self._names()
        if not names:
            return None
        newest = self._place(names[-1])
        try:
            return newest, signature(newest)
        except OSError as error:
            raise cannot_read(newest, error) from error

    def next_file(self, at: datetime) -> Path:
        """The file that a line made at ``at`` goes into.

        Raises:
            StoreError: The folder cannot be read.
        """
        # When the clock went back, what counts is the order of the numbers.
        name = max([*self._names()[-1:], f"{at.isoformat()[:_TO_MONTH]}.jsonl"])
        return self._places.own(f"{FOLDER}/{name}")

    def bytes_of(self, path: Path) -> bytes:
        """Every byte of one of the files, none when it does not exist yet.

        Raises:
            StoreError: It cannot be read.
        """
        try:
            return read_file(path)[0]
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise cannot_read(path, error) from error
