"""What the app tells before a question is answered; a further question needs nothing here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual.content import Content

from pmtui.domain.check_in import UNCHANGED_TOO_OFTEN, CheckIn, SoFar
from pmtui.domain.date_words import days_left, near_date, plain_date
from pmtui.domain.kata import Experiment
from pmtui.domain.metrics import Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.text import printable
from pmtui.usecases.kata.check_in_questions import QUESTIONS
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.usecases.measuring import reading_on
from pmtui.widgets.colours import QUIET, STATUS
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import goal_words, unit_words

_REPLACES = "A number typed now takes the place of that reading."


def lines_before(walk: Walk | DueReadings, symbols: Symbols) -> list[Content]:
    """Return what there is to know before the question that ``walk`` is at is answered."""
    if isinstance(walk, DueReadings):
        return _reading(walk, symbols)
    if walk.at == QUESTIONS[0].name:
        return _target(walk, symbols)
    return _LINES[walk.at](walk) if walk.at in _LINES else []


def _reading(walk: DueReadings, symbols: Symbols) -> list[Content]:
    if not walk.due:
        return [Content("No target condition is active, and no reading is due. Enjoy the quiet.")]
    readings: tuple[Reading, ...] = getattr(walk.asked, "readings", ())
    last = "not measured yet"
    if readings:
        last = f"last {decimal_text(readings[-1].value)}, {near_date(readings[-1].on, walk.date)}"
    goal = f"{goal_words(walk.metric, symbols)} {unit_words(walk.metric)}".strip()
    return [Content(f"{walk.asked.ref}   {goal}"), Content.styled(last, QUIET)]


def _target(so_far: SoFar, symbols: Symbols) -> list[Content]:
    opened = so_far.opened
    metric, today = opened.target.metric, opened.date
    due = f" by {plain_date(metric.due, today)}, {days_left(metric.due, today)}" if metric.due else ""
    status = opened.standing.status
    now = _latest(opened.target.readings, metric, today)
    return [
        Content(f"{goal_words(metric, symbols)} {unit_words(metric)}{due}"),
        Content.assemble(
            f"now {now}   ", (f"{symbols.status[status]} {opened.standing.words}", STATUS[status])
        ),
        Content.styled(_forecast(opened), QUIET),
    ]


def _forecast(opened: CheckIn) -> str:
    forecast = opened.standing.forecast
    if forecast is None:
        return "no forecast before four readings"
    if forecast.eta is None:
        return "not reached at this pace"
    early = f"{plain_date(forecast.eta_early, opened.date)}" if forecast.eta_early else "?"
    late = f"{plain_date(forecast.eta_late, opened.date)}" if forecast.eta_late else "open end"
    return f"at this pace reached {near_date(forecast.eta, opened.date)} (80 %: {early} – {late})"


def _latest(readings: tuple[Reading, ...], metric: Metric, today: date) -> str:
    if not readings:
        return "not measured yet"
    last = readings[-1]
    return f"{decimal_text(last.value)} {unit_words(metric)}, {near_date(last.on, today)}"


def _actual(so_far: SoFar) -> list[Content]:
    target, date = so_far.opened.target, so_far.opened.date
    known = Content.assemble(("last ", QUIET), _latest(target.readings, target.metric, date))
    return [known, Content.styled(_REPLACES, QUIET)] if reading_on(target, date) else [known]


def _running(so_far: SoFar) -> list[Content]:
    running, date = _experiment(so_far), so_far.opened.date
    lines = [_step(running)]
    if running.check_on is not None:
        style = "$text-warning" if running.check_on <= date else QUIET
        lines.append(Content.styled(f"go and see {near_date(running.check_on, date)}", style))
    return lines + _too_big(so_far, "c ends it; a smaller one can follow")


def _hidden(so_far: SoFar) -> list[Content]:
    said = "What you expected is shown once this is written."
    return [_step(_experiment(so_far)), Content.styled(said, QUIET)]


def _compared(so_far: SoFar) -> list[Content]:
    """Return expectation and result one above the other; only asked after the result was typed."""
    happened = printable(so_far.answers.experiment_actual)
    return [
        Content.assemble(("expected  ", QUIET), printable(_experiment(so_far).expect)),
        Content.assemble(("happened  ", QUIET), (happened, "bold")),
    ]


def _obstacle(so_far: SoFar) -> list[Content]:
    lines, gone, new = [], so_far.opened.current, so_far.answers.new_obstacle
    if so_far.answers.gone and gone is not None:
        said = f"{gone.ref} {gone.text} is gone – well done"
        lines.append(Content.styled(printable(said), "$text-success"))
    if new.strip():
        lines.append(Content.styled(printable(f"new: {new}"), "$text-accent"))
    return lines


def _next_step(so_far: SoFar) -> list[Content]:
    chosen = so_far.obstacle
    against = so_far.answers.new_obstacle.strip() or (f"{chosen.ref} {chosen.headline}" if chosen else "")
    lines = [Content.assemble(("against ", QUIET), printable(against))] if against else []
    return lines + _too_big(so_far, "what could be tried by tomorrow?")


def _expect(so_far: SoFar) -> list[Content]:
    return [Content.assemble(("step ", QUIET), printable(so_far.answers.next_step))]


def _too_big(so_far: SoFar, advice: str) -> list[Content]:
    if not so_far.opened.asks_smaller_step:
        return []
    times = max(UNCHANGED_TOO_OFTEN, so_far.opened.unchanged)
    said = f"Unchanged {times} times in a row. Is the step too big? {advice}"
    return [Content.styled(said, "$text-warning")]


def _experiment(so_far: SoFar) -> Experiment:
    running = so_far.opened.experiment
    assert running is not None  # only asked when there is one
    return running


def _step(experiment: Experiment) -> Content:
    return Content.assemble((f"{experiment.ref} ", QUIET), (printable(experiment.step), "bold"))


_LINES: Mapping[str, Callable[[SoFar], list[Content]]] = {
    "actual": _actual,
    "experiment": _running,
    "experiment_actual": _hidden,
    "verdict": _compared,
    "learned": _compared,
    "obstacle": _obstacle,
    "next_step": _next_step,
    "expect": _expect,
}
