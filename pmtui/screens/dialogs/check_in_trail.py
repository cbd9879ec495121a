"""What was answered so far in a check-in, one short line each."""

from __future__ import annotations

from textual.content import Content

from pmtui.domain.check_in import read_check_on, read_verdict
from pmtui.domain.dates import echo_date
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.check_in_flow import CheckInFlow, Question
from pmtui.widgets.colours import QUIET
from pmtui.widgets.wording import unit_words

QUESTIONS = 5


def progress_line(number: int) -> Content:
    """Return where in the five questions the check-in is."""
    done, rest = "●" * number, "○" * (QUESTIONS - number)
    return Content.assemble((done, "$text-primary"), (rest, QUIET), (f"  {number} of {QUESTIONS}", QUIET))


def trail(flow: CheckInFlow) -> list[Content]:
    """Return the answers before the question being asked, oldest first."""
    asked = flow.questions
    passed = asked[: asked.index(flow.at)]
    said = [(question, _said(flow, question)) for question in passed]
    return [_line(question, text) for question, text in said if text]


def _line(question: Question, text: str) -> Content:
    return Content.assemble(
        ("✓ ", "$text-success"), (f"{_LABELS[question]:<10}", QUIET), (printable(text), QUIET)
    )


_LABELS = {
    Question.ACTUAL: "actual",
    Question.EXPERIMENT: "step",
    Question.VERDICT: "verdict",
    Question.LEARNED: "learned",
    Question.OBSTACLE: "obstacle",
    Question.NEXT_STEP: "next step",
    Question.EXPECT: "expect",
    Question.CHECK_ON: "go and see",
}


def _said(flow: CheckInFlow, question: Question) -> str:
    answers, opened = flow.answers, flow.opened
    if question is Question.ACTUAL:
        unit = unit_words(opened.target.metric)
        return f"{answers.actual.strip()} {unit}".strip() if answers.actual.strip() else "unchanged"
    if question is Question.EXPERIMENT and not answers.conclude and opened.experiment is not None:
        return f"{opened.experiment.ref} keeps running"
    if question is Question.OBSTACLE:
        chosen = flow.obstacle
        return answers.new_obstacle or (f"{chosen.ref} {chosen.text}" if chosen else "none for now")
    if question is Question.NEXT_STEP:
        return answers.next_step or "none for now"
    try:
        if question is Question.VERDICT:
            return read_verdict(answers.verdict).words
        if question is Question.CHECK_ON:
            return echo_date(read_check_on(opened, answers.check_on), opened.date)
    except PmtuiError:
        return ""
    return {Question.LEARNED: answers.learned, Question.EXPECT: answers.expect}.get(question, "")
