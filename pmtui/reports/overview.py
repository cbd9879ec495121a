"""The plan as lines of text: lists, one document in full, the strategy and the kata report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pmtui.domain.dates import echo_date
from pmtui.domain.documents import Document
from pmtui.domain.kata import CoachingCycle, TargetCondition
from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.progress import Status, clamp, standing_of
from pmtui.domain.strategy import KeyAction, KeyResult, Objective
from pmtui.domain.timelog import TimeEntry
from pmtui.domain.zones import find_zone
from pmtui.reports.json_view import document_json
from pmtui.reports.words import duration_text, share_text

GLYPHS = {Status.ON_TRACK: "●", Status.AT_RISK: "▲", Status.OFF_TRACK: "✖", Status.NO_DATA: "○"}
_BARS = "▁▂▃▄▅▆▇█"


def status_text(status: Status) -> str:
    """Return glyph and words: ``▲ at risk``."""
    return f"{GLYPHS[status]} {status.words}"


def sparkline(readings: Sequence[Reading], width: int = 8) -> str:
    """Return the latest readings as bars, lowest to highest value; empty without a reading."""
    values = [reading.value for reading in readings[-width:]]
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return _BARS[3] * len(values)
    return "".join(
        _BARS[int((value - low) / (high - low) * (len(_BARS) - 1) + Decimal("0.5"))] for value in values
    )


def way_text(metric: Metric) -> str:
    """Return where from and where to: ``21 → 2 days``, ``at least 9 points``, ``3 to 5 h``, ``yes or no``."""
    unit = f" {metric.unit}" if metric.unit else ""
    if metric.direction is Direction.BINARY:
        return "yes or no"
    if metric.direction is Direction.RANGE and metric.low is not None and metric.high is not None:
        return f"{decimal_text(metric.low)} to {decimal_text(metric.high)}{unit}"
    target = decimal_text(metric.target) if metric.target is not None else "?"
    if metric.direction.is_bound:
        return f"{metric.direction.value.replace('_', ' ')} {target}{unit}"
    baseline = decimal_text(metric.baseline) if metric.baseline is not None else "?"
    return f"{baseline} → {target}{unit}"


def current_text(metric: Metric, readings: Sequence[Reading]) -> str:
    """Return the latest value with its unit, ``–`` without a reading."""
    if not readings:
        return "–"
    value = readings[-1].value
    if metric.direction is Direction.BINARY:
        return "yes" if value >= 1 else "no"
    return decimal_text(value) + (f" {metric.unit}" if metric.unit else "")


def line_of(document: Document, plan: Plan, today: date) -> str:
    """Return ``document`` as one line: ref, title, state and standing."""
    if isinstance(document, TimeEntry):
        return entry_line(document)
    if isinstance(document, CoachingCycle):
        changed = "changed" if document.changed else "unchanged"
        return (
            f"{document.ref:<5} {document.date.isoformat()} {document.target} {changed}, {document.seconds} s"
        )
    parts = [f"{document.ref:<5} {document.headline}"]
    state = state_of(document)
    if state:
        parts.append(state)
    parts += _standing_parts(document, plan, today)
    if document.is_archived:
        parts.append("archived")
    return " · ".join(parts)


def _standing_parts(document: Document, plan: Plan, today: date) -> list[str]:
    metric = getattr(document, "metric", None)
    if isinstance(metric, Metric):
        readings: Sequence[Reading] = getattr(document, "readings", ())
        standing = standing_of(metric, readings, today)
        now = f"now {current_text(metric, readings)}" if readings else "no reading"
        bars = sparkline(readings)
        return [way_text(metric), f"{bars} {now}".strip(), status_text(standing.status)]
    if isinstance(document, Objective):
        whole = plan.standing(document.ref, today)
        share = "no data" if whole.progress is None else share_text(whole.progress)
        return [share, status_text(whole.status)]
    return []


def entry_line(entry: TimeEntry) -> str:
    """Return a time entry as one line."""
    span = entry.span
    clock = "     –     "
    if span is not None:
        start, end = (moment.astimezone(find_zone(entry.zone)) for moment in (span.start, span.end))
        clock = f"{start:%H:%M}–{end:%H:%M}"
    marks = [f">{ref}" for ref in entry.links] + [f"@{party}" for party in entry.parties]
    marks += [f"#{tag}" for tag in entry.tags] + ([f"!{entry.cause}"] if entry.cause else [])
    marks += [f"~{entry.activity}"] if entry.activity else []
    words = " ".join([entry.text, *marks]).strip()
    flag = " (review)" if entry.review else ""
    gone = " · archived" if entry.is_archived else ""
    head = f"{entry.ref:<5} {entry.date.isoformat()} {clock} {duration_text(entry.minutes):>5}"
    return f"{head} {entry.mode:<9} {words}{flag}{gone}"


def strategy_lines(plan: Plan, today: date) -> Iterator[str]:
    """Yield the strategy lockup, indented: objectives, key results, key actions; closed ones left out."""
    for objective in plan.all(Objective):
        if not is_open(objective):
            continue
        yield line_of(objective, plan, today)
        for kr in plan.key_results(objective.ref):
            yield "  " + line_of(kr, plan, today)
            for action in plan.key_actions(kr.ref):
                yield "    " + line_of(action, plan, today)
    orphans = [kr for kr in plan.all(KeyResult) if plan.get(kr.objective, Objective) is None]
    orphans += [a for a in plan.all(KeyAction) if plan.get(a.key_result, KeyResult) is None]  # type: ignore[misc]
    for orphan in orphans:
        yield line_of(orphan, plan, today)


def kata_lines(plan: Plan, today: date) -> Iterator[str]:
    """Yield the kata board: each open target condition with forecast, obstacles and experiments."""
    for target in plan.all(TargetCondition):
        if not is_open(target):
            continue
        yield line_of(target, plan, today)
        yield from _target_lines(target, plan, today)


def _target_lines(target: TargetCondition, plan: Plan, today: date) -> Iterator[str]:
    if target.metric.due:
        yield f"  by {echo_date(target.metric.due, today)}, {_left_text((target.metric.due - today).days)}"
    forecast = standing_of(target.metric, target.readings, today).forecast
    if forecast is not None:
        yield "  forecast: " + (f"{echo_date(forecast.eta, today)}" if forecast.eta else "not at this pace")
    for obstacle in plan.obstacles(target.ref):
        yield "  " + line_of(obstacle, plan, today)
        for experiment in plan.experiments(target.ref):
            if experiment.obstacle == obstacle.ref:
                yield "    " + line_of(experiment, plan, today)
    last = plan.last_check(target.ref)
    yield f"  last check-in: {last.isoformat() if last else 'never'}"


def _left_text(days: int) -> str:
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'left' if days >= 0 else 'over'}"


def detail_lines(document: Document, plan: Plan, today: date) -> Iterator[str]:
    """Yield everything known about ``document``, a line a field, empty fields left out."""
    yield line_of(document, plan, today)
    for name, value in _flat(document_json(document, plan, today)):
        if name not in ("ref", "id", "kind") and value not in (None, "", [], {}):
            yield f"  {name.replace('_', ' ')}: {value}"


def _flat(view: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in view.items():
        if name == "computed":
            yield from ((inner, _shown(inner, found)) for inner, found in value.items())
        elif name == "readings":
            yield name, " ".join(f"{r['on']}={r['value']}" for r in value)
        elif isinstance(value, dict):
            yield from ((inner, found) for inner, found in value.items())
        elif isinstance(value, list):
            yield name, ", ".join(str(part) for part in value)
        else:
            yield name, value


def _shown(name: str, value: Any) -> Any:
    if name == "progress" and isinstance(value, float):
        return f"{share_text(clamp(value))} ({value:.4f})"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, dict):
        return ", ".join(
            f"{inner.replace('_', ' ')} {_shown(inner, found)}" for inner, found in value.items()
        )
    return value
