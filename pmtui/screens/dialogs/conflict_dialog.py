"""A document that was changed twice, in another window or on another computer: choose field by field what to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from pmtui.domain.field_spec import FieldSpec
from pmtui.domain.text import printable
from pmtui.screens.dialogs.dialog import Dialog
from pmtui.widgets.hint_bar import Hint


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the two versions do not agree on.

    Attributes:
        spec: The field.
        mine: The text in the form.
        theirs: The text that is stored now.
        is_mine: Whether the form changed it; False: only the other window did.
    """

    spec: FieldSpec
    mine: str
    theirs: str
    is_mine: bool


def differences(
    specs: Sequence[FieldSpec],
    changed: Mapping[str, str],
    before: Mapping[str, str],
    theirs: Mapping[str, str],
) -> list[Difference]:
    """Return the fields in which form and store differ, in the order of the form.

    Args:
        specs: The fields of the form.
        changed: The texts that the form changed.
        before: The texts that the form opened with.
        theirs: The texts as stored now.
    """
    mine = {**before, **changed}
    return [
        Difference(spec, mine[spec.name], theirs[spec.name], spec.name in changed)
        for spec in specs
        if mine.get(spec.name, "") != theirs.get(spec.name, "")
    ]


class ConflictRow(Static, can_focus=True):
    """One field with both versions; the one with the filled dot will be kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,left,right", "swap", "The other version", show=False),
        Binding("m", "keep(True)", "Mine", show=False),
        Binding("t", "keep(False)", "Theirs", show=False),
        Binding("down,j,enter", "app.focus_next", "Next field", show=False),
        Binding("up,k", "app.focus_previous", "Previous field", show=False),
    ]

    DEFAULT_CSS = """
    ConflictRow { height: auto; margin-bottom: 1; padding: 0 1; }
    ConflictRow:focus { background: $foreground 10%; }
    """

    keeps_mine: reactive[bool] = reactive(True)
    """Whether the version of the form is kept."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(markup=False)
        self.difference = difference
        self.set_reactive(ConflictRow.keeps_mine, difference.is_mine)

    def render(self) -> Content:
        """Show label and both versions."""
        shown = self.difference
        return Content("\n").join(
            [
                Content.styled(shown.spec.label, "bold"),
                self._version("mine", shown.mine, self.keeps_mine),
                self._version("theirs", shown.theirs, not self.keeps_mine),
            ]
        )

    def _version(self, whose: str, text: str, kept: bool) -> Content:
        style = "$text-success" if kept else "$foreground 60%"
        text = self.difference.spec.shown(text)
        return Content.styled(f"{'●' if kept else '○'} {whose:<7} {printable(text) or '(empty)'}", style)

    def action_swap(self) -> None:
        """Keep the other version."""
        self.keeps_mine = not self.keeps_mine

    def action_keep(self, mine: bool) -> None:
        """Keep mine or theirs."""
        self.keeps_mine = mine

    def on_click(self) -> None:
        """Keep the other version."""
        self.action_swap()


class ConflictDialog(Dialog[dict[str, str] | None]):
    """Choose between two versions; the result are the texts to save over the stored version."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", show=False, id="form.save")]
    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("m", "mine"),
        Hint("t", "theirs"),
        Hint("ctrl+s", "save", "save"),
        Hint("esc", "back to the form", "leave"),
    )

    def __init__(self, name: str, found: Sequence[Difference], *, by_repair: bool = False) -> None:
        """Ask about the fields in ``found``; ``name`` is what people know the document by, raw as typed.

        With ``by_repair``, the version in the form is not typed but one that a repair did not keep.
        """
        super().__init__()
        self._said = (
            f"{name} was changed on two sides, and a repair kept theirs. Which version stays?"
            if by_repair
            else f"{name} was changed in another window while you were typing. Which version stays?"
        )
        self.rows = [ConflictRow(difference) for difference in found]

    def compose(self) -> ComposeResult:
        """Lay out one row for each field."""
        with Vertical(classes="card") as card:
            card.border_title = "Two versions"
            yield Static(printable(self._said), classes="lead", markup=False)
            with VerticalScroll(can_focus=False, classes="rows"):
                yield from self.rows
            yield self.hint_bar()

    def action_save(self) -> None:
        """Leave with the texts of mine that are kept; what is theirs is stored already."""
        self.dismiss({row.difference.spec.name: row.difference.mine for row in self.rows if row.keeps_mine})
