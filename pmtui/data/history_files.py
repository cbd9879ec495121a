"""Which files the history consists of, and whether they have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from pmtui.data.disk import Signature, cannot_read, read_file, settled_change, signature
from pmtui.data.rewriting import is_pending, standing_names, standing_path

_MONTH_FILE = r"[0-9]{4}-[0-9]{2}\.jsonl"

HistorySignature = tuple[Path, Signature | None] | None
"""The newest file and its signature; None without any."""


@cache
def _is_month_file(name: str) -> bool:
    return re.fullmatch(_MONTH_FILE, name) is not None


class HistoryFiles:
    """The files ``history/YYYY-MM.jsonl`` of a store, one per month (UTC) in which something was written."""

    def __init__(self, root: Path) -> None:
        """Take ``root`` as the store's folder; nothing is read."""
        self.folder = root / "history"
        self._root = root
        self._listed: tuple[int, list[str]] | None = None
        self._alone = False
        self._seen: HistorySignature = None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the lock is held, only this process writes: what the disk said once holds until it does."""
        self._alone, self._seen = True, None
        try:
            yield
        finally:
            self._alone = False

    def look_again(self) -> None:
        """Ask the disk anew: this process has written."""
        self._listed = self._seen = None

    def files(self) -> list[Path]:
        """The files that exist, oldest first.

        Raises:
            StoreError: The folder cannot be read.
        """
        return [self._place(name) for name in self._names()]

    def _names(self) -> list[str]:
        """The names of the files that exist, oldest first; years of them are listed again only after a change."""
        try:
            changed = None if is_pending(self._root) else settled_change(self.folder)
            if self._listed is not None and self._listed[0] == changed:
                return self._listed[1]
            names = standing_names(self._root, self.folder.name)
        except OSError as error:
            raise cannot_read(self.folder, error) from error
        found = sorted(filter(_is_month_file, names))
        self._listed = None if changed is None else (changed, found)
        return found

    def _place(self, name: str) -> Path:
        return standing_path(self._root, f"history/{name}")

    def signature(self) -> HistorySignature:
        """A value that changes with every line; None without any.

        Raises:
            StoreError: The file system does not say.
        """
        if self._alone and self._seen is not None:
            return self._seen
        names = self._names()
        if not names:
            return None
        newest = self._place(names[-1])
        try:
            self._seen = newest, signature(newest)
        except OSError as error:
            raise cannot_read(newest, error) from error
        return self._seen

    def next_file(self, at: datetime) -> Path:
        """The file that a line made at ``at`` goes into.

        Raises:
            StoreError: The folder cannot be read.
        """
        # When the clock went back, what counts is the order of the numbers.
        return self.folder / max([*self._names()[-1:], f"{at:%Y-%m}.jsonl"])

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
