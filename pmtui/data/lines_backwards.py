"""The lines of a file from its end, so that looking at the newest costs the same in a file of any length."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmtui.data.disk import open_ordinary

_BLOCK = 1 << 16


def lines_backwards(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield each line of ``path`` with its offset, last one first; a line keeps its newline.

    Raises:
        OSError: The file cannot be read.
    """
    with open_ordinary(path) as handle:
        start = handle.seek(0, os.SEEK_END)
        held = b""
        block = _BLOCK
        while start:
            length = min(block, start)
            start -= length
            handle.seek(start)
            held = handle.read(length) + held
            first_end = held.find(b"\n") + 1
            if start and first_end in (0, len(held)):
                block *= 2  # doubling keeps the cost of one very long line proportional to its length
                continue
            block = _BLOCK
            # The first line may begin before this block: keep it until its beginning is read.
            kept = first_end if start else 0
            yield from _backwards(held, kept, start)
            held = held[:kept]


def _backwards(text: bytes, stop: int, offset: int) -> Iterator[tuple[int, bytes]]:
    """The lines of ``text`` from ``stop`` on, last first; ``offset`` is where ``text`` begins in its file."""
    end = len(text)
    while end > stop:
        begin = max(text.rfind(b"\n", stop, end - 1) + 1, stop)
        yield offset + begin, text[begin:end]
        end = begin
