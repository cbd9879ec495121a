"""What the cockpit does to find things, take changes back, and arrange itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from pmtui.commands.undo import Redo, Undo
from pmtui.domain.lint import Finding, findings_by_ref
from pmtui.screens.time_actions import TimeActions

if TYPE_CHECKING:  # these load only when they are first opened
    from pmtui.screens.palette import Find
    from pmtui.widgets.filter_line import FilterLine


class FindActions(TimeActions):
    """Filter, jump, palette, help, theme, undo and redo."""

    def action_undo_change(self) -> None:
        """Take back the latest change."""
        from pmtui.usecases.undoing import undo

        taken = undo(self.session)
        self.reload()
        self.say("Undone: " + "; ".join(entry.what for entry in taken), f"{self.key_of(Redo)} brings it back")

    def action_redo_change(self) -> None:
        """Bring back what was undone last."""
        from pmtui.usecases.undoing import redo

        brought = redo(self.session)
        self.reload()
        self.say("Redone: " + "; ".join(entry.what for entry in brought), f"{self.key_of(Undo)} undoes it")

    def action_filter_items(self) -> None:
        """Open the filter line for the pane that has the keyboard."""
        from pmtui.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            self.mount(FilterLine(self.outline().filter_words), before="#hints")

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Narrow the list while typing."""
        self.outline().narrow(event.words)

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Give the keyboard back to the list; leaving with esc shows everything again."""
        if not event.kept:
            self.outline().narrow("")
        self.outline().focus()

    def action_jump_to(self) -> None:
        """Choose one of the user's own items."""
        self._find(with_commands=False)

    def action_show_palette(self) -> None:
        """Choose a command or an item."""
        self._find(with_commands=True)

    def _find(self, *, with_commands: bool) -> None:
        from pmtui.screens.palette import PaletteScreen, command_finds, item_finds

        if self.board is None:
            return
        finds = command_finds(self.context, self.keys) if with_commands else []
        finds += item_finds(self.board.plan, self.symbols)
        title = "Commands and items" if with_commands else "Jump to"
        self.app.push_screen(PaletteScreen(title, finds), self._found)

    async def _found(self, find: Find | None) -> None:
        if find is None:
            return
        if find.command:
            await self.action_give(find.command)
        elif not self.go_to(find.ref):
            self.say(f"{find.ref} is not listed in a pane.")

    def action_show_help(self) -> None:
        """Explain the keys that work here."""
        from pmtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.context, self.keys, self.outline(), self._remarks()))

    def _remarks(self) -> list[Finding]:
        """The lints of the item under the cursor."""
        if self.board is None or self.item is None:
            return []
        return findings_by_ref(self.board.plan, self.board.today).get(self.item.key, [])

    def action_choose_theme(self) -> None:
        """Choose a theme and keep it."""
        from pmtui.screens.palette import PaletteScreen, theme_finds

        before = self.app.theme
        finds = theme_finds(sorted(self.app.available_themes), before)
        preview: Callable[[str], None] = self._preview_theme
        screen = PaletteScreen("Theme", finds, preview)
        self.app.push_screen(screen, lambda find: self._theme_chosen(find.ref if find else "", before))

    def _preview_theme(self, theme: str) -> None:
        self.app.theme = theme

    def _theme_chosen(self, theme: str, before: str) -> None:
        from pmtui.data.locations import config_dir
        from pmtui.data.settings import save_theme
        from pmtui.errors import PmtuiError

        self.app.theme = theme or before
        if not theme or theme == before:
            return
        try:
            save_theme(config_dir(os.environ), theme)
        except PmtuiError as error:
            self.report(error)
