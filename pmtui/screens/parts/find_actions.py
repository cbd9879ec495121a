"""What is done to find things, and to find out what keys do, on whichever screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmtui.commands.find import Filter, Help, Jump, Palette
from pmtui.domain.lint import Finding, findings_by_ref
from pmtui.screens.parts.part import Part, handles

if TYPE_CHECKING:  # loads only when it is first opened
    from pmtui.screens.palette import Find


class FindActions(Part):
    """Filter, jump, palette and help."""

    @handles(Filter)
    def filter_items(self) -> None:
        """Open the filter line for the outline that has the keyboard."""
        self.host.open_filter()

    @handles(Jump)
    def jump_to(self) -> None:
        """Choose one of the user's own items."""
        self._find(with_commands=False)

    @handles(Palette)
    def show_palette(self) -> None:
        """Choose a command or an item."""
        self._find(with_commands=True)

    def _find(self, *, with_commands: bool) -> None:
        from pmtui.screens.palette import PaletteScreen, command_finds, item_finds

        host, board = self.host, self.host.boards.board
        if board is None:
            return
        finds = command_finds(host.commands, host.context, host.keys) if with_commands else []
        finds += item_finds(board.plan, host.symbols)
        title = "Commands and items" if with_commands else "Jump to"
        self.host.app.push_screen(PaletteScreen(title, finds), self._found)

    async def _found(self, find: Find | None) -> None:
        if find is None:
            return
        if find.command:
            await self.host.give(find.command)
        elif not self.host.go_to(find.ref):
            self.host.say(f"{find.ref} is not listed in a pane.")

    @handles(Help)
    def show_help(self) -> None:
        """Explain the keys that work here."""
        from pmtui.screens.help import HelpScreen

        host = self.host
        screen = HelpScreen(host.commands, host.context, host.keys, host.outline(), self._remarks())
        host.app.push_screen(screen)

    def _remarks(self) -> list[Finding]:
        """The lints of the item under the cursor."""
        board, item = self.host.boards.board, self.host.item
        if board is None or item is None:
            return []
        return findings_by_ref(board.plan, board.today).get(item.key, [])
