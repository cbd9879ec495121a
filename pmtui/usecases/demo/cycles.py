"""The coaching cycles of the demo story, put together from its readings and experiments so that they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from pmtui.usecases.demo.days import Day
from pmtui.usecases.demo.kata import CHECK_IN_DAYS, CHECK_IN_SECONDS, EXPERIMENTS, OBSTACLE_ON, TARGETS
from pmtui.usecases.demo.rows import Row

_TARGET = TARGETS[0]


def coaching_cycles() -> Iterator[Row]:
    """Yield the rows of all coaching cycles, oldest first."""
    for number, (day, seconds) in enumerate(
        zip(CHECK_IN_DAYS, cycle(CHECK_IN_SECONDS), strict=False), start=1
    ):
        answers = _answers(day)
        changed = bool(answers.keys() & {"actual", "concluded", "next_step"})
        yield {
            "ref": f"CC{number}",
            "target": _TARGET["ref"],
            "date": Day(day),
            "answers": answers,
            "changed": changed,
            "seconds": seconds if changed else seconds // 4 + 3,
        }


def _answers(day: int) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    answers["obstacle"] = [ref for since, ref in OBSTACLE_ON if since <= day][-1]
    for reading in _TARGET["readings"]:
        if reading["on"] == day:
            answers["actual"] = reading["value"]
    for experiment in EXPERIMENTS:
        answers |= _about(experiment, day)
    return answers


def _about(experiment: Row, day: int) -> Mapping[str, Any]:
    """Return what a check-in on ``day`` has to say on ``experiment``."""
    began, ended = experiment.get("started_on"), experiment.get("ended_on", Day(0))
    if began is None or not began <= day <= ended:
        return {}
    if day == began:
        return {
            "next_step": experiment["step"],
            "expect": experiment["expect"],
            "next_experiment": experiment["ref"],
            "check_on": experiment["check_on"],
        }
    if day == ended:
        return {
            "experiment": experiment["ref"],
            "concluded": True,
            "experiment_actual": experiment["actual"],
            "verdict": experiment["verdict"],
            "learned": experiment["learned"],
        }
    return {"experiment": experiment["ref"], "check_on": experiment["check_on"]}
