"""Where each kind of document lives: files and tables of the store."""

from __future__ import annotations

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

_NOT_LOGGED = frozenset(table for kind, table in TABLES.items() if kind is not Kind.ENTRY)


def can_hold(file: str, table: str) -> bool:
    """Whether ``file`` is a file of a store that may hold ``table``: a month its entries, the strategy all else."""
    return (
        table in _NOT_LOGGED if file == STRATEGY_FILE else table == TABLES[Kind.ENTRY] and is_store_file(file)
    )


@cache
def is_store_file(name: str) -> bool:
    """Whether ``name`` is that of a data file, relative to the store's folder."""
    # Without a pattern: preparing one takes as long as all of this a hundred times.
    folder, slash, file = name.partition("/")
    year, dash, rest = file.partition("-")
    month, dot, suffix = rest.partition(".")
    digits = (year + month).isascii() and (year + month).isdecimal() and (len(year), len(month)) == (4, 2)
    parts = (folder, slash, dash, dot, suffix) == (TIME_FOLDER, "/", "-", ".", "json")
    return name == STRATEGY_FILE or (parts and digits and "01" <= month <= "12")


def month_file(day: date) -> str:
    """Return the file that holds the entries of the month of ``day``."""
    return f"{TIME_FOLDER}/{day.year:04}-{day.month:02}.json"
