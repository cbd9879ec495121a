"""What every screen of pmtui can do: work on a session, tell people what happened and what was refused."""

from __future__ import annotations

from textual.screen import Screen

from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session
from pmtui.widgets.fix_words import fix_words

_TOAST_SECONDS = 5.0
_PROBLEM_SECONDS = 9.0


class PmtuiScreen(Screen[None]):
    """A screen over one session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session.remembering()

    def report(self, error: PmtuiError) -> None:
        """Tell what was refused and what to do about it; the one place where errors end."""
        sentence = error.message[:1].upper() + error.message[1:]
        said = fix_words(error)
        fix = f"\n{printable(said)}" if said else ""
        self.notify(
            f"{printable(sentence)}{fix}",
            severity="error" if error.exit_status > 1 else "warning",
            timeout=_PROBLEM_SECONDS,
            markup=False,
        )

    def say(self, text: str, then: str = "") -> None:
        """Tell what happened, and in a second line what can be done about it; both are shown as they are.

        What was told before goes away: its "undoes it" would no longer be true.
        """
        self.app.clear_notifications()
        more = f"\n{printable(then)}" if then else ""
        self.notify(f"{printable(text)}{more}", timeout=_TOAST_SECONDS, markup=False)
