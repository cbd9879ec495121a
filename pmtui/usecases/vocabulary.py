"""What quick entry asks about the store: which refs there are, and what is logged already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from pmtui.data.document import Reader
from pmtui.data.time_log import entries_near, ref_states
from pmtui.domain.spans import Span


class StoredVocabulary:
    """What the parser asks about the store, read only when it asks."""

    def __init__(self, reader: Reader) -> None:
        """Answer from ``reader``."""
        self._reader = reader
        self._states: dict[str, Literal["open", "closed"]] | None = None

    def _known(self) -> dict[str, Literal["open", "closed"]]:
        if self._states is None:
            self._states = ref_states(self._reader)
        return self._states

    def ref_state(self, ref: str) -> Literal["open", "closed"] | None:
        """Tell whether ``ref`` is open or closed, None when unknown."""
        return self._known().get(ref)

    def known_refs(self) -> Collection[str]:
        """Return all refs that can be linked."""
        return self._known().keys()

    def overlapping(self, start: datetime, end: datetime) -> Sequence[str]:
        """Return the refs of stored entries that share time with the UTC instants."""
        span = Span(start, end)
        near = entries_near(self._reader, start.date(), end.date())
        return [e.ref for e in near if (other := e.span) is not None and other.overlaps(span)]
