"""User text inside Markdown: what is shown is what was typed, and nothing in it is markup.

Escaped for CommonMark, GitHub and what else is in wide use; with marks where they mean something, so that the source
stays readable too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pmtui.domain.text import printable

_LINE_FEED = re.compile("\r\n|[\n\r]")
_MARKS = re.compile(
    r"[\\`*_\[\]<>&|~$#!{}]"
    r"|\A[-+=:]|:(?=[\w+-]+:)"  # list, heading, table, definition, emoji
    r"|:(?=/)|(?<=/)/|(?<=\w)\.(?=[^\W\d_])|(?<=\S)@(?=\S)",  # what programs take for an address
)
_NUMBERED = re.compile(r"\A([0-9]{1,9})([.)])")
_OUTER_SPACE = re.compile(r"\A\s|\s\Z")


def escaped(text: str) -> str:
    """Return one line of Markdown that shows ``text``; control characters and line breaks as pictures."""
    marked = _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", printable(text)))
    # Leading spaces would make code, trailing ones a line break; both would be cut off elsewhere.
    return _OUTER_SPACE.sub(lambda space: f"&#{ord(space[0])};", marked)


def quoted(text: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of a block quote that shows ``text``, which may have several; none for a blank one."""
    if text.strip():
        yield from (f"{indent}> {escaped(line)}".rstrip() for line in _LINE_FEED.split(text))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; cells are Markdown already, the first column stands left, the others right."""
    yield _row(heads)
    yield _row([":--", *("--:" for _ in heads[1:])])
    yield from (_row(row) for row in rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
