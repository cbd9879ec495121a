"""What an empty pane says: why it exists, the one key that fills it, one example."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from pmtui.widgets.colours import KEY, QUIET


@dataclass(frozen=True, slots=True)
class Emptiness:
    """The words of one empty pane.

    Attributes:
        why: Why this pane exists, one sentence.
        key: The key that adds something; empty: none is offered.
        does: What the key does.
        example: One line to imitate; empty: none.
    """

    why: str
    key: str = ""
    does: str = ""
    example: str = ""


class EmptyState(Static):
    """Shows the words of an empty pane; hidden while there is something."""

    DEFAULT_CSS = """
    EmptyState { height: auto; padding: 1 0 1 1; display: none; }
    EmptyState.-shown { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)

    def show(self, words: Emptiness | None) -> None:
        """Show ``words``; None hides."""
        self.set_class(words is not None, "-shown")
        if words is not None:
            self.update(_content(words))


def _content(words: Emptiness) -> Content:
    lines = [Content(words.why)]
    if words.key:
        lines += [Content(""), Content.assemble((words.key, KEY), f"  {words.does}")]
    if words.example:
        lines += [Content(""), Content.assemble(("for example  ", QUIET), (words.example, "italic"))]
    return Content("\n").join(lines)
