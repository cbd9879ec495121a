"""The strategy lockup and the kata board as JSON trees: every open item with what hangs below it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import TargetCondition
from pmtui.domain.plan import Plan, is_open
from pmtui.domain.strategy import Objective
from pmtui.reports.json_view import document_json


def strategy_json(plan: Plan, today: date) -> dict[str, Any]:
    """Return the open objectives with their key results and key actions."""
    return {
        "date": today.isoformat(),
        "objectives": [_tree(o, plan, today) for o in plan.all(Objective) if is_open(o)],
    }


def kata_json(plan: Plan, today: date) -> dict[str, Any]:
    """Return the open target conditions with their obstacles and experiments."""
    targets = [_tree(t, plan, today) for t in plan.all(TargetCondition) if is_open(t)]
    return {"date": today.isoformat(), "targets": targets}


def _tree(document: Document, plan: Plan, today: date) -> dict[str, Any]:
    below = [_tree(child, plan, today) for child in plan.children(document.ref) if child.kind != Kind.CYCLE]
    return {**document_json(document, plan, today), "children": below}
