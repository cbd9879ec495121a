"""Formats of the data files: what each release changed, as steps from format n to n + 1.

A step is a pure function on the tables of one file (its name, its tables) that returns new tables. It is never changed
or removed once released. A new format needs a step here, a line in the changelog, and a store of the old format
among the test data, kept for ever.
"""

from __future__ import annotations

from collections.abc import Callable

from pmtui.data.document import Tables

Step = Callable[[str, Tables], Tables]

FIRST = 1
"""The format of the first release."""

STEPS: dict[int, Step] = {}
"""Format n → the step to n + 1, without gaps. Empty as long as there is only one format."""


def newest() -> int:
    """The format this program writes, and the newest it fully knows."""
    return FIRST + len(STEPS)


def brought_up(file: str, tables: Tables, number: int, wanted: int | None = None) -> Tables:
    """``tables`` of ``file``, which are of format ``number``, in the format ``wanted``, by default the newest."""
    for step in range(number, newest() if wanted is None else wanted):
        tables = STEPS[step](file, tables)
    return tables
