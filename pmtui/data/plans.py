"""The strategy file as a plan."""

from __future__ import annotations

from datetime import datetime

from pmtui.data.document import Reader
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.data.time_log import load_timer
from pmtui.data.transaction import Transaction
from pmtui.data.typed import read_document
from pmtui.domain.documents import Kind
from pmtui.domain.plan import MODELS, Plan, plan_of
from pmtui.domain.refs import called_twice
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def load_workspace(reader: Reader) -> Workspace:
    """Return the stored settings, or defaults when none were stored yet."""
    stored = reader.documents(STRATEGY_FILE, TABLES[Kind.WORKSPACE])
    if stored:
        return read_document(Workspace, stored[0], STRATEGY_FILE)
    return Workspace(id=WORKSPACE_ID, ref=WORKSPACE_REF, created_at=_EPOCH, updated_at=_EPOCH)


def load_plan(reader: Reader) -> Plan:
    """Return the whole strategy file as a plan.

    Raises:
        StoreError: ``E_DAMAGED`` naming the document that is not valid; ``E_TWICE`` within a transaction, where two
            have one ref: what a change would mean cannot be told.
    """
    documents = [
        read_document(model, raw, STRATEGY_FILE)
        for kind, model in MODELS.items()
        for raw in reader.documents(STRATEGY_FILE, TABLES[kind])
    ]
    plan = plan_of(load_workspace(reader), documents, load_timer(reader))
    if plan.twice and isinstance(reader, Transaction):
        raise called_twice(min(plan.twice))
    return plan
