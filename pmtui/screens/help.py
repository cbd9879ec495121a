"""The keys that work here, made from the commands and from the bindings of the list that has the keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from pmtui.commands import CommandClass, Context, Group, key_name
from pmtui.domain.lint import Finding
from pmtui.domain.text import printable
from pmtui.screens.terms import term_for
from pmtui.widgets.colours import FLAG, KEY, QUIET, TITLE

_KEYS = 14
_WIDTH, _FRAME = 84, 8


class HelpScreen(ModalScreen[None]):
    """A list of keys under the term of method that the cursor stands on."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        & > VerticalScroll {
            width: 84; max-width: 96%; height: auto; max-height: 92%; padding: 1 2;
            border: round $accent; border-title-color: $text-accent; background: $surface;
            scrollbar-size-vertical: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", "Back", id="help.leave", show=False),
        Binding("j", "down", "Down", id="help.down", show=False),
        Binding("k", "up", "Up", id="help.up", show=False),
    ]

    def __init__(
        self,
        commands: Iterable[CommandClass],
        context: Context,
        keys: Mapping[str, Sequence[str]],
        focused: Widget,
        remarks: Sequence[Finding] = (),
    ) -> None:
        """Explain the keys and the term.

        Args:
            commands: What the screen carries out, in the order in which to list it.
            context: Where the keyboard is.
            keys: Keys by command id.
            focused: The list whose own keys are told too.
            remarks: The lints of the item under the cursor.
        """
        super().__init__()
        self._remarks = remarks
        self._commands = tuple(commands)
        self._given = context
        self._keys = keys
        self._focused = focused

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll() as card:
            card.border_title = Content("Help")
            card.border_subtitle = Content("esc back")
            yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        width = min(_WIDTH, self.app.size.width * 96 // 100) - _FRAME
        term, meaning = term_for(self._given.kind, self._given.place)
        lines = [Content.assemble((term, TITLE), f": {meaning}")]
        for remark in self._remarks:
            said = printable(f"{remark.ref} {remark.message}")
            lines += [Content(""), Content.assemble((f"{remark.code}  ", FLAG), said)]
        for group in Group:
            rows = [
                _row([key_name(key) for key in self._keys[command.id]], command.help, width)
                for command in self._commands
                if command.group is group and command.enabled(self._given)
            ]
            if rows:
                lines += [Content(""), Content.styled(group.value, KEY), *rows]
        return Content("\n").join([*lines, Content(""), Content.styled("Move", KEY), *self._moves(width)])

    def _moves(self, width: int) -> list[Content]:
        """Rows for the keys of the list itself."""
        found: dict[str, list[str]] = {}
        for active in self._focused._bindings.key_to_bindings.values():
            for binding in active:
                found.setdefault(binding.description, []).append(key_name(binding.key))
        return [
            _row(keys, words, width)
            for words, keys in found.items()
            if words and not words.startswith("Scroll")
        ]

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)


def _row(keys: Sequence[str], words: str, width: int) -> Content:
    """Return one key with what it does; further lines of a long text stand below its first."""
    first, *more = wrap(words, max(20, width - _KEYS - 3))
    named = "  ".join(keys).ljust(_KEYS)
    rest = "".join(f"\n{' ' * (_KEYS + 3)}{line}" for line in more)
    return Content.assemble("  ", (named, "bold"), " ", (first + rest, QUIET))
