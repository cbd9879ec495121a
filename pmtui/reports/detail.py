"""One document in full as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from pmtui.domain.date_words import echo_date
from pmtui.domain.documents import Document
from pmtui.domain.duration_words import duration_text
from pmtui.domain.plan import Plan
from pmtui.domain.progress import Reason, Status, clamp
from pmtui.domain.share_words import exact_share_text, share_text
from pmtui.domain.strategy import Objective
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import line_of, status_text

_LEFT_OUT = ("ref", "id", "kind", "rev", "created_at", "updated_at", "state")
_LABEL_WIDTH = 22
_SHARES = ("max_firefight", "min_strategic", "intended_share")
_CHOSEN = ("direction", "verdict")


def detail_lines(
    document: Document, plan: Plan, today: date, width: int | None = None, *, home: tzinfo | None = None
) -> list[str]:
    """Return everything worth knowing about ``document``, a line a field, empty fields left out.

    The arguments are those of :func:`line_of`.
    """
    view = document_json(document, plan, today)
    view.pop(document.title_field, None)
    if isinstance(document, Objective):
        view["computed"]["reason"] = plan.standing(document.ref, today).reason
    lines = [line_of(document, plan, today, width, home=home), *_field_lines(view, today)]
    title = document.headline
    if title not in lines[0]:
        lines.insert(1, f"  {'title':<{_LABEL_WIDTH}} {title}")
    return lines


def _field_lines(view: dict[str, Any], today: date) -> Iterator[str]:
    for name, value in _flat(view):
        if name in _LEFT_OUT or value in (None, "", [], {}):
            continue
        label = name.replace("_", " ")
        shown = _shown(name, value, today)
        for number, line in enumerate(shown if isinstance(shown, list) else str(shown).split("\n")):
            yield f"  {'' if number else label:<{_LABEL_WIDTH}} {line}".rstrip()


def _flat(view: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in view.items():
        if name == "computed":
            verdict = {"status": (value["status"], value["reason"]), "reason": None}
            yield from ({**value, **verdict}).items()
        elif name in ("metric", "answers") and isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def _shown(name: str, value: Any, today: date) -> Any:
    if name == "readings":
        return [_reading_line(reading) for reading in value]
    if name == "retargets":
        return [f"{change['on']}  from {change['target'] or change['low']}" for change in value]
    if name == "forecast":
        return _forecast_lines(value, today)
    if name == "status":
        status, reason = value
        return status_text(Status(status), reason and Reason(reason))
    if name == "progress":
        return f"{share_text(clamp(value))} ({value:.4f})"
    if name in _SHARES:
        return exact_share_text(Decimal(value))
    if name in _CHOSEN:
        return value.replace("_", " ")
    if name in ("minutes", "estimate"):
        return duration_text(value)
    if name in ("start", "due", "check_on", "started_on", "ended_on", "date", "achieve_by"):
        return echo_date(date.fromisoformat(value), today) if len(value) == 10 else value
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_plain(found)}" for name, found in value.items())
    return str(value)


def _reading_line(reading: dict[str, Any]) -> str:
    sure = "" if reading["confidence"] is None else f"  confidence {reading['confidence']}"
    note = f"  {reading['note']}" if reading["note"] else ""
    return f"{reading['on']}  {reading['value']}{sure}{note}"


def _forecast_lines(forecast: dict[str, Any], today: date) -> list[str]:
    if forecast["eta"] is None:
        arrival = "not at this pace"
    else:
        early, late = (forecast[name] or "never" for name in ("eta_early", "eta_late"))
        arrival = f"{echo_date(date.fromisoformat(forecast['eta']), today)}, 80 % {early} to {late}"
    verdict = f", {status_text(Status(forecast['verdict']))}" if forecast["verdict"] else ""
    return [arrival + verdict, f"{forecast['slope_per_day']:.4f} a day"]
