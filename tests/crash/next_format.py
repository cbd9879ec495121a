"""A program of tomorrow: it writes the next format, and so migrates every store it finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from pmtui.data import migrations
from pmtui.data.document import Tables

CHANGED = " (as the next format has it)"


def _step(file: str, tables: Tables) -> Tables:
    """Change what every file holds a little, in a way that today's models understand."""
    field = {"objectives": "title", "entries": "text"}
    return {
        table: {
            id: {**doc, field[table]: doc.get(field[table], "") + CHANGED} if table in field else doc
            for id, doc in docs.items()
        }
        for table, docs in tables.items()
    }


@contextmanager
def next_format(*, wanted: bool = True) -> Iterator[None]:
    """Let this process be that program until the block ends, if that is ``wanted``."""
    steps = {migrations.newest(): _step} if wanted else {}
    with mock.patch.dict(migrations.STEPS, steps):
        yield
