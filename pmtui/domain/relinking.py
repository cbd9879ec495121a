"""Documents under other names: when a ref is taken, the document and every link to it are renamed together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from pmtui.domain.documents import Document, Ref
from pmtui.domain.kata import CycleAnswers
from pmtui.domain.models import Value
from pmtui.domain.recorded import Recorded

D = TypeVar("D", bound=Document)

_REFS_BY_NAME = frozenset({"lint_ref"})
"""Fields that hold a ref among other things, so that their type does not say so."""


def renamed(document: D, names: Mapping[str, str]) -> D:
    """Return ``document`` with every ref in it that ``names`` has, its own included, as it is there.

    Links inside it count too, such as those of a coaching cycle's answers or of a muted lint; text never does.
    """
    if isinstance(document, Value):
        changed = _renamed(document, names)
        assert isinstance(changed, type(document))
        return changed
    assert isinstance(document, Recorded)
    links = tuple(names.get(link, link) for link in document.links)
    return document.replace(ref=names.get(document.ref, document.ref), links=links)


def relinked(model: type[Document], doc: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the stored document ``doc`` of a ``model`` with every link in it that ``names`` has, as it is there.

    Its own ref stays. What is stored may be of an older or damaged shape: what is no ref stays as it is.
    """
    fields = _link_fields(model)
    changes = {
        name: after
        for name in fields
        if name in doc and name != "ref" and (after := _stored_member(doc[name], names)) != doc[name]
    }
    return {**doc, **changes} if changes else doc


def _link_fields(model: type[Document]) -> tuple[str, ...]:
    return ("links",) if issubclass(model, Recorded) else _fields_with_refs(model)


def _stored_member(member: Any, names: Mapping[str, str]) -> Any:
    if isinstance(member, str):
        return names.get(member, member)
    if isinstance(member, list):
        return [_stored_member(item, names) for item in member]
    if isinstance(member, dict):
        inner = {n: _stored_member(value, names) for n, value in member.items() if n in _inner_fields()}
        return {**member, **inner}
    return member


@cache
def _inner_fields() -> frozenset[str]:
    """Fields that hold refs in the parts of documents: answers of a check-in, muted lints."""
    return frozenset({*_fields_with_refs(CycleAnswers), *_REFS_BY_NAME})


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    changes: dict[str, Any] = {}
    for name in _fields_with_refs(type(value)):
        before = getattr(value, name)
        after = _member(before, names)
        if after != before:
            changes[name] = after
    return value.model_copy(update=changes) if changes else value


def _member(member: Any, names: Mapping[str, str]) -> Any:
    if isinstance(member, str):
        return names.get(member, member)
    if isinstance(member, tuple):
        return tuple(_member(item, names) for item in member)
    return _renamed(member, names) if isinstance(member, Value) else member


@cache
def _fields_with_refs(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in model.model_fields.items()
        if name in _REFS_BY_NAME or _has_ref(field.annotation)
    )


def _has_ref(annotation: Any) -> bool:
    if annotation is Ref:
        return True
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return bool(_fields_with_refs(annotation))
    return any(_has_ref(part) for part in get_args(annotation))
