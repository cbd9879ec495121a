"""The composition root of the app: the session, the theme, the keys, the cockpit."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from textual.app import App

from pmtui.data.locations import config_dir, log_file
from pmtui.data.settings import DEFAULT_THEME, Settings, load_settings
from pmtui.errors import UsageError
from pmtui.screens.cockpit import CockpitScreen
from pmtui.screens.signals import listen
from pmtui.screens.themes import OWN_THEMES
from pmtui.usecases.session import Session


class PmtuiApp(App[None]):
    """The app: one cockpit over one session."""

    TITLE = "pmtui"
    CSS_PATH = "screens/cockpit.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, session: Session, settings: Settings | None = None, *, demo: bool = False, on_start: str | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings or Settings()
        self.demo = demo
        self.on_start = on_start
        for theme in OWN_THEMES:
            self.register_theme(theme)
        known = self.settings.theme in self.available_themes
        self.theme = self.settings.theme if known else DEFAULT_THEME
        self.set_keymap(dict(self.settings.keys))

    def get_default_screen(self) -> CockpitScreen:
        """Return the cockpit."""
        return CockpitScreen(self.session, self.settings, demo=self.demo)

    def on_mount(self) -> None:
        """Listen to signals, and finish starting once the first picture is there."""
        listen(self, write_log)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        # What is loaded by now stays: the collector need not look at it again.
        gc.enable()
        gc.freeze()
        cockpit = self.screen_stack[0]
        if isinstance(cockpit, CockpitScreen):
            if self.settings.problem:
                cockpit.say(self.settings.problem, "The defaults are used instead.")
            if self.on_start == "checkin":
                cockpit.call_later(cockpit.action_give, "check-in")

    def _fatal_error(self) -> None:
        """Log where the program broke, and leave without a picture of its insides on the terminal."""
        _log_crash(self._exception)
        self._close_messages_no_wait()


def run_app(session: Session, *, demo: bool = False, on_start: str | None = None) -> int:
    """Open the cockpit on ``session`` and return the exit status once it is left.

    Args:
        session: Store and clock.
        demo: Whether to show the DEMO badge.
        on_start: ``checkin`` opens the check-in.

    Returns:
        0; 1 after a crash, with the log file named; 128 + n when signal n ended it.

    Raises:
        UsageError: ``E_NO_TERMINAL`` when there is no terminal that can show the app.
    """
    require_terminal(os.environ, on_start)
    gc.disable()
    app = PmtuiApp(session, load_settings(config_dir(os.environ)), demo=demo, on_start=on_start)
    app.run()
    status = app.return_code or 0
    if status == 1:
        print(f"pmtui broke and had to stop; everything saved is safe. Details: {log_file(os.environ)}", file=sys.stderr)
    return status


def require_terminal(environ: Mapping[str, str], on_start: str | None = None) -> None:
    """Refuse to open the app where it cannot be shown.

    Raises:
        UsageError: ``E_NO_TERMINAL``.
    """
    if sys.stdin.isatty() and sys.stdout.isatty() and environ.get("TERM", "") != "dumb":
        return
    plain = "pmtui checkin --plain" if on_start == "checkin" else "pmtui report strategy, or pmtui --help for all commands"
    raise UsageError("E_NO_TERMINAL", "the app needs a terminal that can show it", f"use {plain}")


def write_log(line: str) -> None:
    """Add ``line`` to the log file; nothing of what the user typed may be in it."""
    path = log_file(os.environ)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}\n")
    except OSError:
        # A log that cannot be written must not keep the program from ending well.
        return


def _log_crash(error: BaseException | None) -> None:
    """Log the kind of error and where it arose; its message may hold user text and is left out."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__) if error else []
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    write_log(f"crash: {type(error).__name__} at {places}")
