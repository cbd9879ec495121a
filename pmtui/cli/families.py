"""Which module each command is in."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, str] = {
    "add": "editing",
    "set": "editing",
    "reading": "editing",
    "move": "editing",
    "rm": "editing",
    "list": "looking",
    "show": "looking",
    "lint": "looking",
    "info": "looking",
    "keys": "looking",
    "log": "timelog",
    "start": "timelog",
    "switch": "timelog",
    "stop": "timelog",
    "resume": "timelog",
    "cancel": "timelog",
    "report": "reporting",
    "status": "reporting",
    "checkin": "checkin",
    "undo": "undoing",
    "redo": "undoing",
    "history": "undoing",
    "doctor": "doctor",
    "export": "exchange",
    "import": "exchange",
    "demo": "opening",
    "backup": "backups",
    "restore": "backups",
    "purge": "purging",
    "completion": "completion",
}
"""The command's name → the module of ``pmtui.cli`` that has it, in the order of the help."""

TIME_LOG = FAMILIES["log"]
