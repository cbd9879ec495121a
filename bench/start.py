"""What starting costs: first paint and memory beside a bare Textual app, ``pmtui log`` beside an empty Python process.

    make bench

Ratios of medians of one run, the programs in turn (A B A B …), so that a busy machine slows both.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench.big_log import write_pmtui
from bench.measuring import compared, report, run
from bench.pty_run import first_paint, resident_megabytes
from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.usecases.demo import write_demo
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line

YEAR_OF_DAYS = 365
MANY_ENTRIES = 100_000
SETTLING = 8.0
"""Seconds until years are summed up."""
PMTUI = [str(Path(sys.executable).with_name("pmtui"))]


def main() -> None:
    """Print the ratios beside their goals."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PMTUI_DATA": f"{folder}/data", "HOME": folder, "XDG_CONFIG_HOME": folder}
        write_year(Path(env["PMTUI_DATA"]))
        bare = [sys.executable, str(Path(__file__).with_name("bare_app.py"))]
        paint = compared(lambda: first_paint(bare, "Ready", env), lambda: first_paint(PMTUI, "Strategy", env))
        report("first paint, a year of data, vs a bare Textual app", paint, 1.3)
        big = Path(folder, "big")
        write_pmtui(big, MANY_ENTRIES)
        bare_memory = resident_megabytes(bare, "Ready", env, SETTLING)
        memory = resident_megabytes([*PMTUI, "--data", str(big)], "Strategy", env, SETTLING)
        report("memory, 100,000 entries, vs a bare Textual app", (bare_memory, memory), 2, unit="MB")
        env["PMTUI_NOW"] = f"{date.today()}T23:00:00+00:00"
        minutes = itertools.count()

        def log() -> float:
            return run([*PMTUI, "log", f"1:{next(minutes):02}-1:{next(minutes):02}", "fire", "bench"], env)

        logged = compared(lambda: run([sys.executable, "-c", "pass"], env), log)
        report("pmtui log vs python -c pass", logged, 14)


def write_year(root: Path) -> None:
    """Fill a store with the demo story and an entry on every day of a year."""
    clock = Clock()
    session = Session(Store(root, clock), clock)
    write_demo(session)
    today = session.today()
    for ago in range(70, YEAR_OF_DAYS):
        log_line(session, f"9:00-11:00 {today - timedelta(days=ago)} strat interviews @acme")


if __name__ == "__main__":
    main()
