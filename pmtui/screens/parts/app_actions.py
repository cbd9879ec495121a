"""What is done about the app itself, on whichever screen."""

from __future__ import annotations

import os
from collections.abc import Callable

from pmtui.commands.view import Quit, Theme
from pmtui.errors import PmtuiError
from pmtui.screens.parts.part import Part, handles


class AppActions(Part):
    """Choose a theme, leave."""

    @handles(Quit)
    async def quit(self) -> None:
        """Leave."""
        await self.host.app.action_quit()

    @handles(Theme)
    def choose_theme(self) -> None:
        """Choose a theme and keep it."""
        from pmtui.screens.palette import PaletteScreen, theme_finds

        before = self.host.app.theme
        finds = theme_finds(sorted(self.host.app.available_themes), before)
        preview: Callable[[str], None] = self._preview_theme
        screen = PaletteScreen("Theme", finds, preview)
        self.host.app.push_screen(screen, lambda find: self._theme_chosen(find.ref if find else "", before))

    def _preview_theme(self, theme: str) -> None:
        self.host.app.theme = theme

    def _theme_chosen(self, theme: str, before: str) -> None:
        from pmtui.data.locations import config_dir
        from pmtui.data.settings import save_theme

        self.host.app.theme = theme or before
        if not theme or theme == before:
            return
        try:
            save_theme(config_dir(os.environ), theme)
        except PmtuiError as error:
            self.host.report(error)
