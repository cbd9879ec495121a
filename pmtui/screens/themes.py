"""Our own themes: one dark, one light, one of high contrast; Textual's come beside them."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

_PLAIN_CURSOR = {"input-selection-background": "#4d7ea8 45%"}

DARK = Theme(
    name="pmtui-dark",
    primary="#6cb6d9",
    secondary="#b39ddb",
    accent="#e6b566",
    warning="#e0a458",
    error="#e57373",
    success="#81b88b",
    foreground="#d7dce2",
    background="#14181d",
    surface="#1a1f26",
    panel="#222932",
    boost="#2a323d",
    dark=True,
    variables=_PLAIN_CURSOR,
)
LIGHT = Theme(
    name="pmtui-light",
    primary="#1f6f97",
    secondary="#6a4fb3",
    accent="#9a5b00",
    warning="#9a5b00",
    error="#b3261e",
    success="#2e7040",
    foreground="#23282e",
    background="#fbfaf7",
    surface="#f5f3ee",
    panel="#ebe8e1",
    boost="#e2ded5",
    dark=False,
    variables=_PLAIN_CURSOR,
)
CONTRAST = Theme(
    name="pmtui-contrast",
    primary="#5cd6ff",
    secondary="#d9b3ff",
    accent="#ffd500",
    warning="#ffb000",
    error="#ff6b6b",
    success="#5dff8f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    boost="#2a2a2a",
    dark=True,
    text_alpha=1.0,
    variables={"border": "#ffffff", "border-blurred": "#bbbbbb"},
)
OWN_THEMES = (DARK, LIGHT, CONTRAST)


def theme_names() -> list[str]:
    """Return the names of all themes, our own first."""
    return [*(theme.name for theme in OWN_THEMES), *BUILTIN_THEMES]
