"""A kill, and each error a disk can give, at every system call with which a command changes files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.crash.judging import REFUSED
from tests.crash.processes import Ended
from tests.crash.strace import ERRORS, KILL, Fault, Point
from tests.crash.trial import Trial

pytestmark = pytest.mark.crash

UNHEARD = re.compile(
    r"pmtui: the output cannot be written: .+; the history tells what was stored \(E_OUTPUT\)\nfix: pmtui history\n"
)


def test_a_kill_leaves_all_or_nothing(trial: Trial) -> None:
    for point, ended in trial.runs(KILL):
        assert ended.status == -9, (point, ended)
        seen = trial.judge.check(trial.root)
        made = trial.has_made()
        if point.call.speaks and not trial.asks:
            assert seen == trial.judge.new, point
            assert made == trial.makes, point


@pytest.mark.parametrize("fault", ERRORS, ids=lambda fault: fault.name)
def test_an_error_changes_nothing_and_says_so(trial: Trial, fault: Fault) -> None:
    judge_errors(trial, fault, trial.runs(fault))


@pytest.mark.long
@pytest.mark.parametrize("fault", ERRORS, ids=lambda fault: fault.name)
def test_every_error_at_every_call_changes_nothing_and_says_so(trial: Trial, fault: Fault) -> None:
    judge_errors(trial, fault, trial.runs(fault, at_every_point=True))


def judge_errors(trial: Trial, fault: Fault, runs: Iterator[tuple[Point, Ended]]) -> None:
    """Judge what ``fault`` left in each of ``runs``, and what was said."""
    for point, ended in runs:
        where = f"{fault} at {point}: {ended}"
        seen, made = trial.judge.check(trial.root), trial.has_made()
        mute = point.call.name == "write" and fault.lasts_at(point)  # standard error cannot be written either
        if ended.status == 0:
            assert made == trial.makes, where
            assert (seen, ended.err) == (trial.judge.new, ""), where
        elif ended.status == 1:  # done, but nobody could be told
            assert point.call.speaks or mute, where
            assert seen == trial.judge.new or trial.asks, where
            assert mute or UNHEARD.fullmatch(ended.err), where
        else:
            assert ended.status == 3, where
            assert mute or REFUSED.fullmatch(ended.err), where
            assert seen == trial.judge.old or "not certain" in ended.err, where
