"""Fields that stand where they mean nothing: pmtui knows their name, and reads them elsewhere.

Fields that nobody knows are kept, for a newer pmtui may have written them. One that bears a known name is a mistake:
``readings`` on an objective are read by nobody, and whoever put them there believes that they count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.models import Value
from pmtui.domain.plan import MODELS
from pmtui.domain.recorded import Recorded
from pmtui.domain.workspace import Workspace


def stray_fields(document: Document) -> list[str]:
    """Return the names of fields of ``document`` that belong to others, inner ones as dotted paths, in their order."""
    if isinstance(document, Recorded):
        own = document.fields
        return [name for name in document.to_store() if name not in own and name in _known_names()]
    assert isinstance(document, Value)
    return list(_stray(document, ""))


def _stray(value: Value, place: str) -> Iterator[str]:
    for name in value.model_extra or ():
        if name in _known_names():
            yield place + name
    for name in type(value).model_fields:
        for inner in _values(getattr(value, name)):
            yield from _stray(inner, f"{place}{name}.")


def _values(member: Any) -> Iterator[Value]:
    if isinstance(member, Value):
        yield member
    elif isinstance(member, tuple):
        for item in member:
            yield from _values(item)


@cache
def _known_names() -> frozenset[str]:
    """The name of every field there is."""
    names = {*TimeEntry.fields, *Timer.fields}
    for model in (*MODELS.values(), Workspace):
        names |= _names_in(model)
    return frozenset(names)


def _names_in(annotation: Any) -> set[str]:
    if not isinstance(annotation, type) or not issubclass(annotation, Value):
        return {name for part in get_args(annotation) for name in _names_in(part)}
    fields: Mapping[str, Any] = annotation.model_fields
    return {*fields}.union(*(_names_in(field.annotation) for field in fields.values()))
