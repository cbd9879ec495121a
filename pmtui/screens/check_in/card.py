"""What one question shows: made from its row, and from what there is to know before it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from pmtui.screens.check_in.lines import lines_before
from pmtui.screens.dialogs.choose_dialog import Choice
from pmtui.usecases.kata.check_in_question import Control, Question
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.symbols import Symbols


@dataclass(frozen=True, slots=True)
class Card:
    """One question.

    Attributes:
        heading: The question in words.
        lines: What there is to know before answering.
        control: How it is answered.
        text: What the input starts with.
        placeholder: What Enter on an empty input means.
        options: What a list offers.
        chosen: Number of the option with the cursor; None: none yet, so that Enter alone chooses nothing.
        hints: What the keys do.
    """

    heading: str
    lines: tuple[Content, ...]
    control: Control
    text: str = ""
    placeholder: str = ""
    options: tuple[Choice[str], ...] = ()
    chosen: int | None = 0
    hints: tuple[Hint, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether a text is typed."""
        return self.control is Control.TEXT

    @property
    def is_chosen(self) -> bool:
        """Whether an option is chosen."""
        return self.control in (Control.LIST, Control.KEYED_LIST)


BACK = Hint("shift+tab", "back", "previous")
LEAVE = Hint("esc", "leave", "leave")


def card_of(walk: Walk, symbols: Symbols) -> Card:
    """Return what the question that ``walk`` is at shows."""
    question, so_far = walk.question, walk.so_far
    offers = question.offers(so_far)
    return Card(
        question.heading,
        tuple(lines_before(question.name, so_far, symbols)),
        question.control,
        walk.answers.text(question.name),
        question.placeholder.format_map(so_far.words),
        options=tuple(_options(walk)),
        chosen=None if question.is_keyed else next((n for n, offer in enumerate(offers) if offer.chosen), 0),
        hints=tuple(_hints(walk)),
    )


def _options(walk: Walk) -> Iterator[Choice[str]]:
    for offer in walk.question.offers(walk.so_far):
        words = f"{offer.answer}  {offer.words}" if walk.question.is_keyed else offer.words
        yield Choice(offer.answer, words, "being worked on" if offer.current else "")


def _hints(walk: Walk) -> Iterator[Hint]:
    question: Question = walk.question
    if question.is_keyed:
        yield Hint(" ".join(offer.answer for offer in question.offers(walk.so_far)), "choose")
    else:
        yield Hint("enter", question.enter, "submit")
    for key in question.keys:
        if key.does and not (key.while_obstacle and walk.opened.current is None):
            yield Hint(key.key, key.does, f"press('{key.key}')")
    if walk.passed:
        yield BACK
    yield LEAVE
