"""Completes the last ref of a list such as ``G1, C2``."""

from __future__ import annotations

from collections.abc import Sequence

from textual.suggester import Suggester


class RefSuggester(Suggester):
    """Suggests the first ref that begins as typed and is not in the list yet."""

    def __init__(self, refs: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._refs = tuple(refs)

    async def get_suggestion(self, value: str) -> str | None:
        """Return ``value`` with its last ref completed, None when nothing fits."""
        *others, typed = value.split(",")
        wanted = typed.strip().upper()
        taken = {part.strip().upper() for part in others}
        fitting = (
            ref
            for ref in self._refs
            if wanted and ref.upper().startswith(wanted) and ref.upper() not in taken
        )
        found = next(fitting, None)
        return value + found[len(wanted) :] if found is not None and len(found) > len(wanted) else None
