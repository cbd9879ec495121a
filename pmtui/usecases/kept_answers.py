"""What the draft of a check-in keeps, in the words of its questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmtui.domain.check_in import read_verdict
from pmtui.errors import PmtuiError
from pmtui.usecases.checking_in import answers_as_text, answers_from_text

_WORDS: Mapping[str, str] = {
    "actual": "actual now",
    "conclude": "",
    "experiment_actual": "what happened",
    "verdict": "verdict",
    "learned": "what was learned",
    "obstacle": "obstacle to work on",
    "new_obstacle": "new obstacle",
    "gone": "",
    "next_step": "next step",
    "expect": "what we expect",
    "check_on": "go and see",
}
_FLAGS: Mapping[str, str] = {"conclude": "the experiment ends", "gone": "the obstacle is gone"}


def kept_words(values: Mapping[str, str]) -> list[str]:
    """Return what a draft keeps, an answer a line, in the words of the questions."""
    answers = answers_as_text(answers_from_text(values))
    said = [f"{_WORDS[name]}: {value}" if _WORDS[name] else value for name, value in _worded(answers)]
    pending = values.get("pending", "").strip()
    return [*said, *([f"being typed: {pending}"] if pending else [])]


def _worded(answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in answers.items():
        if name == "verdict":
            try:
                yield name, read_verdict(value).words
            except PmtuiError:
                yield name, value
        else:
            yield name, _FLAGS.get(name, value)
