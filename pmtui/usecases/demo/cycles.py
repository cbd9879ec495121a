"""The coaching cycles of the demo story, put together from its readings and experiments so that they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmtui.domain.documents import Kind
from pmtui.usecases.demo.days import Day
from pmtui.usecases.demo.rows import Row, StoryItem, reading_at
from pmtui.usecases.demo.story_files import Story


def coaching_cycles(story: Story) -> Iterator[StoryItem]:
    """Yield all coaching cycles, oldest first.

    Raises:
        StoryError: A line is not written as a check-in.
    """
    target = story.check_ins["target"]
    readings = {
        reading["on"]: reading["value"]
        for item in story.items
        if item.kind is Kind.TARGET and item.fields["ref"] == target
        for reading in item.fields["readings"]
    }
    experiments = [item.fields for item in story.items if item.kind is Kind.EXPERIMENT]
    for number, line in enumerate(story.check_ins["days"].splitlines(), start=1):
        place = f"kata.toml, check_ins, line {number}"
        with reading_at(place):
            day, obstacle, seconds = _check_in(line)
        answers: dict[str, Any] = {"obstacle": obstacle}
        if day in readings:
            answers["actual"] = readings[day]
        for experiment in experiments:
            answers |= _about(experiment, day)
        yield StoryItem(
            Kind.CYCLE,
            place,
            {
                "ref": f"CC{number}",
                "target": target,
                "date": day,
                "answers": answers,
                "changed": bool(answers.keys() & {"actual", "concluded", "next_step"}),
                "seconds": seconds,
            },
        )


def _check_in(line: str) -> tuple[Day, str, int]:
    day, _, rest = line.partition(": ")
    obstacle, _, took = rest.partition(", ")
    seconds, _, unit = took.partition(" ")
    if unit != "s" or not seconds.isdecimal():
        raise ValueError(f"'{line}' is no check-in; write '3 days ago: OB1, 52 s'")
    return Day.read(day), obstacle, int(seconds)


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
