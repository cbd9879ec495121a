"""A first glance at a store: names and titles only, read before any model is loaded.

The app paints it at once; everything computed follows behind. This module stays free of pydantic.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pmtui.data.clock import Clock
from pmtui.data.document import Doc, Reader
from pmtui.data.store import Store
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.domain.kinds import Kind
from pmtui.errors import StoreError

_ABOVE = (Kind.GOAL, Kind.VISION, Kind.CHALLENGE)


class Row(NamedTuple):
    """One document of the lockup.

    Attributes:
        depth: 0 for objectives, 1 for key results, 2 for key actions.
        title: As typed.
    """

    depth: int
    ref: str
    title: str


class Glance(NamedTuple):
    """What can be shown at once.

    Attributes:
        name: The workspace's name, or its product's; empty when it has none.
        above: Refs of goals, visions and challenges.
        rows: The lockup in the order of the strategy pane.
    """

    name: str = ""
    above: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def glance_at(root: Path) -> Glance:
    """Return what the store in ``root`` shows at a glance; nothing when it cannot be read: opening it says why."""
    store = Store(root, Clock())
    try:
        settings = next(iter(store.peek(STRATEGY_FILE, TABLES[Kind.WORKSPACE])), {})
        above = tuple(str(doc.get("ref")) for kind in _ABOVE for doc in _present(store, kind))
        return Glance(str(settings.get("name") or settings.get("product") or ""), above, tuple(_rows(store)))
    except StoreError:
        return Glance()


def _rows(reader: Reader) -> Iterator[Row]:
    results, actions = (
        _below(reader, Kind.KEY_RESULT, "objective"),
        _below(reader, Kind.KEY_ACTION, "key_result"),
    )
    for objective in _present(reader, Kind.OBJECTIVE):
        yield _row(0, objective)
        for result in results.get(str(objective.get("ref")), ()):
            yield _row(1, result)
            yield from (_row(2, action) for action in actions.get(str(result.get("ref")), ()))


def _row(depth: int, doc: Doc) -> Row:
    return Row(depth, str(doc.get("ref")), str(doc.get("title")))


def _below(reader: Reader, kind: Kind, parent: str) -> dict[object, list[Doc]]:
    found: dict[object, list[Doc]] = {}
    for doc in _present(reader, kind):
        found.setdefault(str(doc.get(parent)), []).append(doc)
    return found


def _present(reader: Reader, kind: Kind) -> list[Doc]:
    """Documents of one kind that are not archived, in the order of their refs."""
    kept = [doc for doc in reader.peek(STRATEGY_FILE, TABLES[kind]) if doc.get("archived_at") is None]
    return sorted(kept, key=lambda doc: (len(str(doc.get("ref"))), str(doc.get("ref"))))
