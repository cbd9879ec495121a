"""What a screen with half-typed text promises to whoever has to end the program."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Draftable(Protocol):
    """A screen that can keep what was typed so far."""

    def save_draft(self) -> bool:
        """Keep what was typed, and tell whether there was anything to keep.

        Raises:
            StoreError: It cannot be written.
        """
        ...
