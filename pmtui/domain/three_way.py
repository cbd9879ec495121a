"""Two versions of a document that have one ancestor, made one, field by field.

Documents are as they are stored: JSON objects without fields that hold nothing. The result is the same whoever merges:
swapping the two versions changes nothing. What both changed, each in its own way, is a conflict that names both values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pmtui.domain.three_way_text import merged_lines

Stored = dict[str, Any]

_GONE: Any = object()
"""Stands for a field that is not there."""

_NEWEST = frozenset({"rev", "updated_at"})
_SETS = frozenset({"links", "tags", "parties", "serves", "holidays"})
_TEXTS = frozenset({"note", "hypothesis", "why", "expected_effect", "outcome_note", "learned"})
_TOGETHER = (
    ("minutes", ("date", "start", "end", "minutes", "zone")),
    ("state", ("state", "state_reason", "started_on", "ended_on")),
)
"""Fields that mean something only together, where there is the first one."""


class Conflict(NamedTuple):
    """What both versions changed, each in its own way.

    Attributes:
        field: Which field, inner ones as dotted paths: ``metric.target``; empty for the whole document.
        kept: The value that the merged document has; None for nothing.
        other: The value that it does not have; None for nothing.
    """

    field: str
    kept: Any
    other: Any


class Merged(NamedTuple):
    """Both versions in one.

    Attributes:
        document: None when it shall be gone.
        conflicts: In the order of the fields.
    """

    document: Stored | None
    conflicts: tuple[Conflict, ...] = ()


def three_way(base: Stored | None, mine: Stored | None, theirs: Stored | None) -> Merged:
    """Return what ``mine`` and ``theirs`` have made of ``base`` together; None stands for no document.

    Where only one changed a field, that is taken. Where both did, the version with the later ``updated_at`` wins and
    the conflict tells the other value; readings are taken by date, lists of records and of names as sets, notes by
    line. A version that was changed wins over one that was removed or archived.
    """
    return _merged(base, *sorted_versions(mine, theirs))


def over(base: Stored | None, below: Stored | None, above: Stored | None) -> Merged:
    """Return the same, but where both changed a field, ``above`` wins: as when it is done once more upon ``below``."""
    return _merged(base, above, below)


def sorted_versions(mine: Stored | None, theirs: Stored | None) -> tuple[Stored | None, Stored | None]:
    """Return both, the one that wins first: the later one; at the same moment, the one that sorts last as text."""
    first, second = sorted((mine, theirs), key=_rank, reverse=True)
    return first, second


def _rank(document: Stored | None) -> tuple[str, str, str]:
    if document is None:
        return "", "", ""
    said = {name: value for name, value in document.items() if name != "rev"}
    return str(document.get("updated_at", "")), _text(said), _text(document.get("rev"))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _merged(base: Stored | None, first: Stored | None, second: Stored | None) -> Merged:
    if first is None or second is None:
        return _one_gone(base, first, second)
    if _says_same(first, second) or _says_same(second, base):
        return Merged(_with_newest(first, second))
    if _says_same(first, base):
        return Merged(_with_newest(second, first))
    merge = _Merge()
    document = merge.fields(base or {}, first, second, "")
    if _archived_alone(base or {}, first, second):
        gone = document.pop("archived_at")
        merge.conflicts.append(Conflict("archived_at", None, gone))
    return Merged(document, tuple(merge.conflicts))


def _one_gone(base: Stored | None, first: Stored | None, second: Stored | None) -> Merged:
    left = first if second is None else second
    if left is None or (base is not None and _says_same(left, base)):
        return Merged(None)
    return Merged(left) if base is None else Merged(left, (Conflict("", left, None),))


def _says_same(one: Stored, other: Stored | None) -> bool:
    return other is not None and {**one, "rev": 0} == {**other, "rev": 0}


def _with_newest(document: Stored, other: Stored) -> Stored:
    newer = max(document, other, key=lambda side: _newness(side.get("rev")))
    return {**document, "rev": newer["rev"]} if "rev" in newer else document


def _archived_alone(base: Stored, first: Stored, second: Stored) -> bool:
    """Whether one version was archived and the other, which was not, changed."""
    archived = [side for side in (first, second) if "archived_at" in side]
    return "archived_at" not in base and len(archived) == 1


class _Merge:
    """One merge, and the conflicts it came upon."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def fields(self, base: Stored, first: Stored, second: Stored, path: str) -> Stored:
        """Return what two versions of an object say together; of two values for one field, the ``first`` wins."""
        together = set(self._belonging(base, first, second)) if not path else set()
        found: Stored = {}
        for name in dict.fromkeys([*first, *second]):
            versions = [side.get(name, _GONE) for side in (base, first, second)]
            if name in together:
                value = self._won(f"{path}{name}", *versions[1:])
            else:
                value = self._value(f"{path}{name}", name, *versions)
            if value is not _GONE:
                found[name] = value
        return found

    def _belonging(self, base: Stored, first: Stored, second: Stored) -> Iterable[str]:
        """The fields that are taken from the ``first`` version together, for both changed some of them."""
        for key, names in _TOGETHER:
            parts = [[side.get(name, _GONE) for name in names] for side in (base, first, second)]
            if (key in first or key in second) and parts[0] not in parts[1:] and parts[1] != parts[2]:
                yield from names

    def _won(self, path: str, first: Any, second: Any) -> Any:
        if first != second:
            self._conflict(path, first, second)
        return first

    def _conflict(self, path: str, kept: Any, other: Any) -> None:
        self.conflicts.append(Conflict(path, *(None if value is _GONE else value for value in (kept, other))))

    def _value(self, path: str, name: str, base: Any, first: Any, second: Any) -> Any:
        if first == second or second == base:
            return first
        if first == base:
            return second
        if name in _NEWEST and first is not _GONE and second is not _GONE:
            return max(first, second, key=_newness)
        if first is _GONE or second is _GONE:  # what one removed and the other changed stays
            kept = second if first is _GONE else first
            self._conflict(path, kept, _GONE)
            return kept
        found = self._composed(path, name, base, first, second)
        return self._won(path, first, second) if found is _GONE else found

    def _composed(self, path: str, name: str, base: Any, first: Any, second: Any) -> Any:
        """What is made of parts, merged part by part; ``_GONE`` when it is not."""
        if isinstance(first, dict) and isinstance(second, dict):
            return self.fields(base if isinstance(base, dict) else {}, first, second, f"{path}.")
        if isinstance(first, list) and isinstance(second, list):
            before = base if isinstance(base, list) else []
            if name == "readings" and all(map(_is_by_date, (before, first, second))):
                return self._by_date(path, before, first, second)
            records = all(isinstance(item, dict) for item in (*before, *first, *second))
            return _united(before, first, second) if name in _SETS or records else _GONE
        if name in _TEXTS and isinstance(first, str) and isinstance(second, str):
            text = merged_lines(base if isinstance(base, str) else "", first, second)
            return _GONE if text is None else text
        return _GONE

    def _by_date(self, path: str, *sides: list[Stored]) -> list[Stored]:
        base, first, second = ({reading["on"]: reading for reading in side} for side in sides)
        found = []
        for day in sorted({*first, *second}):
            versions = (side.get(day, _GONE) for side in (base, first, second))
            reading = self._value(f"{path}.{day}", "", *versions)
            if reading is not _GONE:
                found.append(reading)
        return found


def _newness(value: Any) -> tuple[int, str]:
    """Sorts revisions as numbers and times as texts; what is neither stays behind."""
    return (value, "") if type(value) is int else (0, value if isinstance(value, str) else "")


def _is_by_date(readings: list[Any]) -> bool:
    days = [reading.get("on") for reading in readings if isinstance(reading, Mapping)]
    return len(set(map(str, days))) == len(readings) and all(isinstance(day, str) for day in days)


def _united(base: list[Any], first: list[Any], second: list[Any]) -> list[Any]:
    """The items of both, without those that one of them removed; in the order of the ``first``, then the rest.

    Records with a date stand in the order of their dates.
    """
    before, one, other = ({_text(item) for item in side} for side in (base, first, second))
    kept = (one & other) | ((one | other) - before)
    items = {_text(item): item for item in [*first, *second] if _text(item) in kept}
    if all(isinstance(item, dict) and isinstance(item.get("on"), str) for item in items.values()):
        return sorted(items.values(), key=lambda item: (item["on"], _text(item)))
    return list(items.values())
