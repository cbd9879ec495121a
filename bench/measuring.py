"""Measure in turn, and report ratios of medians beside their goals."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence


def compared(
    baseline: Callable[[], float], subject: Callable[[], float], rounds: int = 9
) -> tuple[float, float]:
    """Return the medians of both in seconds, measured in turn (A B A B …) after one round that does not count."""
    pairs = [(baseline(), subject()) for _ in range(rounds + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def run(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Return the seconds that ``command`` takes as a whole process.

    Raises:
        CalledProcessError: it fails; a failing command must not look fast.
    """
    started = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - started


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(name: str, medians: tuple[float, float], goal: float, unit: str = "s") -> None:
    """Print one line: the ratio, the goal, and the medians in ``unit``, seconds as milliseconds."""
    baseline, subject = medians
    ratio = subject / baseline
    verdict = "met" if ratio <= goal else "NOT met"
    factor, shown = (1000, "ms") if unit == "s" else (1, unit)
    print(
        f"{name:<62} {ratio:>8.4g}  goal ≤ {goal:<8.4g} {verdict:<8}"
        f" {subject * factor:.4g} / {baseline * factor:.4g} {shown}",
        flush=True,
    )
