"""The whole workspace as one readable Markdown document: strategy, kata and the time of the last weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from pmtui.domain.documents import Document
from pmtui.domain.duration_words import duration_text
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kata import Challenge, CoachingCycle, Experiment, TargetCondition
from pmtui.domain.modes import Mode
from pmtui.domain.plan import Plan
from pmtui.domain.progress import standing_of
from pmtui.domain.running import running_entry, running_within, with_running
from pmtui.domain.share_words import share_text
from pmtui.domain.shares import TimeSummary, day_parts, summarise, tally_of
from pmtui.domain.strategy import Goal, KeyAction, KeyResult, Objective
from pmtui.reports.item_markdown import facts_text, list_line
from pmtui.reports.markdown import escaped, quoted, table
from pmtui.reports.overview import entry_line

WEEKS = 8
DAYS = 14


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the document is made from.

    Attributes:
        plan: Strategy and kata.
        entries: Time entries of the last weeks by date, archived ones left out.
        today: The day it is seen on.
        version: Version of pmtui that writes it.
        home: The workspace's zone.
        now: UTC instant up to which a running timer counts; None: it does not.
    """

    plan: Plan
    entries: Sequence[TimeEntry]
    today: date
    version: str
    home: tzinfo
    now: datetime | None = None


def first_day(plan: Plan, today: date) -> date:
    """Return the first day whose time belongs into the document."""
    return plan.working_time.week_of(today)[0] - timedelta(weeks=WEEKS - 1)


def markdown_document(book: Workbook) -> str:
    """Return the document; everything that is not archived is in it, closed things with their state."""
    workspace = book.plan.workspace
    title = workspace.name.strip() or workspace.product.strip() or "Strategy, kata and time"
    lines = [f"# {escaped(title)}", ""]
    if workspace.name.strip() and workspace.product.strip():
        lines += [escaped(workspace.product), ""]
    lines += [f"As of {book.today.isoformat()}, written by pmtui {book.version}.", ""]
    for head, body in (
        ("Strategy", _strategy(book)),
        ("Kata", _kata(book)),
        ("Time", _time(book)),
    ):
        found = list(body)
        while found and not found[-1]:
            found.pop()
        lines += [f"## {head}", "", *(found or ["Nothing yet."]), ""]
    return "\n".join(lines[:-1]) + "\n"


def _strategy(book: Workbook) -> Iterator[str]:
    plan, today = book.plan, book.today
    if plan.all(Goal):
        yield from ("### Business goals", "")
        for goal in plan.all(Goal):
            yield from _item(goal, 0, today)
        yield ""
    for objective in plan.all(Objective):
        yield from _section(objective, today)
        if objective.hypothesis.strip():
            yield from (*quoted(objective.hypothesis), "")
        if objective.serves:
            yield from (f"Serves {', '.join(map(escaped, objective.serves))}.", "")
        standing = plan.standing(objective.ref, today)
        share = "no data" if standing.progress is None else share_text(standing.progress)
        yield from (f"{share}, {standing.words}", "")
        yield from _tree(plan, plan.key_results(objective.ref), 0, today)
        yield ""
    orphans: list[Document] = [k for k in plan.all(KeyResult) if plan.get(k.objective, Objective) is None]
    orphans += [a for a in plan.all(KeyAction) if plan.get(a.key_result, KeyResult) is None]
    if orphans:
        yield from ("### Without an objective", "", *_tree(plan, orphans, 0, today))


def _kata(book: Workbook) -> Iterator[str]:
    plan, today = book.plan, book.today
    for challenge in plan.all(Challenge):
        yield from _section(challenge, today)
        vision = plan.documents.get(challenge.vision or "")
        if vision is not None:
            yield from (f"On the way to: {escaped(f'{vision.ref} {vision.headline}')}", "")
        for target in plan.children(challenge.ref):
            if isinstance(target, TargetCondition):
                yield from _target(plan, target, today)


def _target(plan: Plan, target: TargetCondition, today: date) -> Iterator[str]:
    yield from _section(target, today, level=4)
    forecast = standing_of(target.metric, target.readings, today).forecast
    if forecast is not None:
        yield from (f"Forecast: {forecast.eta.isoformat() if forecast.eta else 'not at this pace'}", "")
    if target.readings:
        rows = [[r.on.isoformat(), escaped(format(r.value, "f"))] for r in target.readings]
        yield from (*table(["Reading", escaped(target.metric.unit or "value")], rows), "")
    yield from _tree(plan, plan.obstacles(target.ref), 0, today)
    last = plan.last_check(target.ref)
    yield from ("", f"Last check-in: {last.isoformat() if last else 'never'}", "")


def _tree(plan: Plan, documents: Sequence[Document], depth: int, today: date) -> Iterator[str]:
    for document in documents:
        yield from _item(document, depth, today)
        below = [d for d in plan.children(document.ref) if not isinstance(d, CoachingCycle)]
        yield from _tree(plan, below, depth + 1, today)


def _item(document: Document, depth: int, today: date) -> Iterator[str]:
    yield list_line(document, depth, today)
    inside = "  " * (depth + 1)
    if isinstance(document, Experiment):
        for label in ("expect", "actual", "learned"):
            said: str = getattr(document, label)
            if said.strip():
                yield f"{inside}- {label}:"
                yield from quoted(said, inside + "  ")
        if document.verdict is not None:
            yield f"{inside}- verdict: {document.verdict.words}"
    yield from quoted(document.note, inside)


def _section(document: Document, today: date, level: int = 3) -> Iterator[str]:
    yield from (f"{'#' * level} {escaped(f'{document.ref} {document.headline}')}", "")
    facts = facts_text(document, today)
    if facts:
        yield from (escaped(facts), "")
    if document.note.strip():
        yield from (*quoted(document.note), "")


def _time(book: Workbook) -> Iterator[str]:
    weeks = list(_weeks(book))
    if not any(summary.total for summary in weeks):
        return
    yield from table(
        ["Week from", "Logged", "Firefighting", "Strategic", "Coverage"],
        [
            [
                week.first.isoformat(),
                duration_text(week.total),
                share_text(week.shares[Mode.FIREFIGHT]),
                share_text(week.shares[Mode.STRATEGIC]),
                share_text(week.coverage),
            ]
            for week in weeks
        ],
    )
    running = next((week.running for week in reversed(weeks) if week.running is not None), None)
    if running is not None:
        about = f": {running.timer.text}" if running.timer.text else ""
        words = f"{duration_text(running.minutes)} of it running, {running.timer.mode}{about}"
        yield from ("", escaped(words))
    recent = [e for e in book.entries if e.date > book.today - timedelta(days=DAYS)]
    if recent:
        yield from ("", f"### The last {DAYS} days", "")
    for entry in recent:
        yield f"- {escaped(entry_line(entry, book.home))}"
        yield from quoted(entry.note, "  ")


def _weeks(book: Workbook) -> Iterator[TimeSummary]:
    start = first_day(book.plan, book.today)
    latest = max(
        [book.today, *(entry.date for entry in book.entries)]
    )  # in a zone ahead, next week may have begun
    timer = book.plan.timer
    so_far = running_entry(timer, book.now) if book.now is not None else None
    for number in range((latest - start).days // 7 + 1):
        first = start + timedelta(weeks=number)
        last = first + timedelta(days=6)
        tally = tally_of(day_parts(with_running(book.entries, so_far), first, last))
        running = running_within(so_far, timer, first, last)
        yield summarise(tally, book.plan, first, last, book.today, running)
