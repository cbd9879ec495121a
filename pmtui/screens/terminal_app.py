"""An app in a terminal, which may go away while it runs, and in which people press ctrl+c."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.screen import ModalScreen

from pmtui.domain.printing import silence
from pmtui.errors import PmtuiError
from pmtui.screens.window_size import window_size


class LosableOutput:
    """A text file; once it cannot be written, it takes whatever comes and drops it.

    Textual's writer ends with the first error, and the app then waits for it for ever, a process that nobody sees.
    """

    def __init__(self, file: Any) -> None:
        """Write to ``file`` as long as that works."""
        self._file = file
        self._lost = False

    def write(self, text: str) -> int:
        """Write ``text``, or drop it; returns its length."""
        if not self._lost:
            try:
                self._file.write(text)
            except (OSError, ValueError):
                self._lose()
        return len(text)

    def flush(self) -> None:
        """Flush what was written."""
        if not self._lost:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._lose()

    def _lose(self) -> None:
        self._lost = True
        silence(self._file)  # else Python would try once more at its end, and fail with a status of its own

    def __getattr__(self, name: str) -> Any:
        """Everything else is the file's."""
        return getattr(self._file, name)


def losable(driver_class: type[Driver]) -> type[Driver]:
    """Return ``driver_class`` writing to a terminal that may go away."""

    class LosableDriver(driver_class):  # type: ignore[misc, valid-type]  # the base is chosen by Textual at run time
        def __init__(
            self,
            app: App[Any],
            *,
            debug: bool = False,
            mouse: bool = True,
            size: tuple[int, int] | None = None,
        ) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            # Textual names no other place for it. A driver without such a file stays as it is.
            file = getattr(self, "_file", None)
            if file is not None:
                self._file = LosableOutput(file)

        def _get_terminal_size(self) -> tuple[int, int]:
            """Ask the terminal; what Textual asks believes the variables ``COLUMNS`` and ``LINES`` first."""
            return window_size() or super()._get_terminal_size()

        def _sigtstp_application(self, *arguments: Any) -> None:
            """Go to sleep between two steps; at once, Textual could wait for a lock of the step it interrupts."""
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

    return LosableDriver


class TerminalApp(App[None]):
    """An app that ends when its terminal goes away, and tells whoever presses ctrl+c which key leaves.

    Attributes:
        unkept: Why what was typed into a form could not be kept at the end; None when nothing was lost.
    """

    unkept: PmtuiError | None = None

    def get_driver_class(self) -> type[Driver]:
        """Return the platform's driver, for a terminal that may go away."""
        return losable(super().get_driver_class())

    async def action_quit(self) -> None:
        """Keep what is half-typed, and leave; where it cannot be kept, say so first, and leave the second time."""
        from pmtui.screens.dialogs.draft_dialog import DraftDialog  # not before the first picture

        for screen in reversed(self.screen_stack):
            if isinstance(screen, DraftDialog):
                try:
                    self.unkept = screen.keep_or_tell("ctrl+q") or self.unkept
                except PmtuiError as error:
                    screen.report(error)
                    return
        self.exit(return_code=0)

    def action_help_quit(self) -> None:
        """Tell how to leave; a field with the keyboard takes ctrl+c to copy instead."""
        from pmtui.commands import key_name  # not before the first picture
        from pmtui.commands.view import Quit

        found = (getattr(screen, "keys", {}).get(Quit.id) for screen in self.screen_stack)
        key = next((key_name(keys[0]) for keys in found if keys), "ctrl+q")
        first = "esc closes this, then " if isinstance(self.screen, ModalScreen) else ""
        self.notify(f"{first}{key} leaves pmtui", markup=False)
