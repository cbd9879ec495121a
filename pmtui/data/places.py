"""Where the files of a store stand, and which names there are.

Whoever holds the lock is alone in changing them, so the disk is asked the same thing only once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pmtui.data.rewriting import is_pending, standing_names, standing_path

T = TypeVar("T")


Question = tuple[str, str]
"""What is asked, and about which folder."""


class Places:
    """The paths and names below a store's folder."""

    def __init__(self, root: Path) -> None:
        """Take ``root`` as the store's folder; nothing is read."""
        self.root = root
        self._own: dict[str, Path] = {}
        self._told: dict[Question, Any] | None = None

    def own(self, file: str) -> Path:
        """Where ``file`` belongs."""
        if file not in self._own:  # joining paths takes as long as asking the disk
            self._own[file] = self.root / file
        return self._own[file]

    def standing(self, file: str) -> Path:
        """Where the bytes of ``file`` are that count: in an unfinished rewrite, else in its own place."""
        if self._told is not None and not self.is_rewriting():
            return self.own(file)
        return standing_path(self.root, file)

    def is_rewriting(self) -> bool:
        """Whether a rewrite is done and not yet in its place."""
        return self.once(("rewriting", ""), lambda: is_pending(self.root))

    def names(self, folder: str) -> list[str]:
        """The names in ``folder`` that count, those of an unfinished rewrite included.

        Raises:
            OSError: The folder cannot be read.
        """
        return self.once(("names", folder), lambda: standing_names(self.root, folder))

    def once(self, question: Question, ask: Callable[[], T]) -> T:
        """What ``ask`` returns; while alone it is asked only the first time."""
        if self._told is None:
            return ask()
        if question not in self._told:
            self._told[question] = ask()
        answer: T = self._told[question]
        return answer

    def note(self, question: Question, answer: object) -> None:
        """Let ``once`` return ``answer`` from now on: this process changed it."""
        if self._told is not None:
            self._told[question] = answer

    def added(self, file: str) -> None:
        """List the folder of ``file`` anew: this process put it there."""
        folder = file.rpartition("/")[0]
        if self._told is not None:
            self._told = {
                question: answer for question, answer in self._told.items() if question[1] != folder
            }

    def look_again(self) -> None:
        """Ask the disk anew: this process added or removed files."""
        if self._told is not None:
            self._told = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the lock is held, only this process writes: what the disk said once holds until it does."""
        self._told = {}
        try:
            yield
        finally:
            self._told = None
