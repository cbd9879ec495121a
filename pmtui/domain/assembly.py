"""Documents from field values: new ones, changed ones, moved ones. Pure; the caller gives id, ref and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document, DocumentId, Kind, Ref
from pmtui.domain.field_spec import FieldSpec
from pmtui.domain.field_values import read_field
from pmtui.domain.fields import fields_of, find_field
from pmtui.domain.kata import (
    Challenge,
    Experiment,
    ExperimentState,
    TargetCondition,
    check_experiment_move,
    check_target_move,
)
from pmtui.domain.metrics import Metric, changed_metric
from pmtui.domain.models import build
from pmtui.domain.plan import MODELS, state_of
from pmtui.domain.rules import check_changeable
from pmtui.domain.states import archived_error, check_move, is_closed, moving
from pmtui.errors import PmtuiError

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who a new document is and when it is written.

    Attributes:
        calendar: What reading dates depends on.
        now: UTC instant of the change.
    """

    calendar: Calendar
    now: datetime


def new_document(
    kind: Kind, doc_id: DocumentId, ref: Ref, values: Mapping[str, str], stamp: Stamp
) -> Document:
    """Return a new document of ``kind`` from the texts of its fields.

    Raises:
        PmtuiError: ``E_UNKNOWN_FIELD``, ``E_MISSING_FIELD`` or the error of a field.
    """
    plain, metric = _read_values(MODELS[kind], values, stamp.calendar, "")
    for field in fields_of(kind):
        found = (metric if field.in_metric else plain).get(field.name)
        if field.required and found in (None, ""):
            raise _missing(kind, field)
    data: dict[str, Any] = {
        "id": doc_id,
        "ref": ref,
        "created_at": stamp.now,
        "updated_at": stamp.now,
        **plain,
    }
    if _says_something(metric):
        data["metric"] = _new_metric(metric, plain)
    return MODELS[kind].read(data)


def changed_document(before: D, values: Mapping[str, str], stamp: Stamp) -> D:
    """Return ``before`` with the fields in ``values`` changed; a changed target after readings is a retarget.

    Raises:
        PmtuiError: ``E_CLOSED``, ``E_ARCHIVED``, ``E_FIXED``, ``E_UNKNOWN_FIELD``, ``E_USE_MOVE`` for the state, or
            the error of a field.
    """
    check_changeable(before)
    if "state" in values:
        raise PmtuiError(
            "E_USE_MOVE",
            "states change with move",
            moving(before.kind, before.ref, state_of(before), values["state"]),
            field="state",
        )
    old = getattr(before, "metric", None)
    plain, metric = _read_values(type(before), values, stamp.calendar, old.unit if old is not None else "")
    for field in fields_of(before.kind):
        given = metric if field.in_metric else plain
        if field.required and field.name in given and given[field.name] in (None, ""):
            raise _missing(before.kind, field)
    changes = {**plain, **_metric_changes(before, plain, metric, stamp), "updated_at": stamp.now}
    return before.replace(**changes)


def moved_document(before: D, state: str, reason: str, values: Mapping[str, str], stamp: Stamp) -> D:
    """Return ``before`` in ``state``, with ``values`` changed on the way.

    Raises:
        PmtuiError: ``E_ARCHIVED``, ``E_TRANSITION``, ``E_REASON``, ``E_NO_READING``, ``E_EXPECT``, ``E_CONCLUDE`` or
            the error of a field.
    """
    if before.is_archived:
        raise archived_error(before.ref)
    check_move(before.kind, before.ref, state_of(before), state, reason)
    changed = before
    if values:
        reopened = is_closed(before.kind, state_of(before))
        changed = changed_document(before.replace(state=state) if reopened else before, values, stamp)
    moved = changed.replace(state=state, state_reason=reason, updated_at=stamp.now)
    if isinstance(moved, TargetCondition):
        check_target_move(moved, state)
    if isinstance(moved, Experiment):
        check_experiment_move(moved, state)
        day = "started_on" if state == ExperimentState.RUNNING else "ended_on"
        moved = moved.replace(**{day: stamp.calendar.today})
    return moved


def _read_values(
    model: type[Document], values: Mapping[str, str], calendar: Calendar, unit: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split ``values`` into those of the document and those of its metric; empty ones fall back to the default.

    ``unit`` is what the metric counts so far.
    """
    unit = values.get("unit", unit).strip()
    plain: dict[str, Any] = {}
    metric: dict[str, Any] = {}
    for name, text in values.items():
        field = find_field(model.kind, name)
        value = read_field(field, text, calendar, unit)
        if value is None:
            value = _default_of(Metric if field.in_metric else model, field)
        (metric if field.in_metric else plain)[field.name] = value
    return plain, metric


def _default_of(model: type[Document | Metric], field: FieldSpec) -> Any:
    assert issubclass(model, BaseModel)  # plans alone are put together from fields
    info = model.model_fields[field.name]
    return None if info.is_required() else info.get_default()


def _says_something(metric: Mapping[str, Any]) -> bool:
    """Tell whether anything but the cadence, which has a default, is said about a metric."""
    return any(value not in (None, "") for name, value in metric.items() if name != "cadence_days")


def _new_metric(metric: Mapping[str, Any], plain: Mapping[str, Any]) -> Metric:
    if metric.get("direction") is None:
        raise PmtuiError(
            "E_MISSING_FIELD",
            "a metric needs a direction: increase, decrease, at-least, at-most, range or binary",
            "add direction=increase",
            field="direction",
        )
    given = {name: value for name, value in metric.items() if value is not None}
    if "due" in plain:
        given["due"] = plain["due"]
    return build(Metric, given)


def _metric_changes(
    before: Document, plain: Mapping[str, Any], metric: Mapping[str, Any], stamp: Stamp
) -> dict[str, Any]:
    old = getattr(before, "metric", None)
    due = plain.get("due", getattr(before, "due", None))
    mirrored = isinstance(before, Challenge) and old is not None and old.due != due
    if not metric and not mirrored:
        return {}
    merged = {**(dict(old) if old is not None else {}), **metric}
    if isinstance(before, Challenge):
        merged["due"] = due
    if old is None and not _says_something(metric):
        return {}
    new = _new_metric(merged, {})
    if old is None:
        return {"metric": new}
    retarget = changed_metric(old, new, bool(getattr(before, "readings", ())), stamp.calendar.today)
    retargets = getattr(before, "retargets", ())
    return {"metric": new, "retargets": (*retargets, retarget) if retarget else retargets}


def _missing(kind: Kind, field: FieldSpec) -> PmtuiError:
    example = field.choices[0] if field.choices else (f"{field.kinds[0]}-REF".upper() if field.kinds else "…")
    return PmtuiError(
        "E_MISSING_FIELD",
        f"{field.words} is needed for {kind.one}",
        f"add {field.name}={example}",
        field=field.name,
    )
