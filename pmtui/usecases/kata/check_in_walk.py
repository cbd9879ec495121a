"""The way through the questions of a check-in, as a value: each answer makes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pmtui.domain.check_in import Answers, CheckIn, SoFar
from pmtui.usecases.kata.check_in_question import Offer, Question
from pmtui.usecases.kata.check_in_questions import QUESTIONS, question

_FIRST = QUESTIONS[0].name
_DONE = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """A check-in on its way; knows neither screen nor terminal.

    Attributes:
        so_far: What it showed when it opened, and what was answered since.
        at: The name of the question being asked; empty: all are answered.
    """

    so_far: SoFar
    at: str = _FIRST

    @property
    def opened(self) -> CheckIn:
        """What the check-in showed when it opened."""
        return self.so_far.opened

    @property
    def answers(self) -> Answers:
        """What was answered so far."""
        return self.so_far.answers

    @property
    def date(self) -> date:
        """The local date it was opened on, also across midnight."""
        return self.opened.date

    @property
    def headline(self) -> str:
        """What it is about, raw as typed."""
        return self.opened.target.title

    @property
    def words(self) -> Mapping[str, str]:
        """What the texts of the question may name in braces."""
        return self.so_far.words

    @property
    def typed(self) -> str:
        """What was answered to the question being asked, to be changed."""
        return self.answers.text(self.at)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be chosen."""
        return self.question.offers(self.so_far)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """What was answered before the question being asked, oldest first: what it is called, and the answer."""
        return [(row.label, said) for row in self.passed if row.label and (said := row.repeated(self.so_far))]

    @property
    def is_done(self) -> bool:
        """Whether all questions are answered."""
        return self.at == _DONE

    @property
    def question(self) -> Question:
        """The question being asked.

        Raises:
            KeyError: all are answered.
        """
        return question(self.at)

    @property
    def questions(self) -> list[Question]:
        """The questions of this check-in as it stands, in order."""
        return [
            row for row in QUESTIONS if (row.name == self.at if row.opened_from else row.asked(self.so_far))
        ]

    @property
    def passed(self) -> list[Question]:
        """The questions before the one being asked."""
        asked = self.questions
        return asked if self.is_done else asked[: asked.index(self.question)]

    def understood(self, text: str) -> str:
        """Return what ``text`` is understood as, empty while there is nothing to say."""
        return self.question.understood(self.so_far, text)

    def answer(self, text: str) -> Walk:
        """Return the walk with ``text`` as the answer to the question being asked, one question further.

        Raises:
            PmtuiError: when ``text`` is no answer.
        """
        asked = self.question
        walk = replace(self, so_far=replace(self.so_far, answers=asked.taken(self.so_far, text)))
        if asked.opened_from and not text.strip():
            return replace(walk, at=asked.opened_from)
        return walk if asked.stays(text) else walk._onwards()

    def _onwards(self) -> Walk:
        asked = self.questions
        following = [row for row in asked[asked.index(self.question) + 1 :] if not self._is_over(row)]
        return replace(self, at=following[0].name if following else _DONE)

    def _is_over(self, row: Question) -> bool:
        return row.once and bool(self.answers.text(row.name))

    def back(self) -> Walk:
        """Return the walk at the question before this one that can still be asked; at the first it stays there."""
        before = [row for row in self.passed if not self._is_over(row)]
        return replace(self, at=before[-1].name) if before else self

    def press(self, key: str) -> Walk | None:
        """Return the walk after a key of the app, None when the key means nothing here.

        Raises:
            PmtuiError: when the key is no answer.
        """
        for known in self.question.keys:
            if known.key == key:
                return replace(self, at=known.opens) if known.opens else self.answer(key)
        return None


def begin(opened: CheckIn) -> Walk:
    """Return the walk at its first question."""
    return Walk(SoFar(opened))
