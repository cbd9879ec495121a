"""One table per kind, and one of readings, as CSV for spreadsheets (RFC 4180, UTF-8).

What a spreadsheet could take for a formula gets an apostrophe in front: what is exact and can be read back is the
JSON export. A byte order mark comes first, without which Excel garbles every accent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pmtui.domain.documents import Document
from pmtui.domain.models import Value
from pmtui.domain.recorded import Recorded
from pmtui.reports.csv_cells import csv_line
from pmtui.reports.entry_json import recorded_json

BYTE_ORDER_MARK = "\ufeff"
_READINGS = ("ref", "on", "value", "confidence", "note")
_LEFT_OUT = ("rev", "kind", "readings")
_BETWEEN = ", "


def csv_table(documents: Sequence[Document], model: type[Document]) -> str:
    """Return ``documents``, all of one ``model``, as CSV with a line of names; fields inside fields as ``metric.unit``.

    Lists are joined by commas; the times of entries carry the offset of their zone.
    """
    rows = [dict(_cells(document)) for document in documents]
    names = dict.fromkeys([*_columns(model), *(name for row in rows for name in row)])
    return _written([list(names), *([row.get(name, "") for name in names] for row in rows)])


def readings_table(documents: Iterable[Document]) -> str:
    """Return the readings of all ``documents`` as CSV, with the ref of their owner first."""
    rows = [
        [document.ref, *(_cell(reading.model_dump(mode="json")[name]) for name in _READINGS[1:])]
        for document in documents
        for reading in getattr(document, "readings", ())
    ]
    return _written([list(_READINGS), *rows])


def _columns(model: type[Document | Value], prefix: str = "") -> Iterator[str]:
    members = _members(model)
    head = ("ref", "id") if not prefix else ()
    for name in dict.fromkeys((*head, *members)):
        if name in _LEFT_OUT:
            continue
        inner = members[name]
        if inner is None:
            yield prefix + name
        else:
            yield from _columns(inner, f"{prefix}{name}.")


def _members(model: type[Document | Value]) -> Mapping[str, type[Value] | None]:
    """The fields of ``model``, each with the model of the one value it holds, such as a metric, or None."""
    if issubclass(model, Value):
        return {name: _inner(field.annotation) for name, field in model.model_fields.items()}
    assert issubclass(model, Recorded)
    return dict.fromkeys(model.fields)


def _inner(annotation: Any) -> type[Value] | None:
    """The model of a field that holds one value, such as a metric, or None."""
    options = getattr(annotation, "__args__", (annotation,))
    found = [option for option in options if isinstance(option, type) and issubclass(option, Value)]
    return found[0] if found and getattr(annotation, "__origin__", None) is not tuple else None


def _cells(document: Document) -> Iterator[tuple[str, str]]:
    fields: Mapping[str, Any] = (
        recorded_json(document) if isinstance(document, Recorded) else document.to_json()
    )
    inner = {name for name in _members(type(document)) if isinstance(getattr(document, name), Value)}
    for name, value in fields.items():
        if name in inner:
            yield from ((f"{name}.{key}", _cell(member)) for key, member in value.items())
        elif name not in _LEFT_OUT:
            yield name, _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and not any(isinstance(member, list | dict) for member in value):
        return _BETWEEN.join(_cell(member) for member in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _written(rows: Iterable[Sequence[str]]) -> str:
    return BYTE_ORDER_MARK + "".join(csv_line(row) for row in rows)
