"""What the program does when it is told to end: keep drafts, restore the terminal, say by which signal."""

from __future__ import annotations

import asyncio
import signal

from textual.app import App

from pmtui.errors import PmtuiError
from pmtui.screens.draftable import Draftable
from pmtui.screens.terminal_app import TerminalApp

_SHELL_BASE = 128


def ending_signals() -> list[signal.Signals]:
    """Return the signals that ask a program to end, as far as the platform has them."""
    names = ("SIGTERM", "SIGHUP", "SIGINT")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def listen(app: App[None]) -> None:
    """End ``app`` in good order on the signals; must be called on the event loop."""
    loop = asyncio.get_running_loop()
    for number in ending_signals():
        try:
            loop.add_signal_handler(number, _end, app, number)
        except (
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):  # Windows, and apps that do not run in the main thread
            return


def _end(app: App[None], number: signal.Signals) -> None:
    for screen in app.screen_stack:
        if isinstance(screen, Draftable):
            # A draft that cannot be written must not keep the terminal from being restored.
            try:
                screen.save_draft()
            except PmtuiError as error:
                unkept(app, error)
    app.exit(return_code=_SHELL_BASE + number)


def unkept(app: App[None], error: PmtuiError) -> None:
    """Remember why what was typed is lost, to be said when the terminal is restored."""
    if isinstance(app, TerminalApp):
        app.unkept = error
