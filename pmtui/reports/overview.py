"""The plan as lines of text: lists, the strategy and the kata report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from decimal import Decimal

from pmtui.domain.date_words import echo_date, left_text
from pmtui.domain.documents import Document
from pmtui.domain.duration_words import duration_text
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.kata import CoachingCycle, TargetCondition, TargetState
from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.own_clock import day_and_clock, entry_clock, marked
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.progress import Reason, Status, standing_of, status_words
from pmtui.domain.share_words import share_text
from pmtui.domain.strategy import KeyAction, KeyResult, Objective
from pmtui.reports.text_width import fitted, text_width

GLYPHS = {Status.ON_TRACK: "●", Status.AT_RISK: "▲", Status.OFF_TRACK: "✖", Status.NO_DATA: "○"}
MIN_TITLE_WIDTH = 16
_NO_CLOCK = "     –     "
_BARS = "▁▂▃▄▅▆▇█"


def status_text(status: Status, reason: Reason | None = Reason.NO_READING) -> str:
    """Return glyph and words: ``▲ at risk``; without a verdict, why: ``○ too early``."""
    return f"{GLYPHS[status]} {status_words(status, reason)}"


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


def line_of(
    document: Document, plan: Plan, today: date, width: int | None = None, *, home: tzinfo | None = None
) -> str:
    """Return ``document`` as one line: ref, title, state and standing.

    Args:
        document: What the line is about.
        plan: Everything it belongs to.
        today: The day it is seen on.
        width: Columns of the terminal, to which the title is shortened; None: as long as it is.
        home: The workspace's zone, which recorded time needs.
    """
    if isinstance(document, TimeEntry | Timer):
        assert home is not None
        said = entry_line(document, home) if isinstance(document, TimeEntry) else timer_line(document, home)
        return fitted(said, width)
    if isinstance(document, CoachingCycle):
        changed = "changed" if document.changed else "unchanged"
        return (
            f"{document.ref:<5} {document.date.isoformat()} {document.target} {changed}, {document.seconds} s"
        )
    state = state_of(document)
    parts = [state] if state else []
    parts += _standing_parts(document, plan, today)
    if document.is_archived:
        parts.append("archived")
    after = "".join(f" · {part}" for part in parts)
    room = None if width is None else max(MIN_TITLE_WIDTH, width - 6 - text_width(after))
    return f"{document.ref:<5} {fitted(document.headline, room)}{after}"


def _standing_parts(document: Document, plan: Plan, today: date) -> list[str]:
    metric = getattr(document, "metric", None)
    if isinstance(metric, Metric):
        readings: Sequence[Reading] = getattr(document, "readings", ())
        standing = standing_of(metric, readings, today)
        now = f"now {current_text(metric, readings)}" if readings else "no reading"
        bars = sparkline(readings)
        verdict = status_text(standing.status, standing.reason)
        return [way_text(metric), f"{bars} {now}".strip(), verdict]
    if isinstance(document, Objective):
        whole = plan.standing(document.ref, today)
        share = "no data" if whole.progress is None else share_text(whole.progress)
        return [share, status_text(whole.status, whole.reason)]
    return []


def timer_line(timer: Timer, home: tzinfo) -> str:
    """Return the running timer as one line."""
    since = day_and_clock(timer.start, timer.zone, home)
    return f"timer running since {since} {timer.mode} {_words_of(timer)}".rstrip()


def entry_line(entry: TimeEntry, home: tzinfo) -> str:
    """Return a time entry as one line: its own date and clock, marked where ``home``'s clock is another."""
    clock = entry_clock(entry, home) if entry.span else marked(_NO_CLOCK, entry_clock(entry, home))
    flag = " (review)" if entry.review else ""
    gone = " · archived" if entry.is_archived else ""
    head = f"{entry.ref:<5} {entry.date.isoformat()} {clock} {duration_text(entry.minutes):>5}"
    return f"{head} {entry.mode:<9} {_words_of(entry)}{flag}{gone}"


def _words_of(entry: TimeEntry | Timer) -> str:
    """What it is about, for whom and why, as one types it."""
    marks = [f">{ref}" for ref in entry.links] + [f"@{party}" for party in entry.parties]
    marks += [f"#{tag}" for tag in entry.tags] + ([f"!{entry.cause}"] if entry.cause else [])
    marks += [f"~{entry.activity}"] if entry.activity else []
    return " ".join([entry.text, *marks]).strip()


def strategy_lines(plan: Plan, today: date, width: int | None = None) -> list[str]:
    """Return the strategy lockup, indented: objectives, key results, key actions; closed ones left out."""
    return [_indented(depth, document, plan, today, width) for depth, document in _lockup(plan)]


def _indented(depth: int, document: Document, plan: Plan, today: date, width: int | None) -> str:
    room = None if width is None else width - 2 * depth
    return "  " * depth + line_of(document, plan, today, room)


def _lockup(plan: Plan) -> Iterator[tuple[int, Document]]:
    for objective in plan.all(Objective):
        if not is_open(objective):
            continue
        yield 0, objective
        for kr in plan.key_results(objective.ref):
            yield 1, kr
            yield from ((2, action) for action in plan.key_actions(kr.ref))
    orphans: list[Document] = [kr for kr in plan.all(KeyResult) if plan.get(kr.objective, Objective) is None]
    orphans += [a for a in plan.all(KeyAction) if plan.get(a.key_result, KeyResult) is None]
    yield from ((0, orphan) for orphan in orphans)


def kata_lines(plan: Plan, today: date, width: int | None = None) -> list[str]:
    """Return the kata board: each open target condition with forecast, obstacles and experiments."""
    lines: list[str] = []
    for target in plan.all(TargetCondition):
        if is_open(target):
            lines.append(line_of(target, plan, today, width))
            lines += _target_lines(target, plan, today, width)
    return lines


def _target_lines(target: TargetCondition, plan: Plan, today: date, width: int | None) -> Iterator[str]:
    if target.metric.due:
        yield f"  by {echo_date(target.metric.due, today)}, {left_text((target.metric.due - today).days)}"
    if target.state is TargetState.ACTIVE and target.metric.due and target.metric.due < today:
        yield f"  time is over, so it was achieved, has expired or is abandoned: pmtui move {target.ref} STATE"
    forecast = standing_of(target.metric, target.readings, today).forecast
    if forecast is not None:
        yield "  forecast: " + (f"{echo_date(forecast.eta, today)}" if forecast.eta else "not at this pace")
    for obstacle in plan.obstacles(target.ref):
        yield _indented(1, obstacle, plan, today, width)
        for experiment in plan.experiments(target.ref):
            if experiment.obstacle == obstacle.ref:
                yield _indented(2, experiment, plan, today, width)
    last = plan.last_check(target.ref)
    yield f"  last check-in: {last.isoformat() if last else 'never'}"
