"""Entities as JSON objects that other programs may rely on.

Names are those of the method in snake_case; dates are ISO 8601; measured values are strings in exact decimal notation
and computed values are numbers.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pmtui.domain.documents import Document
from pmtui.domain.kata import TargetCondition
from pmtui.domain.metrics import Metric
from pmtui.domain.plan import Plan
from pmtui.domain.progress import Forecast, Standing, reading_age, required_slope, standing_of
from pmtui.domain.recorded import Recorded
from pmtui.domain.strategy import KeyResult, Objective
from pmtui.reports.entry_json import recorded_json

_MEASURED = ("metric", "readings", "retargets")


def document_json(document: Document, plan: Plan, today: date) -> dict[str, Any]:
    """Return every field of ``document``, and what is computed about it on ``today``."""
    if isinstance(document, Recorded):
        return recorded_json(document)
    fields = document.to_json()
    view: dict[str, Any] = {"ref": fields.pop("ref"), "id": fields.pop("id"), "kind": document.kind.value}
    tail = {name: fields.pop(name) for name in ("note", "created_at", "updated_at")}
    archived = fields.pop("archived_at")
    view |= fields | tail | {"archived_at": archived}
    if isinstance(document, TargetCondition):
        view["achieve_by"] = fields["metric"]["due"]
    metric = getattr(document, "metric", None)
    if isinstance(metric, Metric):
        view["computed"] = standing_json(standing_of(metric, getattr(document, "readings", ()), today))
        view["computed"] |= _more_computed(document, metric, plan, today)
    elif isinstance(document, Objective):
        standing = plan.standing(document.ref, today)
        view["computed"] = {"progress": standing.progress, "status": standing.status.value}
    return view


def _more_computed(document: Document, metric: Metric, plan: Plan, today: date) -> dict[str, Any]:
    readings = getattr(document, "readings", ())
    more: dict[str, Any] = {
        "required_slope_per_day": required_slope(metric, readings, today),
        "reading_age_days": reading_age(readings, metric, today) if readings else None,
    }
    if isinstance(document, KeyResult | TargetCondition):
        more["current"] = str(readings[-1].model_dump(mode="json")["value"]) if readings else None
    if isinstance(document, TargetCondition):
        obstacle, experiment = plan.current_obstacle(document.ref), plan.running_experiment(document.ref)
        more["days_left"] = (metric.due - today).days if metric.due else None
        more["current_obstacle"] = obstacle.ref if obstacle else None
        more["running_experiment"] = experiment.ref if experiment else None
    return more


def standing_json(standing: Standing) -> dict[str, Any]:
    """Return progress (raw), expected, gap, reason, status and forecast."""
    return {
        "progress": standing.progress,
        "expected": standing.expected,
        "gap": standing.gap,
        "reason": standing.reason,
        "status": standing.status.value,
        "forecast": _forecast_json(standing.forecast),
    }


def _forecast_json(forecast: Forecast | None) -> dict[str, Any] | None:
    if forecast is None:
        return None
    return {
        "slope_per_day": forecast.slope_per_day,
        "eta": _day(forecast.eta),
        "eta_early": _day(forecast.eta_early),
        "eta_late": _day(forecast.eta_late),
        "verdict": forecast.verdict.value if forecast.verdict else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
