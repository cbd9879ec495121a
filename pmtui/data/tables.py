"""Where each kind of document lives: files and tables of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmtui.domain.kinds import Kind

STRATEGY_FILE = "strategy.json"
TIME_FOLDER = "time"
TABLES: Mapping[Kind, str] = {
    Kind.GOAL: "goals",
    Kind.VISION: "visions",
    Kind.OBJECTIVE: "objectives",
    Kind.KEY_RESULT: "key_results",
    Kind.KEY_ACTION: "key_actions",
    Kind.CHALLENGE: "challenges",
    Kind.TARGET: "target_conditions",
    Kind.OBSTACLE: "obstacles",
    Kind.EXPERIMENT: "experiments",
    Kind.CYCLE: "coaching_cycles",
    Kind.WORKSPACE: "workspace",
    Kind.TIMER: "timer",
    Kind.ENTRY: "entries",
}


def month_file(day: date) -> str:
    """Return the file that holds the entries of the month of ``day``."""
    return f"{TIME_FOLDER}/{day.year:04}-{day.month:02}.json"
