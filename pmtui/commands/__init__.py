"""Every command of the app, registered once: bindings, footer, palette, help and ``pmtui keys`` derive from here."""

from __future__ import annotations

from pmtui.commands.command import Command, CommandClass, Context, Group, Place
from pmtui.commands.find import Filter, Help, Jump, Palette
from pmtui.commands.items import AddReading, Archive, CopyMarkdown, Edit, Move, NewChild, NewSibling, Toggle
from pmtui.commands.kata import CaptureObstacle, CheckIn
from pmtui.commands.keymap import Clash, clashes, key_name, keymap
from pmtui.commands.time import LogFire, LogTime, NextDay, PreviousDay, StartStop
from pmtui.commands.undo import Redo, Undo
from pmtui.commands.view import (
    FocusKata,
    FocusStrategy,
    FocusTime,
    NextPane,
    PreviousPane,
    Quit,
    Theme,
    Zoom,
)

ALL_COMMANDS: tuple[CommandClass, ...] = (
    NewSibling,
    NewChild,
    Edit,
    Move,
    Toggle,
    AddReading,
    Archive,
    CopyMarkdown,
    LogTime,
    StartStop,
    LogFire,
    PreviousDay,
    NextDay,
    CheckIn,
    CaptureObstacle,
    Filter,
    Jump,
    Palette,
    Help,
    Undo,
    Redo,
    FocusStrategy,
    FocusKata,
    FocusTime,
    NextPane,
    PreviousPane,
    Zoom,
    Theme,
    Quit,
)
"""All commands, in the order in which help lists them within their groups."""

__all__ = [
    "ALL_COMMANDS",
    "Clash",
    "Command",
    "CommandClass",
    "Context",
    "Group",
    "Place",
    "clashes",
    "key_name",
    "keymap",
]
