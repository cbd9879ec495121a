"""The kinds of document.

This module stays free of pydantic: whatever must be quick before the models are loaded needs it.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of document, named as people type them."""

    GOAL = "goal"
    VISION = "vision"
    OBJECTIVE = "objective"
    KEY_RESULT = "kr"
    KEY_ACTION = "action"
    CHALLENGE = "challenge"
    TARGET = "target"
    OBSTACLE = "obstacle"
    EXPERIMENT = "experiment"
    CYCLE = "cycle"
    ENTRY = "entry"
    WORKSPACE = "workspace"
    TIMER = "timer"

    @property
    def words(self) -> str:
        """The kind as people read it: ``key result`` for ``kr``."""
        return _WORDS.get(self, self.value)

    @property
    def one(self) -> str:
        """One of the kind, with its article: ``an objective``."""
        return f"{'an' if self.words[0] in 'aeiou' else 'a'} {self.words}"


_WORDS = {
    Kind.GOAL: "business goal",
    Kind.KEY_RESULT: "key result",
    Kind.KEY_ACTION: "key action",
    Kind.TARGET: "target condition",
    Kind.CYCLE: "check-in",
    Kind.ENTRY: "time entry",
}
