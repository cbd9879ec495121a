"""A small surface for lines: 2 × 4 Braille dots to the cell, or one ASCII character."""

from __future__ import annotations

from textual.content import Content

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800


class DotCanvas:
    """Draws lines and signs on ``width`` × ``height`` cells; x and y are shares, 0–1, y from the bottom.

    What is drawn later wins the colour of a cell; a sign hides the dots of its cell.
    """

    def __init__(self, width: int, height: int, *, braille: bool = True) -> None:
        self.width = width
        self.height = height
        self._braille = braille
        self._across, self._down = (2, 4) if braille else (1, 1)
        self._bits: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], str] = {}
        self._styles: dict[tuple[int, int], str] = {}
        self._tints: dict[tuple[int, int], str] = {}

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the cell, column and row from the top, that holds the point."""
        column, row = self._dot(x, y)
        return column // self._across, row // self._down

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        columns, rows = self.width * self._across, self.height * self._down
        return round(x * (columns - 1)), round((1 - y) * (rows - 1))

    def sign(self, x: float, y: float, text: str, style: str) -> None:
        """Put a one-cell sign at the point."""
        place = self.cell(x, y)
        self._signs[place] = text
        self._styles[place] = style

    def row_of(self, y: float, text: str, style: str) -> None:
        """Fill the row at height ``y`` with ``text`` wherever nothing is drawn."""
        row = self.cell(0, y)[1]
        for column in range(self.width):
            if (column, row) not in self._bits:
                self._signs.setdefault((column, row), text)
                self._styles.setdefault((column, row), style)

    def column_of(self, x: float, text: str, style: str) -> None:
        """Fill the column at ``x`` with ``text`` wherever nothing is drawn."""
        column = self.cell(x, 0)[0]
        for row in range(self.height):
            if (column, row) not in self._bits and (column, row) not in self._signs:
                self._signs[column, row] = text
                self._styles[column, row] = style

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        style: str,
        *,
        every: tuple[int, int] = (1, 1),
        text: str = "*",
    ) -> None:
        """Draw a line; of every ``every[1]`` dots the first ``every[0]`` are drawn.

        Points outside the surface are left out. Without Braille the line is made of ``text``.
        """
        (x0, y0), (x1, y1) = self._dot(*start), self._dot(*end)
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        on, of = every
        for step in range(steps + 1):
            if step % of >= on:
                continue
            x = x0 + round((x1 - x0) * step / steps)
            y = y0 + round((y1 - y0) * step / steps)
            if 0 <= x < self.width * self._across and 0 <= y < self.height * self._down:
                self._mark(x, y, style, text)

    def _mark(self, x: int, y: int, style: str, text: str) -> None:
        place = (x // self._across, y // self._down)
        if self._braille:
            self._bits[place] = self._bits.get(place, 0) | _BITS[y % 4][x % 2]
        else:
            self._signs[place] = text
        self._styles[place] = style

    def tint(self, start: tuple[float, float, float], end: tuple[float, float, float], style: str) -> None:
        """Tint the area between two lines; each end is x, lower y, upper y."""
        first, last = self.cell(start[0], 0)[0], self.cell(end[0], 0)[0]
        for column in range(max(0, first), min(self.width - 1, last) + 1):
            along = (column - first) / (last - first) if last > first else 1.0
            edges = (start[i] + (end[i] - start[i]) * along for i in (1, 2))
            low, high = sorted(min(1.0, max(0.0, edge)) for edge in edges)
            for row in range(self.cell(0, high)[1], self.cell(0, low)[1] + 1):
                self._tints[column, row] = style

    def rows(self) -> list[Content]:
        """Return the lines, top first."""
        return [
            Content.assemble(*(self._at(column, row) for column in range(self.width)))
            for row in range(self.height)
        ]

    def _at(self, column: int, row: int) -> tuple[str, str]:
        place = (column, row)
        text = self._signs.get(place) or (chr(_BRAILLE + self._bits[place]) if place in self._bits else " ")
        style = " ".join(part for part in (self._styles.get(place, ""), self._tints.get(place, "")) if part)
        return text, style
