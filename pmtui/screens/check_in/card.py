"""What a question shows around itself in the app: how far it is, what can be chosen, what the keys do."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from pmtui.domain.text import printable
from pmtui.screens.dialogs.choose_dialog import Choice
from pmtui.usecases.kata.check_in_question import Control
from pmtui.usecases.kata.check_in_questions import QUESTIONS
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.widgets.colours import QUIET
from pmtui.widgets.hint_bar import Hint


def progress_line(walk: Walk | DueReadings) -> Content:
    """Return where in the coaching questions the check-in is, or how many readings are left."""
    if isinstance(walk, DueReadings):
        count = len(walk.due)
        return Content.styled(f"reading {walk.at + 1} of {count}" if count else "", QUIET)
    number, count = walk.question.number, max(row.number for row in QUESTIONS)
    done, rest = "●" * number, "○" * (count - number)
    return Content.assemble((done, "$text-primary"), (rest, QUIET), (f"  {number} of {count}", QUIET))


def trail(walk: Walk | DueReadings) -> list[Content]:
    """Return the answers before the question being asked, oldest first."""
    return [
        Content.assemble(("✓ ", "$text-success"), (f"{label:<10}", QUIET), (printable(said), QUIET))
        for label, said in walk.trail
    ]


def options(walk: Walk | DueReadings) -> Iterator[Choice[str]]:
    """Yield what can be chosen; where a key chooses, it stands before the words."""
    is_keyed = walk.question.control is Control.KEYED_LIST
    for offer in walk.offers:
        words = f"{offer.answer}  {offer.words}" if is_keyed else offer.words
        yield Choice(offer.answer, words, "being worked on" if offer.current else "")


def hints(walk: Walk | DueReadings) -> Iterator[Hint]:
    """Yield what the keys do."""
    question = walk.question
    if question.control is Control.KEYED_LIST:
        yield Hint(" ".join(offer.answer for offer in walk.offers), "choose")
    else:
        yield Hint("enter", question.enter, "submit")
    for key in question.keys:
        if key.does and not (key.while_obstacle and isinstance(walk, Walk) and walk.opened.current is None):
            yield Hint(key.key, key.does, f"press('{key.key}')")
    if walk.trail or (isinstance(walk, Walk) and walk.passed):
        yield Hint("shift+tab", "back", "previous")
    yield Hint("esc", "leave", "leave")
