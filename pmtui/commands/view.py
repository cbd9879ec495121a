"""Commands on the window itself: panes, zoom, theme, quit."""

from __future__ import annotations

from pmtui.commands.command import Command, Group


class FocusStrategy(Command):
    """Go to the strategy pane."""

    id, keys, label, group = "pane-strategy", ("1",), "strategy", Group.VIEW
    help = "Go to the strategy pane"


class FocusKata(Command):
    """Go to the kata pane."""

    id, keys, label, group = "pane-kata", ("2",), "kata", Group.VIEW
    help = "Go to the kata pane"


class FocusTime(Command):
    """Go to the time pane."""

    id, keys, label, group = "pane-time", ("3",), "time", Group.VIEW
    help = "Go to the time pane"


class NextPane(Command):
    """Go to the next pane."""

    id, keys, label, group = "next-pane", ("tab",), "next pane", Group.VIEW
    help = "Go to the next pane"


class PreviousPane(Command):
    """Go to the pane before."""

    id, keys, label, group = "previous-pane", ("shift+tab",), "pane before", Group.VIEW
    help = "Go to the pane before"


class Zoom(Command):
    """Let one pane fill the window."""

    id, keys, label, group = "zoom", ("z",), "zoom", Group.VIEW
    help = "Let this pane fill the window, and back"
    rank = 85


class Theme(Command):
    """Choose a theme."""

    id, keys, label, group = "theme", ("f2",), "theme", Group.VIEW
    help = "Choose the colours; the choice is kept"


class Quit(Command):
    """Leave."""

    id, keys, label, group = "quit", ("q", "ctrl+q"), "quit", Group.VIEW
    help = "Leave pmtui; everything is saved already"
