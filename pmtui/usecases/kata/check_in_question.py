"""What one question of the check-in is made of; the questions themselves stand in ``check_in_questions``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pmtui.domain.check_in import Answers, SoFar, needed
from pmtui.domain.text import check_note
from pmtui.errors import PmtuiError


class Control(StrEnum):
    """What the app shows to be answered with; ``--plain`` reads a line for each."""

    KEY = "key"
    TEXT = "text"
    LIST = "list"
    KEYED_LIST = "keyed_list"


class Key(NamedTuple):
    """A key that answers in the app.

    Attributes:
        key: The key, which is also the answer.
        does: What it does, a word; empty: not hinted at.
        opens: The question it asks instead of answering; empty: none.
        while_obstacle: Whether it is hinted at only while an obstacle is being worked on.
    """

    key: str
    does: str = ""
    opens: str = ""
    while_obstacle: bool = False


class Offer(NamedTuple):
    """One of the answers to choose from.

    Attributes:
        answer: What is answered by choosing it.
        words: What it means.
        current: Whether it is what holds now.
        chosen: Whether the cursor stands on it.
    """

    answer: str
    words: str
    current: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Texts with ``{…}`` are filled from :attr:`pmtui.domain.check_in.SoFar.words`.

    Attributes:
        name: What its answer is called: in the answers, in drafts and in the coaching cycle.
        number: Which of the coaching questions it belongs to.
        heading: The question in the app.
        prompt: The question in ``--plain``, one line; empty: the heading, indented.
        control: How the app takes the answer.
        label: What stands before the answer in the app, once it is given; empty: it is not repeated.
        kept: What the answer is called where a draft is told; empty: as what is required or the label.
        required: What is missing when nothing is typed; empty: nothing is a good answer.
        placeholder: What an empty line means, in the app.
        enter: What Enter does, a word or two.
        lead: The line before the offers in ``--plain``; empty: they are not listed there.
        keys: The keys that answer in the app.
        asked: Whether it is asked at all.
        check: Refuses what is no answer, with a PmtuiError.
        take: Makes the answers with this one; None: the text is kept as it is.
        stays: Whether the question is asked again after this answer.
        offers: What can be chosen.
        echo: What a text is understood as.
        said: The answer as the app repeats it; None: as typed.
        once: Whether it is over once answered: what comes after shows what must not be known before.
        opened_from: The question whose key asks it; empty: it is asked in its turn.
    """

    name: str
    number: int
    heading: str
    prompt: str = ""
    control: Control = Control.TEXT
    label: str = ""
    kept: str = ""
    required: str = ""
    placeholder: str = "one line"
    enter: str = "go on"
    lead: str = ""
    keys: tuple[Key, ...] = ()
    asked: Callable[[SoFar], bool] = lambda so_far: True
    check: Callable[[SoFar, str], object] = lambda so_far, text: check_note(text)
    take: Callable[[SoFar, str], Answers] | None = None
    stays: Callable[[str], bool] = lambda text: False
    offers: Callable[[SoFar], tuple[Offer, ...]] = lambda so_far: ()
    echo: Callable[[SoFar, str], str] = lambda so_far, text: ""
    said: Callable[[SoFar], str] | None = None
    once: bool = False
    opened_from: str = ""

    @property
    def line(self) -> str:
        """The question in ``--plain``."""
        return self.prompt or f"  {self.heading}"

    @property
    def kept_as(self) -> str:
        """What the answer is called where a draft is told."""
        return self.kept or self.required or self.label

    def checked(self, so_far: SoFar, text: str) -> str:
        """Return ``text`` if it answers this question.

        Raises:
            PmtuiError: when it does not.
        """
        if self.required:
            needed(text, self.required)
        self.check(so_far, text)
        return text

    def taken(self, so_far: SoFar, text: str) -> Answers:
        """Return the answers with ``text`` among them.

        Raises:
            PmtuiError: when ``text`` is no answer.
        """
        self.checked(so_far, text)
        if self.take is not None:
            return self.take(so_far, text)
        return so_far.answers.with_text(self.name, text)

    def understood(self, so_far: SoFar, text: str) -> str:
        """Return what ``text`` is understood as, empty while there is nothing to say."""
        try:
            return self.echo(so_far, text)
        except PmtuiError:
            return ""

    def repeated(self, so_far: SoFar) -> str:
        """Return the answer as the app repeats it, empty when there is nothing to repeat."""
        try:
            return self.said(so_far) if self.said is not None else so_far.answers.text(self.name)
        except PmtuiError:
            return ""
