"""Refs that nobody has or had, on either side of what comes together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pmtui.data.doctor.file_scan import Docs
from pmtui.data.history_line import Line
from pmtui.domain.documents import HIGHEST_REF

_REF = re.compile(rf"([A-Za-z]+)([0-9]{{1,{len(str(HIGHEST_REF))}}})", re.ASCII)


def highest_refs(known: Mapping[str, int], docs: Iterable[Mapping[str, object] | None]) -> dict[str, int]:
    """Return the highest number of each kind among those ``known`` and those that ``docs`` have."""
    highest = dict(known)
    for doc in docs:
        match = _REF.fullmatch(str(doc["ref"])) if doc else None
        if match:
            highest[match[1]] = max(highest.get(match[1], 0), int(match[2]))
    return highest


class FreeRefs:
    """Gives refs that were never used, as far as can be known."""

    def __init__(self, lines: Sequence[Line], state: Mapping[str, Docs]) -> None:
        """Know what the history gave out, and what ``state`` holds."""
        self._highest = dict(lines[-1].refs) if lines else {}
        self._taken: set[str] = set()
        self.know(state)

    def know(self, state: Mapping[str, Docs]) -> None:
        """Give out nothing that is in ``state``, and nothing below."""
        docs = [doc for found in state.values() for doc in found.values()]
        self._taken |= {str(doc["ref"]) for doc in docs}
        self._highest = highest_refs(self._highest, docs)

    def __call__(self, ref: str) -> str:
        """Return the next ref of the kind of ``ref``; where none is left above, the highest that nobody has."""
        prefix = ref.rstrip("0123456789")
        number = self._highest.get(prefix, 0) + 1
        if number <= HIGHEST_REF:
            self._highest[prefix] = number
        else:
            number = next(n for n in range(HIGHEST_REF, 0, -1) if f"{prefix}{n}" not in self._taken)
        self._taken.add(f"{prefix}{number}")
        return f"{prefix}{number}"
