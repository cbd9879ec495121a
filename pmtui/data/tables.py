"""Where each kind of document lives: files and tables of the store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

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

_MONTH_FILE = rf"{TIME_FOLDER}/[0-9]{{4}}-(?:0[1-9]|1[0-2])\.json"
_NOT_LOGGED = frozenset(table for kind, table in TABLES.items() if kind is not Kind.ENTRY)


@cache
def can_hold(file: str, table: str) -> bool:
    """Whether ``file`` is a file of a store that may hold ``table``: a month its entries, the strategy all else."""
    if file == STRATEGY_FILE:
        return table in _NOT_LOGGED
    return table == TABLES[Kind.ENTRY] and re.fullmatch(_MONTH_FILE, file) is not None


def is_store_file(name: str) -> bool:
    """Whether ``name`` is that of a data file, relative to the store's folder."""
    return name == STRATEGY_FILE or re.fullmatch(_MONTH_FILE, name) is not None


def month_file(day: date) -> str:
    """Return the file that holds the entries of the month of ``day``."""
    return f"{TIME_FOLDER}/{day.year:04}-{day.month:02}.json"
