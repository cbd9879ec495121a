"""Commands on the window itself: panes, zoom, theme, quit."""

from __future__ import annotations

from pmtui.commands.command import Command, Group


class FocusStrategy(Command):
    """Go to the strategy pane."""

    id, keys, label, group = "pane-strategy", ("1",), "strategy", Group.VIEW
    help, action = "Go to the strategy pane", "focus_pane('strategy')"


class FocusKata(Command):
    """Go to the kata pane."""

    id, keys, label, group = "pane-kata", ("2",), "kata", Group.VIEW
    help, action = "Go to the kata pane", "focus_pane('kata')"


class FocusTime(Command):
    """Go to the time pane."""

    id, keys, label, group = "pane-time", ("3",), "time", Group.VIEW
    help, action = "Go to the time pane", "focus_pane('time')"


class NextPane(Command):
    """Go to the next pane."""

    id, keys, label, group = "next-pane", ("tab",), "next pane", Group.VIEW
    help, action = "Go to the next pane", "next_pane(1)"


class PreviousPane(Command):
    """Go to the pane before."""

    id, keys, label, group = "previous-pane", ("shift+tab",), "pane before", Group.VIEW
    help, action = "Go to the pane before", "next_pane(-1)"


class Zoom(Command):
    """Let one pane fill the window."""

    id, keys, label, group = "zoom", ("z",), "zoom", Group.VIEW
    help = "Let this pane fill the window, and back"
    action, rank = "zoom_pane", 85


class Theme(Command):
    """Choose a theme."""

    id, keys, label, group = "theme", ("f2",), "theme", Group.VIEW
    help, action = "Choose the colours; the choice is kept", "choose_theme"


class Quit(Command):
    """Leave."""

    id, keys, label, group = "quit", ("q", "ctrl+q"), "quit", Group.VIEW
    help, action = "Leave pmtui; everything is saved already", "quit"
