"""How wide text is in a terminal.

Widths are those of ``rich.cells``, by which Textual lays out the app. An East Asian wide character and an emoji take
two columns; a combining mark and the vowel signs of Indic scripts none; a Hangul syllable in pieces two. What is joined
to one sign takes the width of that sign: skin tones, families joined by a zero-width joiner, flags, ``❤`` made an emoji
by a variation selector.

Assumed: a terminal that shows these as one sign. One that does not (it shows a family as four people) draws such a
line too wide; nothing tells beforehand which it is. What is joined counts as its first sign even where no font joins
it; characters of ambiguous width (``①``, Greek, box drawing) count as one column, as outside of East Asian locales.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmtui.domain.printing import printable

_SINGLE = frozenset(
    map(
        chr,
        (
            *range(0x20, 0x7F),
            *range(0xA0, 0xAD),
            *range(0xAE, 0x300),
            *range(0x370, 0x483),
            *range(0x2500, 0x25FD),
            *map(ord, "–—‘’“”…→−≤≥✖"),
        ),
    )
)
"""Characters of one column that nothing is joined to: whether there are others is quick to tell, without rich."""


def text_width(text: str) -> int:
    """Return the columns that ``text`` takes in a terminal, shown as :func:`~pmtui.domain.printing.printable`."""
    if _SINGLE.issuperset(text):
        return len(text)
    from rich.cells import cell_len  # here, so that plain text does not wait for rich

    return cell_len(printable(text))


def fitting(text: str, width: int) -> int:
    """Return how many characters of ``text`` take at most ``width`` columns; what is one sign is never halved."""
    if _SINGLE.issuperset(text):
        return min(len(text), max(0, width))
    end = 0
    for stop, cells in _signs(text):
        width -= cells
        if width < 0:
            break
        end = stop
    return end


def fitted(text: str, width: int | None) -> str:
    """Return ``text``, shortened with ``…`` when it takes more than ``width`` columns; None: never."""
    if width is None or text_width(text) <= width:
        return text
    return text[: fitting(text, max(0, width - 1))].rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Return ``text`` with spaces behind it up to ``width`` columns; unchanged when it takes as many or more."""
    return text + " " * (width - text_width(text))


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the end of each sign of ``text`` and its columns; the two letters of a flag are one sign."""
    from rich.cells import split_graphemes

    half_flag = False
    held: tuple[int, int] | None = None
    for start, stop, cells in split_graphemes(printable(text))[0]:
        is_letter = "\U0001f1e6" <= text[start] <= "\U0001f1ff"
        if half_flag and is_letter and held is not None:
            held, half_flag = (stop, held[1] + cells), False
            continue
        if held is not None:
            yield held
        held, half_flag = (stop, cells), is_letter
    if held is not None:
        yield held
