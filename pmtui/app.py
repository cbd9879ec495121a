"""The composition root of the app: the frame at once, then the session and the cockpit in it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from pmtui.data.crash_log import write_crash
from pmtui.data.locations import config_dir, log_file
from pmtui.data.settings import DEFAULT_THEME, Settings, load_settings
from pmtui.domain.printing import printable
from pmtui.errors import PmtuiError, StoreError
from pmtui.screens.cockpit.frame import FrameScreen, no_glance
from pmtui.screens.signals import listen
from pmtui.screens.terminal_app import TerminalApp
from pmtui.screens.themes import OWN_THEMES
from pmtui.screens.window_size import forget_claims

if TYPE_CHECKING:  # loaded behind the frame, when it is painted
    from pmtui.data.glance import Glance
    from pmtui.usecases.session import Session


class PmtuiApp(TerminalApp):
    """The app: one cockpit over one session.

    Attributes:
        refused: Why the session could not be opened, or None.
    """

    TITLE = "pmtui"
    CSS_PATH = "screens/cockpit/cockpit.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        open_session: Callable[[], Session],
        settings: Settings | None = None,
        *,
        demo: bool = False,
        on_start: str | None = None,
        check_in_ref: str | None = None,
        glance: Callable[[], Glance] = no_glance,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.refused: PmtuiError | None = None
        self._open_session = open_session
        self._demo = demo
        self._on_start = on_start
        self._check_in_ref = check_in_ref
        self._glance = glance
        for theme in OWN_THEMES:
            self.register_theme(theme)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else DEFAULT_THEME
        self.set_keymap(dict(self.settings.keys))

    def get_default_screen(self) -> FrameScreen:
        """Return the frame with what there is to see at a glance."""
        return FrameScreen(demo=self._demo, glance=self._glance)

    def on_mount(self) -> None:
        """Listen to signals, and go on once the frame is painted."""
        listen(self)
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        from pmtui.screens.cockpit.screen import CockpitScreen

        try:
            session = self._open_session()
            with suppress(StoreError):  # a store that cannot be read is shown, read-only
                session.today()  # a clock or a zone that cannot be told is refused before anything is shown
            cockpit = CockpitScreen(session, self.settings, demo=self._demo)
        except PmtuiError as error:
            self.refused = error
            self.exit(return_code=error.exit_status)
            return
        await self.push_screen(cockpit)
        self.call_after_refresh(self._opened)

    async def _opened(self) -> None:
        # What is loaded by now stays: the collector need not look at it again.
        gc.enable()
        gc.freeze()
        from pmtui.commands.own_settings import settings_problems
        from pmtui.screens.cockpit.screen import CockpitScreen

        cockpit = self.screen
        if not isinstance(cockpit, CockpitScreen):
            return
        cockpit.tell_settings(settings_problems(self.settings, self.available_themes))
        cockpit.tell_drafts()
        if self._on_start == "checkin":
            cockpit.kata.open_check_in(self._check_in_ref)

    # Textual has no public seam for this. Its own method prints a traceback with the values of all variables, and
    # those are the user's data.
    def _fatal_error(self) -> None:
        """Log where the program broke, and leave without a picture of its insides on the terminal."""
        if self._exception is not None:
            write_crash(self._exception, os.environ)
        self._close_messages_no_wait()


def run_app(
    session: Session | Callable[[], Session],
    *,
    demo: bool = False,
    on_start: str | None = None,
    check_in_ref: str | None = None,
    glance: Callable[[], Glance] = no_glance,
) -> int:
    """Open the cockpit and return the exit status once it is left.

    Args:
        session: Store and clock, or what opens them: that is called when the frame is painted.
        demo: Whether to show the DEMO badge.
        on_start: ``checkin`` opens the check-in.
        check_in_ref: The target condition it is about; None: the one unchecked longest.
        glance: What returns the titles that are painted first.

    Returns:
        0; 1 after a crash, with the log file named; 128 + n when signal n ended it.

    Raises:
        PmtuiError: why the session could not be opened.
    """
    gc.disable()
    forget_claims(os.environ)
    open_session = session if callable(session) else lambda: session
    settings = load_settings(config_dir(os.environ))
    app = PmtuiApp(
        open_session, settings, demo=demo, on_start=on_start, check_in_ref=check_in_ref, glance=glance
    )
    app.run()
    if app.refused is not None:
        raise app.refused
    if app.unkept is not None:
        with suppress(OSError, ValueError):  # the terminal may be gone
            print(f"pmtui: what you typed is not kept: {printable(app.unkept.message)}", file=sys.stderr)
    status = app.return_code or 0
    if status == 1:
        place = log_file(os.environ)
        print(f"pmtui broke and had to stop; everything saved is safe. Details: {place}", file=sys.stderr)
    return status
