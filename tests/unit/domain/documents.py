"""Documents and plans in few words, without a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pmtui.domain.documents import Document, Kind
from pmtui.domain.plan import MODELS, Plan, plan_of
from pmtui.domain.refs import kind_of
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def made(ref: str, **fields: Any) -> Any:
    """A document whose kind is that of ``ref``, with a title unless its fields give one."""
    kind = kind_of(ref)
    assert kind is not None
    model = MODELS[kind]
    title = {} if kind is Kind.CYCLE else {model.title_field: f"The {kind} {ref}"}
    data = {"id": ref, "ref": ref, "created_at": NOW, "updated_at": NOW, **title, **fields}
    return model.read(data)


def workspace(**fields: Any) -> Workspace:
    """The settings, defaults but for ``fields``."""
    return Workspace(id=WORKSPACE_ID, ref=WORKSPACE_REF, created_at=NOW, updated_at=NOW, **fields)


def plan(*documents: Document, **settings: Any) -> Plan:
    """A plan that holds ``documents``."""
    return plan_of(workspace(**settings), documents)
