"""Holding a store alone: the lock is taken, and what others may have left is put right.

What that needs is imported when it happens: a report does not pay for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pmtui.data.clock import Clock
from pmtui.data.data_files import DataFiles
from pmtui.data.disk import cannot_write, make_folder
from pmtui.data.history import History
from pmtui.data.migrations import FIRST, newest
from pmtui.data.places import Places
from pmtui.data.symlinks import require_no_link
from pmtui.data.tables import STRATEGY_FILE

if TYPE_CHECKING:
    from pmtui.data.history_files import HistorySignature

LOCK = "lock"


class Held(NamedTuple):
    """What whoever holds the lock works on, when whole files are concerned rather than documents."""

    files: DataFiles
    history: History
    now: datetime


class Holding:
    """Takes the lock of a store, as often as is asked for."""

    def __init__(
        self, places: Places, files: DataFiles, history: History, clock: Clock, lock_timeout: float
    ) -> None:
        """Nothing is locked or made yet; ``lock_timeout`` is in seconds."""
        self._places, self._files, self._history = places, files, history
        self._clock, self._lock_timeout = clock, lock_timeout
        self._left: HistorySignature = None

    @contextmanager
    def held(self, *, recovering: bool) -> Iterator[Held]:
        """Hold the lock until the block ends; ``recovering`` first puts right what a crash left.

        Raises:
            StoreError: The store is locked (E_LOCKED), damaged (E_DAMAGED), of a newer format
                (E_NEWER_FORMAT), or cannot be written (E_CANNOT_WRITE).
        """
        from pmtui.data.lock import locked

        require_no_link([self._places.own(STRATEGY_FILE)])  # a link there: the store itself lies elsewhere
        self._prepare_root()
        with locked(self._places.own(LOCK), self._lock_timeout) as clean:
            now = self._clock.now()
            if not clean:
                from pmtui.data.recovery import flush_names

                flush_names(self._places.root)
            with self._places.alone():
                if recovering and not (clean and self._is_as_left()):
                    self._recover(now)
                yield Held(self._files, self._history, now)

    def note_save(self, *, whole: bool) -> None:
        """Remember what this process left; as long as it is there, a ``whole`` store needs no putting right."""
        self._left = self._history.signature() if whole else None

    def _is_as_left(self) -> bool:
        left = self._left
        if left is None or self._files.lagging:
            return False
        return left == self._history.signature() and not self._places.is_rewriting()

    def _recover(self, now: datetime) -> None:
        from pmtui.data.recovery import recover
        from pmtui.data.rewriting import finish_rewrite

        finish_rewrite(self._places.root)
        self._places.look_again()
        recover(self._files, self._history, now)
        if newest() > FIRST:  # else no released format is older, and nobody pays for looking
            from pmtui.data.migrating import bring_up

            bring_up(self._files, self._history, now)
            finish_rewrite(
                self._places.root
            )  # what was appended to a file not yet in its place would be lost
            self._places.look_again()

    def _prepare_root(self) -> None:
        """Make the folder; one that is empty is taken over and closed to others."""
        root = self._places.root
        if os.path.exists(self._places.own(LOCK)):  # unlike Path.exists it never raises
            return
        try:
            make_folder(root)
            if not os.listdir(root):
                os.chmod(root, 0o700)
        except OSError as error:
            raise cannot_write(root, error) from error
