"""One line of a pane: what stands left gives way, what stands right stays."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from pmtui.domain.text import printable
from pmtui.reports.text_width import fitting, text_width


def shown(text: str, style: str = "") -> Content:
    """Return user text as it may be shown: never markup, control characters as pictures."""
    safe = printable(text)
    return Content.styled(safe, style) if style else Content(safe)


def fitted(content: Content, width: int) -> Content:
    """Return ``content`` cut to ``width`` cells with an ellipsis; what is one sign is never halved."""
    if content.cell_length <= width:
        return content
    kept = content.plain[: fitting(content.plain, width - 1)]
    return content.truncate(min(max(0, width), text_width(kept) + 1), ellipsis=True)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line of ``width`` cells with ``right`` at its end; ``left`` is shortened to make room."""
    room = width - right.cell_length - 1
    if room < 1:
        return fitted(left, width)
    cut = fitted(left, room)
    return Content.assemble(cut, " " * (width - cut.cell_length - right.cell_length), right)


def first_fitting(variants: Sequence[Content], width: int) -> Content:
    """Return the first of ``variants``, the longest first, that fits ``width`` cells; else the last one, cut."""
    return next(
        (variant for variant in variants if variant.cell_length <= width), fitted(variants[-1], width)
    )


def together(*parts: Content | str, gap: str = "  ") -> Content:
    """Return ``parts`` on one line with ``gap`` between them, empty ones left out."""
    kept = [part if isinstance(part, Content) else Content(part) for part in parts if part]
    return Content(gap).join(kept)
