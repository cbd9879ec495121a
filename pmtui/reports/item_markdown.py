"""One item with what is below it as Markdown, for the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo

from pmtui.domain.documents import Document
from pmtui.domain.duration_words import duration_text
from pmtui.domain.entries import TimeEntry
from pmtui.domain.metrics import Metric
from pmtui.domain.own_clock import entry_clock, marked
from pmtui.domain.plan import Plan, state_of
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.progress import standing_of
from pmtui.reports.markdown import escaped, quoted
from pmtui.reports.overview import current_text, status_text, way_text


def item_markdown(plan: Plan, document: Document, today: date, home: tzinfo) -> str:
    """Return ``document`` as a heading with its note, and all below it as nested lists.

    Args:
        plan: Everything it belongs to.
        document: What it is about.
        today: The day it is seen on.
        home: The workspace's zone.
    """
    title = f"{document.ref} {document.headline}".strip()
    lines = [f"# {escaped(title)}", "", *_facts(document, today, home)]
    if document.note.strip():
        lines += ["", *quoted(document.note)]
    below = list(_below(plan, document, 0, today))
    return "\n".join([*lines, *([""] if below else []), *below]) + "\n"


def _facts(document: Document, today: date, home: tzinfo) -> list[str]:
    if isinstance(document, TimeEntry):
        links = f", {', '.join(document.links)}" if document.links else ""
        when = marked(document.date.isoformat(), entry_clock(document, home))
        return [f"{when}, {duration_text(document.minutes)} h, {document.mode.value}{links}"]
    facts = facts_text(document, today)
    return [escaped(facts)] if facts else []


def facts_text(document: Document, today: date) -> str:
    """Return state, measure and status of ``document`` as plain text, empty when there is nothing to say."""
    facts = (state_of(document), _measure(document, today))
    return ", ".join(fact for fact in facts if fact)


def _measure(document: Document, today: date) -> str:
    metric = getattr(document, "metric", None)
    if not isinstance(metric, Metric):
        return ""
    readings = getattr(document, "readings", ())
    standing = standing_of(metric, readings, today)
    status = status_text(standing.status, standing.reason)
    due = f" by {metric.due.isoformat()}" if metric.due else ""
    return f"{way_text(metric)}{due}, now {current_text(metric, readings)}, {status}"


def _below(plan: Plan, document: Document, depth: int, today: date) -> Iterator[str]:
    for child in plan.children(document.ref):
        if not PARENT_FIELDS.get(child.kind):
            continue
        yield list_line(child, depth, today)
        yield from _below(plan, child, depth + 1, today)


def list_line(document: Document, depth: int, today: date) -> str:
    """Return ``document`` as an item of a list ``depth`` levels deep: ref, title and facts."""
    facts = facts_text(document, today)
    line = f"{'  ' * depth}- {escaped(f'{document.ref} {document.headline}')}"
    return f"{line} ({escaped(facts)})" if facts else line
