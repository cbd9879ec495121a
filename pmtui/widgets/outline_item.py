"""The items of an outline, and which of them are visible."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from pmtui.domain.documents import Kind
from pmtui.domain.quick_entry import SIGNS, with_sign


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One item.

    Attributes:
        key: Stable name; refs for documents.
        draw: Returns the lines for a width in cells.
        height: How many lines ``draw`` returns, 1 or more.
        kind: Kind of the document it stands for, None when it stands for none.
        state: Its state, empty without one.
        depth: Level, 0 at the left.
        branch: Whether items follow below it.
        words: Lower-case text that the filter searches.
        gap: Whether an empty line stands before it.
    """

    key: str
    draw: Callable[[int], list[Content]]
    height: int = 1
    kind: Kind | None = None
    state: str = ""
    depth: int = 0
    branch: bool = False
    words: str = ""
    gap: bool = False


def told_apart(items: Sequence[OutlineItem]) -> Sequence[OutlineItem]:
    """Return ``items`` with every key once: a second one of a key is shown, and nothing can be done to it.

    Only a damaged store has two documents of one name.
    """
    if len({item.key for item in items}) == len(items):
        return items
    found: dict[str, OutlineItem] = {}
    for item in items:
        if item.key in found:
            item = replace(item, key=f"{item.key} {len(found)}", kind=None)
        found[item.key] = item
    return tuple(found.values())


def ancestors(items: Sequence[OutlineItem], place: int) -> list[OutlineItem]:
    """Return what is above the item at ``place``, nearest first."""
    found: list[OutlineItem] = []
    depth = items[place].depth
    for item in reversed(items[:place]):
        if item.depth < depth:
            found.append(item)
            depth = item.depth
    return found


def visible(items: Sequence[OutlineItem], folded: Collection[str], words: str) -> list[OutlineItem]:
    """Return the items that are not folded away and hold ``words``, with what is above them.

    While there are words, folds do not count: what matches is always shown.
    """
    if words:
        return _matching(items, words)
    view: list[OutlineItem] = []
    hidden_below: int | None = None
    for item in items:
        if hidden_below is not None and item.depth > hidden_below:
            continue
        hidden_below = item.depth if item.key in folded else None
        view.append(item)
    return view


def _terms(words: str) -> list[str]:
    """Return what an item has to hold: names with their signs, also for ``link:kr1``, and the other words together."""
    signed = [with_sign(word) for word in words.split()]
    named = [word for word in signed if word[0] in SIGNS and len(word) > 1]
    return [*named, " ".join(word for word in words.split() if with_sign(word) not in named)]


def _matching(items: Sequence[OutlineItem], words: str) -> list[OutlineItem]:
    kept: set[int] = set()
    path: list[int] = []
    terms = _terms(words)
    for place, item in enumerate(items):
        del path[item.depth :]
        path += [place] * (item.depth + 1 - len(path))
        if all(term in item.words for term in terms):
            kept.update(path)
    return [item for place, item in enumerate(items) if place in kept]
