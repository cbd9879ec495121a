"""What an unfinished check-in keeps: its answers by name, where it was, and what was being typed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import starmap

from pmtui.domain.check_in import ANSWER_NAMES, FLAGS, Answers, read_verdict
from pmtui.errors import PmtuiError
from pmtui.usecases.drafts import draft_name
from pmtui.usecases.kata.check_in_questions import QUESTIONS, question
from pmtui.usecases.kata.check_in_walk import Walk

_AT, _DATE, _REVEALED, _PENDING = "at", "date", "revealed", "pending"


def check_in_draft(target: str) -> str:
    """Return the name of the draft that an unfinished check-in on ``target`` is kept under."""
    return draft_name("checkin", target)


def answers_as_text(answers: Answers) -> dict[str, str]:
    """Return the answers given so far as a draft keeps them: name → text, empty ones left out."""
    given = {
        name: "yes" if name in FLAGS and getattr(answers, name) else answers.text(name)
        for name in ANSWER_NAMES
    }
    return {name: text for name, text in {**given, **answers.noted}.items() if text}


def answers_from_text(values: Mapping[str, str]) -> Answers:
    """Return the answers that a draft keeps; names it does not know are left out."""
    answers = Answers(conclude=bool(values.get("conclude")), gone=bool(values.get("gone")))
    for name, text in values.items():
        if name not in FLAGS and (name in ANSWER_NAMES or name in {row.name for row in QUESTIONS}):
            answers = answers.with_text(name, text)
    return answers


def draft_of(walk: Walk, pending: str = "") -> dict[str, str]:
    """Return ``walk`` as the texts of a draft, none where nothing was answered and nothing is being typed.

    Args:
        walk: The check-in on its way.
        pending: What is typed and not yet answered.
    """
    if walk.answers == Answers() and not pending.strip():
        return {}
    way = {_AT: walk.at, _DATE: walk.opened.date.isoformat(), _PENDING: pending}
    # Read by older versions of the program only.
    revealed = {_REVEALED: "yes" if walk.answers.experiment_actual else ""}
    return {**answers_as_text(walk.answers), **way, **revealed}


def restored(walk: Walk, texts: Mapping[str, str]) -> tuple[Walk, str]:
    """Return the check-in where a draft left it, on the draft's date, and what was being typed."""
    opened = replace(walk.opened, date=_day(texts.get(_DATE, ""), walk.opened.date))
    there = Walk(opened, answers_from_text(texts), texts.get(_AT, ""))
    if there.at in {row.name for row in there.questions}:
        return there, texts.get(_PENDING, "")
    return Walk(opened, there.answers), ""


def _day(text: str, latest: date) -> date:
    """Return the draft's date; a check-in never lies ahead of the day it is finished on."""
    try:
        return min(date.fromisoformat(text), latest)
    except ValueError:
        return latest


def kept_words(values: Mapping[str, str]) -> list[str]:
    """Return what a draft keeps, an answer a line, in the words of the questions."""
    answers = answers_as_text(answers_from_text(values))
    pending = values.get(_PENDING, "").strip()
    return [*starmap(_kept, answers.items()), *([f"being typed: {pending}"] if pending else [])]


def _kept(name: str, value: str) -> str:
    if name in FLAGS:
        return FLAGS[name]
    if name == "verdict":
        with suppress(PmtuiError):
            value = read_verdict(value).words
    return f"{question(name).kept_as}: {value}"
