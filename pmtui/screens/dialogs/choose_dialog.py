"""Choose one of a few things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmtui.domain.text import printable
from pmtui.screens.dialogs.dialog import Dialog
from pmtui.widgets.hint_bar import Hint

V = TypeVar("V")


@dataclass(frozen=True)
class Choice(Generic[V]):
    """One thing to choose.

    Attributes:
        value: The result when it is chosen.
        label: What is shown, raw as typed.
        detail: A few words more, or empty.
    """

    value: V
    label: str
    detail: str = ""


class ChooseDialog(Dialog[V | None], Generic[V]):
    """A short list; the result is the value of the choice, None when the user left."""

    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("enter", "choose"),
        Hint("↑↓", "move"),
        Hint("esc", "back", "leave"),
    )

    def __init__(self, title: str, choices: Sequence[Choice[V]], lead: str = "", first: int = 0) -> None:
        """Offer ``choices``, with the cursor on number ``first``."""
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._lead = lead
        self._first = first

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="card") as card:
            card.border_title = Content(printable(self._title))
            if self._lead:
                yield Static(Content(printable(self._lead)), classes="lead", markup=False)
            yield OptionList(*(Option(choice_content(c)) for c in self._choices), compact=True, markup=False)
            yield self.hint_bar()

    def on_mount(self) -> None:
        """Put the cursor on the first choice."""
        options = self.query_one(OptionList)
        options.highlighted = self._first if self._choices else None
        options.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index].value)


def choice_content(choice: Choice[V]) -> Content:
    """Return one line for ``choice``: label, then its detail in a quieter tone."""
    detail = ("  " + printable(choice.detail), "dim") if choice.detail else ""
    return Content.assemble(printable(choice.label), detail)
