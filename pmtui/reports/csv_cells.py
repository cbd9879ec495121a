r"""Cells of CSV that no spreadsheet calculates, whichever characters it takes for the ends of cells.

Where a spreadsheet splits lines at semicolons or tabs, quotes in the middle of what it takes for a cell mean nothing,
and ``x;=1+1`` becomes a formula. So an apostrophe stands before everything that could begin one: at the beginning of
a cell, behind a comma, a semicolon, a tab, a bar or a line break in it. What was typed can be read back exactly from
the JSON export; a program that reads CSV takes out each apostrophe that stands between such an end (or the
beginning) and ``=``, ``+``, ``-`` or ``@``.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = ",;|\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_FORMULA = (
    "=+\\-@\u2212\u207a-\u207c\u208a-\u208c\u2a75\u2a76\ufb29\ufe62-\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
)
_UNSEEN = (
    '"\x00-\x08\x0e-\x1b\x1f \x7f-\x84\x86-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e'
    "\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_BEGINS = re.compile(f"(?:^|(?<=[{_ENDS}]))(?=[{_UNSEEN}]*[{_FORMULA}])")
_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(f'["\\s{_ENDS}]')
_TRIMMED = ("\t", "\r", "\n")
BETWEEN = ","
LINE_END = "\r\n"


def neutral(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet calculates; a negative number stays one.

    ``=``, ``+``, ``-`` and ``@`` are found in any width and behind any spaces, quotes and invisible characters. A tab
    or a line break at the beginning gets an apostrophe, too: some spreadsheets take it off.
    """
    if _NUMBER.fullmatch(text):
        return text
    found = _BEGINS.sub("'", text)
    return f"'{found}" if text.startswith(_TRIMMED) else found


def csv_line(cells: Sequence[str]) -> str:
    """Return ``cells`` as one line, neutral, and in quotes where one holds what could end it."""
    return BETWEEN.join(_written(neutral(cell)) for cell in cells) + LINE_END


def _written(cell: str) -> str:
    if not _QUOTED.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
