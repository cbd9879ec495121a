"""What a screen tells in passing; it is shown as it is, never as markup."""

from __future__ import annotations

from textual.screen import Screen

from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.widgets.fix_words import fix_words

_TOAST_SECONDS = 5.0
_PROBLEM_SECONDS = 9.0


def tell(screen: Screen[None], text: str, then: str = "") -> None:
    """Tell ``text``, and ``then`` in a second line; what was told before goes away."""
    screen.app.clear_notifications()
    more = f"\n{printable(then)}" if then else ""
    screen.notify(f"{printable(text)}{more}", timeout=_TOAST_SECONDS, markup=False)


def tell_refusal(screen: Screen[None], error: PmtuiError) -> None:
    """Tell what was refused and what to do about it."""
    sentence = error.message[:1].upper() + error.message[1:]
    said = fix_words(error)
    fix = f"\n{printable(said)}" if said else ""
    screen.notify(
        f"{printable(sentence)}{fix}",
        severity="error" if error.exit_status > 1 else "warning",
        timeout=_PROBLEM_SECONDS,
        markup=False,
    )
