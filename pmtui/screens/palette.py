"""One list to find things in: commands with their keys, the user's own items, themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from pmtui.commands import CommandClass, Context, key_name
from pmtui.domain.documents import Kind
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.text import printable
from pmtui.widgets.alignment import shown, spread
from pmtui.widgets.colours import KEY, QUIET, REF, state_style
from pmtui.widgets.outline import Outline
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.safe_input import SafeInput
from pmtui.widgets.symbols import Symbols

_ITEM_KINDS = tuple(kind for kind in Kind if kind not in (Kind.CYCLE, Kind.ENTRY, Kind.WORKSPACE, Kind.TIMER))

_LABEL = 12


@dataclass(frozen=True, slots=True)
class Find:
    """One thing that can be found.

    Attributes:
        label: What it is called, raw as typed.
        ref: Ref of an item or name of a theme; empty for a command.
        command: Id of a command; empty for anything else.
        right: What stands at the right: keys or a state.
        style: Style of ``right``.
        detail: A few words more, or empty.
    """

    label: str
    ref: str = ""
    command: str = ""
    right: str = ""
    style: str = QUIET
    detail: str = ""

    @property
    def words(self) -> str:
        """Lower-case text that is searched."""
        return f"{self.ref} {self.label} {self.detail}".lower()


def command_finds(
    commands: Iterable[CommandClass], context: Context, keys: Mapping[str, Sequence[str]]
) -> list[Find]:
    """Return every one of ``commands``, those that apply in ``context`` first."""
    ordered = sorted(commands, key=lambda command: not command.enabled(context))
    return [
        Find(
            label=command.label.capitalize(),
            command=command.id,
            right="  ".join(key_name(key) for key in keys[command.id]),
            style=KEY if command.enabled(context) else QUIET,
            detail=command.help,
        )
        for command in ordered
    ]


def item_finds(plan: Plan, symbols: Symbols) -> list[Find]:
    """Return the user's own items, open ones first."""
    found = [d for d in plan.documents.values() if d.kind in _ITEM_KINDS and not d.is_archived]
    found.sort(key=lambda d: (not is_open(d), _ITEM_KINDS.index(d.kind)))
    return [
        Find(
            d.headline,
            ref=d.ref,
            right=f"{symbols.state.get(state_of(d), '')} {state_of(d)}",
            style=state_style(state_of(d)),
        )
        for d in found
    ]


def theme_finds(themes: Sequence[str], current: str) -> list[Find]:
    """Return the themes, our own first."""
    ordered = sorted(themes, key=lambda name: (not name.startswith("pmtui"), name))
    return [Find(name, ref=name, right="now" if name == current else "") for name in ordered]


class PaletteScreen(ModalScreen[Find | None]):
    """A line to type into and what matches below it; every word typed must occur."""

    DEFAULT_CSS = """
    PaletteScreen {
        align: center top;
        background: $background 60%;
        & > Vertical {
            width: 84; max-width: 96%; height: 75%; margin-top: 2; padding: 0 1;
            border: round $accent; border-title-color: $text-accent; background: $surface;
        }
        & SafeInput { border: none; border-bottom: solid $foreground 20%; background: $surface; height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="palette.leave", show=False),
        Binding("down", "walk(1)", "Down", id="palette.down", show=False, priority=True),
        Binding("up", "walk(-1)", "Up", id="palette.up", show=False, priority=True),
        Binding("pagedown", "walk(10)", "Page down", id="palette.page-down", show=False, priority=True),
        Binding("pageup", "walk(-10)", "Page up", id="palette.page-up", show=False, priority=True),
    ]

    def __init__(
        self, title: str, finds: Sequence[Find], preview: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._finds = list(finds)
        self._preview = preview

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        with Vertical() as card:
            card.border_title = Content(printable(self._title))
            yield SafeInput(placeholder="type a few letters")
            yield Outline()

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(Outline).can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        matching = [
            (i, find) for i, find in enumerate(self._finds) if all(word in find.words for word in words)
        ]
        matching.sort(key=lambda pair: bool(words) and not _starts(pair[1], words[0]))
        outline = self.query_one(Outline)
        outline.show_items([_item(i, find) for i, find in matching])
        outline.action_edge(0)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        item = self.query_one(Outline).current
        self.dismiss(self._finds[int(item.key)] if item else None)

    @on(Outline.Opened)
    def _opened(self, event: Outline.Opened) -> None:
        event.stop()
        self.dismiss(self._finds[int(event.item.key)])

    @on(Outline.Moved)
    def _moved(self, event: Outline.Moved) -> None:
        event.stop()
        if self._preview is not None and event.item is not None and self.is_current:
            self._preview(self._finds[int(event.item.key)].ref)

    def action_walk(self, step: int) -> None:
        """Move the cursor of the list."""
        self.query_one(Outline).action_cursor(step)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _starts(find: Find, word: str) -> bool:
    return find.ref.lower() == word or find.label.lower().startswith(word)


def _item(index: int, find: Find) -> OutlineItem:
    def draw(width: int) -> list[Content]:
        ref = Content.styled(f"{find.ref} ", REF) if find.ref and find.ref != find.label else Content("")
        detail = Content.styled(f"  {find.detail}", QUIET) if find.detail else Content("")
        label = shown(find.label)
        if find.command:
            label = label.pad_right(max(0, _LABEL - label.cell_length))
        left = Content.assemble(ref, label, detail)
        return [spread(left, Content.styled(printable(find.right.strip()), find.style), width)]

    return OutlineItem(str(index), draw)
