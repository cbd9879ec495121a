"""What one question of a check-in shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from textual.content import Content

from pmtui.domain.check_in import UNCHANGED_TOO_OFTEN, CheckIn
from pmtui.domain.dates import echo_date
from pmtui.domain.documents import Document
from pmtui.domain.kata import Experiment, Verdict
from pmtui.domain.metrics import Metric, Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.text import printable
from pmtui.screens.dialogs.check_in_flow import CheckInFlow, Question
from pmtui.screens.dialogs.choose_dialog import Choice
from pmtui.usecases.measuring import reading_on
from pmtui.widgets.colours import QUIET, STATUS
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import days_left, goal_words, near_date, short_date, unit_words


class Asks(StrEnum):
    """How a question is answered."""

    ENTER = "enter"
    TEXT = "text"
    LIST = "list"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Card:
    """One question.

    Attributes:
        heading: The question in words.
        lines: What there is to know before answering.
        asks: How it is answered.
        text: What the input starts with.
        placeholder: What Enter on an empty input means.
        options: What a list offers.
        chosen: Number of the option with the cursor; None: none yet, so that Enter alone chooses nothing.
        hints: What the keys do.
    """

    heading: str
    lines: tuple[Content, ...]
    asks: Asks
    text: str = ""
    placeholder: str = ""
    options: tuple[Choice[str], ...] = ()
    chosen: int | None = 0
    hints: tuple[Hint, ...] = ()


BACK = Hint("shift+tab", "back", "previous")
LEAVE = Hint("esc", "leave", "leave")
_REPLACES = "A number typed now takes the place of that reading."
_ENTER = Hint("enter", "go on", "submit")
_VERDICTS = (
    ("a", Verdict.AS_EXPECTED),
    ("b", Verdict.BETTER),
    ("w", Verdict.WORSE),
    ("i", Verdict.INCONCLUSIVE),
)
_TEXTS: Mapping[Question, tuple[str, str]] = {
    Question.HAPPENED: ("What happened?", "one line"),
    Question.LEARNED: ("What did you learn?", "one line"),
    Question.NEW_OBSTACLE: ("What stands in the way?", "in your own words"),
    Question.NEXT_STEP: ("What is your next step?", "Enter: none for now"),
    Question.EXPECT: ("What do you expect?", "what will be seen when it works"),
}


def card_of(flow: CheckInFlow, symbols: Symbols) -> Card:
    """Return what the question that ``flow`` is at shows."""
    at = flow.at
    if at is Question.TARGET:
        lines = tuple(target_lines(flow.opened, symbols))
        return Card("What is the target condition?", lines, Asks.ENTER, hints=(_ENTER, LEAVE))
    if at is Question.ACTUAL:
        return _actual_card(flow)
    if at is Question.EXPERIMENT:
        return _experiment_card(flow)
    if at is Question.VERDICT:
        return _verdict_card(flow)
    if at is Question.OBSTACLE:
        return _obstacle_card(flow)
    if at is Question.CHECK_ON:
        day = echo_date(flow.opened.next_working_day, flow.opened.date)
        hints = (Hint("enter", "store", "submit"), BACK, LEAVE)
        return Card(
            "When can we go and see what we learned?", (), Asks.TEXT, flow.text, f"Enter: {day}", hints=hints
        )
    heading, placeholder = _TEXTS[at]
    return Card(heading, tuple(_lines(flow)), Asks.TEXT, flow.text, placeholder, hints=(_ENTER, BACK, LEAVE))


def target_lines(opened: CheckIn, symbols: Symbols) -> list[Content]:
    """Return condition, days left, current value, status and forecast of the target."""
    metric, today = opened.target.metric, opened.date
    due = f" by {short_date(metric.due, today)}, {days_left(metric.due, today)}" if metric.due else ""
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
    early = f"{short_date(forecast.eta_early, opened.date)}" if forecast.eta_early else "?"
    late = f"{short_date(forecast.eta_late, opened.date)}" if forecast.eta_late else "open end"
    return f"at this pace reached {near_date(forecast.eta, opened.date)} (80 %: {early} – {late})"


def _latest(readings: tuple[Reading, ...], metric: Metric, today: date) -> str:
    if not readings:
        return "not measured yet"
    last = readings[-1]
    return f"{decimal_text(last.value)} {unit_words(metric)}, {near_date(last.on, today)}"


def _actual_card(flow: CheckInFlow) -> Card:
    target = flow.opened.target
    known = _latest(target.readings, target.metric, flow.opened.date)
    value = decimal_text(target.readings[-1].value) if target.readings else "–"
    line = Content.assemble(("last ", QUIET), known)
    lines = (line, Content.styled(_REPLACES, QUIET)) if reading_on(target, flow.opened.date) else (line,)
    placeholder = f"Enter: unchanged, {value}"
    return Card(
        "What is the actual condition now?",
        lines,
        Asks.TEXT,
        flow.text,
        placeholder,
        hints=(_ENTER, BACK, LEAVE),
    )


def _experiment_card(flow: CheckInFlow) -> Card:
    running = _running(flow)
    lines = [_step(running)]
    if running.check_on is not None:
        late = running.check_on <= flow.opened.date
        said = f"go and see {near_date(running.check_on, flow.opened.date)}"
        lines.append(Content.styled(said, "$text-warning" if late else QUIET))
    lines += _too_big(flow, "c ends it; a smaller one can follow")
    hints = (Hint("enter", "keep", "submit"), Hint("c", "conclude", "press('c')"), BACK, LEAVE)
    return Card("What did the last step show?", tuple(lines), Asks.KEY, hints=hints)


def _verdict_card(flow: CheckInFlow) -> Card:
    options = tuple(Choice(key, f"{key}  {verdict.words}") for key, verdict in _VERDICTS)
    hints = (Hint("a b w i", "choose"), BACK, LEAVE)
    return Card(
        "How does that compare?", tuple(_compared(flow)), Asks.LIST, options=options, chosen=None, hints=hints
    )


def _obstacle_card(flow: CheckInFlow) -> Card:
    options: list[Choice[str]] = []
    current = None if flow.answers.gone else flow.opened.current
    if current is None:
        options.append(Choice("", "none for now"))
    for obstacle in flow.open_obstacles:
        mark = "being worked on" if current is not None and obstacle.ref == current.ref else ""
        options.append(Choice(obstacle.ref, f"{obstacle.ref} {obstacle.text}", mark))
    wanted = flow.obstacle.ref if flow.obstacle else ""
    chosen = next((n for n, option in enumerate(options) if option.value == wanted), 0)
    lines: list[Content] = []
    if flow.answers.gone and flow.opened.current is not None:
        gone = flow.opened.current
        lines.append(
            Content.styled(printable(f"{gone.ref} {gone.text} is gone – well done"), "$text-success")
        )
    if flow.answers.new_obstacle.strip():
        lines.append(Content.styled(printable(f"new: {flow.answers.new_obstacle}"), "$text-accent"))
    gone_hint = (Hint("x", "gone", "press('x')"),) if flow.opened.current is not None else ()
    hints = (Hint("enter", "take", "submit"), Hint("n", "new", "press('n')"), *gone_hint, BACK, LEAVE)
    return Card(
        "Which obstacle are you addressing now?",
        tuple(lines),
        Asks.LIST,
        options=tuple(options),
        chosen=chosen,
        hints=hints,
    )


def _lines(flow: CheckInFlow) -> list[Content]:
    if flow.at is Question.HAPPENED:
        hidden = Content.styled("What you expected is shown once this is written.", QUIET)
        return [_step(_running(flow)), hidden]
    if flow.at is Question.LEARNED:
        return _compared(flow)
    if flow.at is Question.NEXT_STEP:
        return [*_against(flow), *_too_big(flow, "what could be tried by tomorrow?")]
    if flow.at is Question.EXPECT:
        return [Content.assemble(("step ", QUIET), printable(flow.answers.next_step))]
    return []


def _against(flow: CheckInFlow) -> list[Content]:
    new = flow.answers.new_obstacle.strip()
    chosen: Document | None = flow.obstacle
    against = new or (f"{chosen.ref} {chosen.headline}" if chosen else "")
    return [Content.assemble(("against ", QUIET), printable(against))] if against else []


def _too_big(flow: CheckInFlow, advice: str) -> list[Content]:
    if not flow.opened.asks_smaller_step:
        return []
    times = max(UNCHANGED_TOO_OFTEN, flow.opened.unchanged)
    return [
        Content.styled(f"Unchanged {times} times in a row. Is the step too big? {advice}", "$text-warning")
    ]


def _running(flow: CheckInFlow) -> Experiment:
    running = flow.opened.experiment
    assert running is not None  # only asked when there is one
    return running


def _step(experiment: Experiment) -> Content:
    return Content.assemble((f"{experiment.ref} ", QUIET), (printable(experiment.step), "bold"))


def _compared(flow: CheckInFlow) -> list[Content]:
    """Return expectation and result one above the other; only asked after the result was typed."""
    return [
        Content.assemble(("expected  ", QUIET), printable(_running(flow).expect)),
        Content.assemble(("happened  ", QUIET), (printable(flow.answers.experiment_actual), "bold")),
    ]
