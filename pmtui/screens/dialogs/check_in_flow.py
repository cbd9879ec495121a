"""The course of a check-in: which question comes next, what it takes, and what can still be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from pmtui.domain.check_in import Answers, CheckIn, needed, read_actual, read_check_on, read_verdict
from pmtui.domain.dates import echo_date
from pmtui.domain.kata import CoachingCycle, Obstacle
from pmtui.domain.text import check_line, check_title
from pmtui.errors import PmtuiError
from pmtui.usecases.checking_in import answers_as_text, answers_from_text, finish_check_in
from pmtui.usecases.session import Session
from pmtui.widgets.echo import number_echo


class Question(StrEnum):
    """The steps of a check-in; several belong to one of the five questions."""

    TARGET = "target"
    ACTUAL = "actual"
    EXPERIMENT = "experiment"
    HAPPENED = "experiment_actual"
    VERDICT = "verdict"
    LEARNED = "learned"
    OBSTACLE = "obstacle"
    NEW_OBSTACLE = "new_obstacle"
    NEXT_STEP = "next_step"
    EXPECT = "expect"
    CHECK_ON = "check_on"

    @property
    def number(self) -> int:
        """Which of the five questions it belongs to.

        Source: Rother, the five coaching questions.
        """
        return _NUMBERS[self]


_NUMBERS: Mapping[Question, int] = {
    Question.TARGET: 1,
    Question.ACTUAL: 2,
    Question.EXPERIMENT: 2,
    Question.HAPPENED: 2,
    Question.VERDICT: 2,
    Question.LEARNED: 2,
    Question.OBSTACLE: 3,
    Question.NEW_OBSTACLE: 3,
    Question.NEXT_STEP: 4,
    Question.EXPECT: 4,
    Question.CHECK_ON: 5,
}
_AT, _DATE, _REVEALED, _PENDING = "at", "date", "revealed", "pending"


class CheckInFlow:
    """One check-in on its way; knows no screen.

    Attributes:
        opened: What the check-in showed when it opened.
        answers: What was answered so far.
        at: The question being asked.
        revealed: Whether the expectation was shown; what happened is fixed from then on.
    """

    def __init__(self, opened: CheckIn) -> None:
        self.opened = opened
        self.answers = Answers()
        self.at = Question.TARGET
        self.revealed = False

    @property
    def questions(self) -> list[Question]:
        """The questions of this check-in as it stands, in order."""
        asked = [Question.TARGET, Question.ACTUAL]
        experiment = self.opened.experiment
        if experiment is not None:
            asked.append(Question.EXPERIMENT)
            if self.answers.conclude:
                asked += [Question.HAPPENED, Question.VERDICT, Question.LEARNED]
        asked.append(Question.OBSTACLE)
        if self.at is Question.NEW_OBSTACLE:
            asked.append(Question.NEW_OBSTACLE)
        if experiment is None or self.answers.conclude:
            asked.append(Question.NEXT_STEP)
            if self.answers.next_step.strip():
                asked += [Question.EXPECT, Question.CHECK_ON]
        return asked

    @property
    def obstacle(self) -> Obstacle | None:
        """The stored obstacle that is worked on by these answers; None: none, or a new one."""
        if self.answers.new_obstacle.strip():
            return None
        if self.answers.obstacle:
            return next((o for o in self.opened.obstacles if o.ref == self.answers.obstacle), None)
        return None if self.answers.gone else self.opened.current

    @property
    def open_obstacles(self) -> tuple[Obstacle, ...]:
        """The obstacles that can be chosen: without the current one when that is gone."""
        gone = self.opened.current if self.answers.gone else None
        return tuple(o for o in self.opened.obstacles if gone is None or o.ref != gone.ref)

    @property
    def text(self) -> str:
        """What is already answered to the question being asked, to be changed."""
        value = getattr(self.answers, self.at, "")
        return value if isinstance(value, str) else ""

    def answer(self, text: str) -> bool:
        """Take ``text`` as the answer, go on, and tell whether that was the last question.

        Raises:
            PmtuiError: when the answer is refused; the question stays.
        """
        self._check(text)
        if self.at is Question.NEW_OBSTACLE:
            return self._answer_new_obstacle(text)
        if self.at in (Question.TARGET, Question.EXPERIMENT, Question.OBSTACLE):
            return self.go_on()
        self.answers = answers_from_text({**answers_as_text(self.answers), self.at.value: text})
        if self.at is Question.HAPPENED:
            self.revealed = True
        return self.go_on()

    def _check(self, text: str) -> None:
        if self.at is Question.ACTUAL:
            read_actual(text, self.opened.target.metric, self.opened.decimal_mark)
        elif self.at is Question.HAPPENED:
            needed(text, "what happened")
        elif self.at is Question.VERDICT:
            read_verdict(text)
        elif self.at is Question.LEARNED:
            needed(text, "what was learned")
        elif self.at is Question.NEXT_STEP and text.strip():
            check_title(text)
            if self.obstacle is None and not self.answers.new_obstacle.strip():
                raise PmtuiError(
                    "E_NO_OBSTACLE",
                    "a step needs the obstacle it is against",
                    "shift+tab goes back to choose one",
                )
        elif self.at is Question.EXPECT:
            check_line(needed(text, "what you expect"))
        elif self.at is Question.CHECK_ON:
            read_check_on(self.opened, text)

    def _answer_new_obstacle(self, text: str) -> bool:
        if text.strip():
            self.answers = replace(self.answers, new_obstacle=check_title(text), obstacle="")
            return self.go_on()
        self.at = Question.OBSTACLE
        return False

    def go_on(self) -> bool:
        """Ask the next question, and tell whether there was none left."""
        asked = self.questions
        following = asked[asked.index(self.at) + 1 :]
        if following and following[0] is Question.HAPPENED and self.revealed:
            following = following[1:]
        if not following:
            return True
        self.at = following[0]
        return False

    def go_back(self) -> None:
        """Ask the question before this one again; what happened is not asked again once it was compared."""
        asked = self.questions
        before = asked[: asked.index(self.at)]
        if before and before[-1] is Question.HAPPENED and self.revealed:
            before.pop()
        if before:
            self.at = before[-1]

    def conclude(self, ends: bool) -> bool:
        """End the running experiment, or keep it running; go on."""
        self.answers = replace(self.answers, conclude=ends)
        return self.go_on()

    def choose(self, ref: str) -> bool:
        """Work on the obstacle called ``ref``, empty: on none for now; go on."""
        current = self.opened.current
        keeps = current is not None and ref == current.ref and not self.answers.gone
        self.answers = replace(self.answers, obstacle="" if keeps else ref, new_obstacle="")
        return self.go_on()

    def toggle_gone(self) -> None:
        """Say that the current obstacle is gone, or take that back.

        Raises:
            PmtuiError: ``E_NO_OBSTACLE`` when none is being worked on.
        """
        if self.opened.current is None:
            raise PmtuiError(
                "E_NO_OBSTACLE", "no obstacle is being worked on", "choose one, or n for a new one"
            )
        self.answers = replace(self.answers, gone=not self.answers.gone, obstacle="")

    def ask_new_obstacle(self) -> None:
        """Ask for the words of a new obstacle."""
        self.at = Question.NEW_OBSTACLE

    def echo(self, text: str) -> str:
        """Return what ``text`` is understood as, empty while there is nothing to say."""
        try:
            if self.at is Question.CHECK_ON:
                return echo_date(read_check_on(self.opened, text), self.opened.date)
            if self.at is Question.ACTUAL and text.strip():
                metric = self.opened.target.metric
                value = read_actual(text, metric, self.opened.decimal_mark)
                return "" if value is None else number_echo(value, metric.unit, text)
        except PmtuiError:
            return ""
        return ""

    def finish(self, session: Session) -> CoachingCycle:
        """Store the check-in.

        Raises:
            PmtuiError: the first answer that is refused; nothing is stored then.
        """
        seconds = int((session.now() - self.opened.opened_at).total_seconds())
        return finish_check_in(session, self.opened, self.answers, seconds)

    def is_begun(self, pending: str = "") -> bool:
        """Tell whether anything was answered, or is being typed as ``pending``."""
        return self.answers != Answers() or bool(pending.strip())

    def as_texts(self, pending: str = "") -> dict[str, str]:
        """Return the check-in as the texts of a draft; ``pending`` is typed and not yet answered."""
        course = {_AT: self.at.value, _DATE: self.opened.date.isoformat(), _PENDING: pending}
        return {**answers_as_text(self.answers), **course, _REVEALED: "yes" if self.revealed else ""}

    def restore(self, texts: Mapping[str, str]) -> str:
        """Go on where a draft was left, on its date, and return what was being typed."""
        self.answers = answers_from_text(texts)
        self.revealed = texts.get(_REVEALED) == "yes"
        self.opened = replace(self.opened, date=_day(texts.get(_DATE, ""), self.opened.date))
        self.at = Question(texts[_AT]) if texts.get(_AT) in set(Question) else Question.TARGET
        if self.at not in self.questions:
            self.at = Question.TARGET
            return ""
        return texts.get(_PENDING, "")


def _day(text: str, latest: date) -> date:
    """Return the draft's date; a check-in never lies ahead of the day it is finished on."""
    try:
        return min(date.fromisoformat(text), latest)
    except ValueError:
        return latest
