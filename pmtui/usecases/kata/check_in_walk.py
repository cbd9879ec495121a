"""The way through the questions of a check-in, as a value: each answer makes the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pmtui.domain.check_in import SoFar
from pmtui.usecases.kata.check_in_question import Offer, Question
from pmtui.usecases.kata.check_in_questions import QUESTIONS, question

_DONE = ""


@dataclass(frozen=True, slots=True)
class Walk(SoFar):
    """A check-in on its way; knows neither screen nor terminal.

    Attributes:
        at: The name of the question being asked; empty: all are answered.
    """

    at: str = QUESTIONS[0].name

    @property
    def date(self) -> date:
        """The local date it was opened on, also across midnight."""
        return self.opened.date

    @property
    def headline(self) -> str:
        """What it is about, raw as typed."""
        return self.opened.target.title

    @property
    def is_done(self) -> bool:
        """Whether all questions are answered."""
        return self.at == _DONE

    @property
    def may_end(self) -> bool:
        """Whether what is left to ask can only be left empty, or was not asked before: the obstacle is gone."""
        return self.answers.gone and not self.has_obstacle and self.at in ("obstacle", "next_step")

    @property
    def question(self) -> Question:
        """The question being asked; there must be one left."""
        return question(self.at)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be chosen as the answer."""
        return self.question.offers(self)

    @property
    def typed(self) -> str:
        """What was answered to the question being asked, to be changed."""
        return self.answers.text(self.at)

    @property
    def questions(self) -> list[Question]:
        """The questions of this check-in as it stands, in order."""
        return [row for row in QUESTIONS if (row.name == self.at if row.opened_from else row.asked(self))]

    @property
    def passed(self) -> list[Question]:
        """The questions before the one being asked."""
        asked = self.questions
        return asked if self.is_done else asked[: asked.index(self.question)]

    @property
    def trail(self) -> list[tuple[str, str]]:
        """What was answered before the question being asked, oldest first: what it is called, and the answer."""
        return [(row.label, said) for row in self.passed if row.label and (said := row.repeated(self))]

    def understood(self, text: str) -> str:
        """Return what ``text`` is understood as, empty while there is nothing to say."""
        return self.question.understood(self, text)

    def answer(self, text: str) -> Walk:
        """Return the walk with ``text`` as the answer to the question being asked, one question further.

        Raises:
            PmtuiError: when ``text`` is no answer.
        """
        asked = self.question
        walk = replace(self, answers=asked.taken(self, text))
        if asked.opened_from and not text.strip():
            return replace(walk, at=asked.opened_from)
        if asked.stays(text):
            return walk
        following = walk.questions[len(walk.passed) + 1 :]
        return replace(walk, at=next((row.name for row in following if not walk._is_over(row)), _DONE))

    def press(self, key: str) -> Walk | None:
        """Return the walk after a key of the app, None when the key means nothing here.

        Raises:
            PmtuiError: when the key is no answer.
        """
        pressed = next((known for known in self.question.keys if known.key == key), None)
        if pressed is None:
            return None
        return replace(self, at=pressed.opens) if pressed.opens else self.answer(key)

    def back(self) -> Walk:
        """Return the walk at the last question before this one that can still be asked; at the first it stays."""
        before = [row.name for row in self.passed if not self._is_over(row)]
        return replace(self, at=before[-1]) if before else self

    def _is_over(self, row: Question) -> bool:
        return row.once and bool(self.answers.text(row.name))
