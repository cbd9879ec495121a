"""The store and the command line beside stock TinyDB, SQLite, Watson and timewarrior, with 100,000 entries.

    make bench-store

Watson (PyPI: td-watson) and timewarrior (Debian: timewarrior) are measured where they are installed, and named where
they are not. Ratios of medians of one run.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from tinydb import TinyDB

from bench.big_log import (
    A_DAY,
    NOW,
    entries,
    write_pmtui,
    write_sqlite,
    write_timewarrior,
    write_tinydb,
    write_watson,
)
from bench.measuring import compared, report, run, seconds
from pmtui.data import rolling
from pmtui.data.store import Store
from pmtui.data.tables import TABLES, TIME_FOLDER
from pmtui.data.time_log import entries_between
from pmtui.domain.kinds import Kind
from pmtui.usecases.session import Session
from pmtui.usecases.time_reporting import time_report

MANY, SOME, FEW, YOUNG = 100_000, 10_000, 1_000, 100
PMTUI = str(Path(sys.executable).with_name("pmtui"))
_minutes = itertools.count()
_EVER = (date(1990, 1, 1), date(2026, 12, 31))


def main() -> None:
    """Print the ratios beside their goals, then the peak memory."""
    with tempfile.TemporaryDirectory(prefix="pmtui-bench-") as name:
        folder = Path(name)
        stores = {count: write_pmtui(folder / f"pmtui-{count}", count) for count in (MANY, SOME, FEW)}
        for store in stores.values():
            back_up(store)
        compare_saves(folder, stores)
        compare_loading(folder, stores[MANY])
        for count, goal in ((MANY, 0.05), (SOME, 0.35)):
            compare_watson(folder, stores[count], count, goal)
        compare_timewarrior(folder, stores[MANY])
        for store in (write_pmtui(folder / "young", YOUNG), stores[MANY]):
            print_first_write_of_a_day(store)
        print_memory(stores[MANY])


def saver(store: Store) -> Callable[[], float]:
    """Return what times one durable save of one entry."""
    entry = next(
        entries(13 * A_DAY)
    )  # on the first of the month, out of the way of the entries that are logged
    month = f"{TIME_FOLDER}/{NOW[:7]}.json"

    def save() -> None:
        with store.transaction() as tx:
            tx.what = "Bench"
            tx.put(month, TABLES[Kind.ENTRY], {"id": tx.new_id(), "ref": tx.next_ref("t"), **entry})

    return lambda: seconds(save)


def compare_saves(folder: Path, stores: Mapping[int, Store]) -> None:
    """Durable save beside stock TinyDB's insert, SQLite's, and pmtui's own with 1,000 entries."""
    stock = write_tinydb(folder / "stock.json", MANY)
    sqlite = write_sqlite(folder / "log.sqlite", MANY)
    one = next(entries(1))
    many, few = saver(stores[MANY]), saver(stores[FEW])
    report(
        "durable save, 100,000 entries, vs stock TinyDB",
        compared(lambda: seconds(lambda: stock.insert(one)), many, 5),
        1 / 300,
    )
    report(
        "durable save, 100,000 entries, vs SQLite (WAL, FULL)",
        compared(lambda: seconds(lambda: insert(sqlite, one)), many, 15),
        6,
    )
    report("durable save, 100,000 entries, vs the same at 1,000", compared(few, many, 15), 1.3)
    stock.close()


def insert(connection: sqlite3.Connection, document: Mapping[str, object]) -> None:
    """Insert and commit one row."""
    connection.execute(
        "INSERT INTO entries (start, document) VALUES (?, ?)", (document["start"], json.dumps(document))
    )
    connection.commit()


def compare_loading(folder: Path, store: Store) -> None:
    """Load everything and aggregate it beside stock TinyDB's opening and reading, garbage collection off for both."""
    root, clock = store.root, store._clock

    def aggregate() -> None:
        time_report(Session(Store(root, clock), clock), *_EVER)

    def stock() -> None:
        with TinyDB(folder / "stock.json") as db:
            db.all()

    gc.collect()
    gc.disable()
    report(
        "load and aggregate everything vs stock TinyDB open",
        compared(lambda: seconds(stock), lambda: seconds(aggregate), 5),
        0.8,
    )
    gc.enable()


def environment(store: Store, **more: str) -> dict[str, str]:
    """Return the environment of a command on ``store``."""
    fixed = {"PMTUI_DATA": str(store.root), "PMTUI_NOW": NOW, "TZ": "UTC"}
    return {**os.environ, **fixed, **more}


def log(env: Mapping[str, str]) -> float:
    """Return the seconds of ``pmtui log`` for a minute of the day that is still free."""
    hour, minute = divmod(next(_minutes), 59)
    return run([PMTUI, "log", f"{hour}:{minute:02}-{hour}:{minute + 1:02}", "fire", "bench"], env)


def back_up(store: Store) -> None:
    """Let the first write of the day make its backup now, so that it does not run beside what is measured."""
    log(environment(store))
    backup = store.root / "backups" / f"pmtui-{NOW[:10]}.zip"
    while not backup.exists():
        time.sleep(0.1)


def compare_watson(folder: Path, store: Store, count: int, goal: float) -> None:
    """``pmtui log`` beside ``watson add``, whole processes."""
    watson = shutil.which("watson")
    if watson is None:
        print("Watson is not installed: pip install td-watson")
        return
    home = folder / f"watson-{count}"
    write_watson(home, count)
    env = environment(store, WATSON_DIR=str(home))
    add = [watson, "add", "--from", "2026-10-14 00:00", "--to", "2026-10-14 00:01", "fire"]
    report(
        f"pmtui log vs Watson add, {count:,} entries",
        compared(lambda: run(add, env), lambda: log(env), 5),
        goal,
    )


def compare_timewarrior(folder: Path, store: Store) -> None:
    """``pmtui log`` and the week's report beside timewarrior's, whole processes."""
    timew = shutil.which("timew")
    if timew is None:
        print("timewarrior is not installed: apt install timewarrior")
        return
    home = folder / "timewarrior"
    write_timewarrior(home, MANY)
    env = environment(store, TIMEWARRIORDB=str(home))
    minutes = itertools.count()

    def track() -> float:
        minute = next(minutes) % 59
        return run(
            [
                timew,
                "track",
                f"2026-10-14T00:{minute:02}:00",
                "-",
                f"2026-10-14T00:{minute + 1:02}:00",
                "fire",
            ],
            env,
        )

    week = [PMTUI, "report", "time"]
    report("pmtui log vs timewarrior track, 100,000 entries", compared(track, lambda: log(env), 15), 12)
    summary = [timew, "summary", "2026-10-12", "-", "2026-10-19"]
    report(
        "pmtui report time vs timewarrior summary",
        compared(lambda: run(summary, env), lambda: run(week, env), 15),
        12,
    )


def print_first_write_of_a_day(store: Store) -> None:
    """Print what the backup of the day takes of the user's time: made on the spot, or by a process of its own."""
    took = []
    for _ in range(5):
        shutil.rmtree(store.root / "backups", ignore_errors=True)
        took.append(seconds(lambda: rolling.roll(store, date.fromisoformat(NOW[:10]))))
        for child in rolling.children:
            child.wait()
    count = len(list(entries_between(store, *_EVER)))
    milliseconds = statistics.median(took) * 1000
    print(f"backup on the first write of a day, {count:,} entries: {milliseconds:.1f} ms  goal ≤ 50")


def print_memory(store: Store) -> None:
    """Print the peak memory of two commands with 100,000 entries (Linux)."""
    code = (
        "import re, sys; from pmtui.cli.main import main; main(sys.argv[1:]); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    )
    for words in (
        ["log", "1m", "yesterday", "fire", "bench"],
        ["report", "time", "--from", "1990-01-01"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            env=environment(store),
            capture_output=True,
            text=True,
            check=True,
        )
        megabytes = int(done.stderr.split()[-1]) / 1024
        print(f"peak memory of pmtui {' '.join(words[:2])}, 100,000 entries: {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
