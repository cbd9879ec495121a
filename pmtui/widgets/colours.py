"""The style each status, state and mode is drawn in: theme variables, so that every theme decides."""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.domain.modes import Mode
from pmtui.domain.progress import Status

QUIET = "$foreground 60%"
TITLE = "bold"
REF = "$foreground 72%"
KEY = "bold $text-accent"
FLAG = "$text-warning"

STATUS: Mapping[Status, str] = {
    Status.ON_TRACK: "$text-success",
    Status.AT_RISK: "$text-warning",
    Status.OFF_TRACK: "bold $text-error",
    Status.NO_DATA: QUIET,
}

MODE: Mapping[Mode, str] = {
    Mode.FIREFIGHT: "$text-error",
    Mode.STRATEGIC: "$text-primary",
    Mode.PLANNED: "$text-secondary",
    Mode.ADMIN: QUIET,
    Mode.UNSORTED: QUIET,
}

STATE: Mapping[str, str] = {
    "doing": "$text-primary",
    "running": "$text-primary",
    "current": "$text-accent",
    "active": "$text-primary",
    "blocked": "$text-error",
    "done": "$text-success",
    "concluded": "$text-success",
    "achieved": "$text-success",
    "gone": "$text-success",
    "missed": "$text-error",
    "expired": "$text-error",
}


def state_style(state: str) -> str:
    """Return the style of ``state``; what rests is quiet."""
    return STATE.get(state, QUIET)
