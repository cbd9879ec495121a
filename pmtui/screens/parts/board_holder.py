"""The board that a screen shows: loaded, kept until somebody writes, told to whoever shows it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from pmtui.data.time_log import MonthTallies
from pmtui.domain.board import Board
from pmtui.domain.fires import RecurringFire
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.board import find_fire, load_board, sum_minutes
from pmtui.usecases.session import Session


class BoardHolder:
    """Holds one moment of the store.

    Attributes:
        board: What is shown; None until the store could be read.
        day: The day whose entries are listed; None: today.
        trouble: Why nothing can be written; None while it can be.
        signature: What the store's signature was when ``board`` was loaded.
    """

    def __init__(self, session: Session) -> None:
        self.board: Board | None = None
        self.day: date | None = None
        self.trouble: StoreError | None = None
        self.signature: object = None
        self._session = session
        self._tallies = MonthTallies()
        self._told = ""
        self._shows: list[Callable[[Board], None]] = []
        self._warns: list[Callable[[StoreError | None], None]] = []

    def watch(self, *shows: Callable[[Board], None]) -> None:
        """Call each of ``shows`` with the board, in order, whenever there is a new one."""
        self._shows += shows

    def watch_trouble(self, *warns: Callable[[StoreError | None], None]) -> None:
        """Call each of ``warns`` with what keeps the store from being written, whenever it was looked at."""
        self._warns += warns

    def load(self) -> bool:
        """Read the store and tell the board; tell whether it could be read."""
        store = self._session.store
        try:
            self.signature = store.signature()
            board = load_board(self._session, self.day)
            newer = store.newer()
        except StoreError as error:
            self._warn(error)
            return False
        self._warn(newer)
        if self.board is not None:
            board = board.with_past(self.board.minutes, self.board.fire)
        self._show(board)
        return True

    def look(self) -> bool:
        """Load again when any process wrote, or a minute has passed; tell whether that was done."""
        board = self.board
        try:
            changed = self._session.store.signature() != self.signature
        except StoreError as error:
            self._warn(error)
            return False
        if changed or board is None:
            return self.load()
        passed = self._session.now().replace(second=0) != board.now.replace(second=0)
        return passed and self.load()

    async def look_back(self, report: Callable[[PmtuiError], None]) -> None:
        """Sum up all logged time month by month, between keys, look for fires, and tell it when it is complete.

        Args:
            report: Called with what cannot be read, once for the same.
        """
        if self.board is None:
            return
        minutes: dict[str, int] = {}
        fire: RecurringFire | None = None
        try:
            for so_far in sum_minutes(self._session, self.board.plan, self._tallies):
                minutes = so_far
                await asyncio.sleep(0)
            fire = find_fire(self._session, self.board.today)
        except PmtuiError as error:
            if error.message != self._told:  # once, not every minute
                report(error)
            self._told = error.message
        if (minutes, fire) != (self.board.minutes, self.board.fire):
            self._show(self.board.with_past(minutes, fire))

    def _show(self, board: Board) -> None:
        self.board = board
        for show in self._shows:
            show(board)

    def _warn(self, trouble: StoreError | None) -> None:
        self.trouble = trouble
        for warn in self._warns:
            warn(trouble)
