"""The questions of the daily check-in, in order: the app and ``checkin --plain`` both ask what stands here.

A further question is a further row of :data:`QUESTIONS`. Its answer is noted in the field of the coaching cycle
(:class:`pmtui.domain.kata.CycleAnswers`) that has the row's name. Only an answer from which more follows needs a field
of :class:`pmtui.domain.check_in.Answers`, too, and its place in :mod:`pmtui.usecases.kata.check_in_storing`.

Source: Rother (the five coaching questions).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pmtui.domain.check_in import (
    VERDICT_KEYS,
    Answers,
    SoFar,
    no_obstacle,
    read_actual,
    read_check_on,
    read_verdict,
)
from pmtui.domain.date_words import echo_date
from pmtui.domain.text import check_line, check_title
from pmtui.domain.typed_numbers import number_echo
from pmtui.errors import PmtuiError
from pmtui.usecases.kata.check_in_question import Control, Key, Offer, Question


def _actual(so_far: SoFar, text: str) -> Decimal | None:
    return read_actual(text, so_far.opened.target.metric, so_far.opened.decimal_mark)


def _echo_actual(so_far: SoFar, text: str) -> str:
    value = _actual(so_far, text)
    return "" if value is None else number_echo(value, so_far.opened.target.metric.unit, text)


def _said_actual(so_far: SoFar) -> str:
    value = so_far.answers.actual.strip()
    return f"{value} {so_far.words['unit']}".strip() if value else "unchanged"


def _concluding(so_far: SoFar) -> bool:
    return so_far.opened.experiment is not None and so_far.answers.conclude


def _without_experiment(so_far: SoFar) -> bool:
    return so_far.opened.experiment is None or so_far.answers.conclude


def _with_step(so_far: SoFar) -> bool:
    return _without_experiment(so_far) and bool(so_far.answers.next_step.strip())


def _check_conclude(so_far: SoFar, text: str) -> None:
    if text.strip().lower() not in ("", "k", "c"):
        raise PmtuiError("E_BAD_CHOICE", f"'{text[:40]}' is neither c nor k", "c concludes, k or empty keeps")


def _said_kept(so_far: SoFar) -> str:
    running = so_far.opened.experiment
    return f"{running.ref} keeps running" if running is not None and not so_far.answers.conclude else ""


def _is_gone(text: str) -> bool:
    return text.strip().lower() == "x"


def _take_obstacle(so_far: SoFar, text: str) -> Answers:
    answers, plain = so_far.answers, text.strip()
    word, _, rest = plain.partition(" ")
    if _is_gone(plain):
        if so_far.opened.current is None:
            raise PmtuiError(
                "E_NO_OBSTACLE", "no obstacle is being worked on", "choose one, or n for a new one"
            )
        return replace(answers, gone=not answers.gone, obstacle="")
    if word.lower() == "n":
        return replace(answers, new_obstacle=check_title(rest), obstacle="")
    if not plain:
        return replace(answers, obstacle="", new_obstacle="")
    left = so_far.open_obstacles
    if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:6]) <= len(left)):
        raise PmtuiError(
            "E_BAD_CHOICE", f"'{plain[:40]}' is not possible as an obstacle", "empty, a number, n TEXT or x"
        )
    chosen = left[int(plain[:6]) - 1]
    return replace(answers, obstacle="" if chosen == so_far.current else chosen.ref, new_obstacle="")


def _obstacles(so_far: SoFar) -> tuple[Offer, ...]:
    current, wanted = so_far.current, so_far.obstacle
    offers = [
        Offer(str(number), f"{obstacle.ref} {obstacle.text}", obstacle == current, obstacle == wanted)
        for number, obstacle in enumerate(so_far.open_obstacles, 1)
    ]
    return (*([Offer("", "none for now")] if current is None else []), *offers)


def _said_obstacle(so_far: SoFar) -> str:
    chosen = so_far.obstacle
    return so_far.answers.new_obstacle or (f"{chosen.ref} {chosen.text}" if chosen else "none for now")


def _take_new_obstacle(so_far: SoFar, text: str) -> Answers:
    if not text.strip():
        return so_far.answers
    return replace(so_far.answers, new_obstacle=check_title(text), obstacle="")


def _check_step(so_far: SoFar, text: str) -> None:
    if text.strip():
        check_title(text)
        if not so_far.has_obstacle:
            raise no_obstacle()


def _echo_day(so_far: SoFar, text: str) -> str:
    return echo_date(read_check_on(so_far.opened, text), so_far.opened.date)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "target",
        1,
        "What is the target condition?",
        "Press Enter to begin:",
        control=Control.KEY,
        take=lambda so_far, text: so_far.answers,
    ),
    Question(
        "actual",
        2,
        "What is the actual condition now?",
        "2 Actual now{in_unit}, empty for unchanged:",
        placeholder="Enter: unchanged, {last}",
        label="actual",
        kept="actual now",
        check=_actual,
        echo=_echo_actual,
        said=_said_actual,
    ),
    Question(
        "experiment",
        2,
        "What did the last step show?",
        "  c to conclude it, k or empty to keep it running:",
        control=Control.KEY,
        enter="keep",
        keys=(Key("c", "conclude"), Key("k")),
        label="step",
        asked=lambda so_far: so_far.opened.experiment is not None,
        check=_check_conclude,
        take=lambda so_far, text: replace(so_far.answers, conclude=text.strip().lower() == "c"),
        said=_said_kept,
    ),
    Question(
        "experiment_actual", 2, "What happened?", required="what happened", asked=_concluding, once=True
    ),
    Question(
        "verdict",
        2,
        "How does that compare?",
        "  a as expected, b better, w worse, i inconclusive:",
        control=Control.KEYED_LIST,
        keys=tuple(Key(key) for key in VERDICT_KEYS),
        label="verdict",
        asked=_concluding,
        check=lambda so_far, text: read_verdict(text),
        offers=lambda so_far: tuple(Offer(key, verdict.words) for key, verdict in VERDICT_KEYS.items()),
        said=lambda so_far: read_verdict(so_far.answers.verdict).words,
    ),
    Question(
        "learned", 2, "What did you learn?", label="learned", required="what was learned", asked=_concluding
    ),
    Question(
        "obstacle",
        3,
        "Which obstacle are you addressing now?",
        "  empty {keeps}, a number chooses, n TEXT adds one, x {goes}:",
        lead="3 Obstacles:",
        control=Control.LIST,
        enter="take",
        keys=(Key("n", "new", opens="new_obstacle"), Key("x", "gone", while_obstacle=True)),
        label="obstacle",
        kept="obstacle to work on",
        take=_take_obstacle,
        stays=_is_gone,
        offers=_obstacles,
        said=_said_obstacle,
    ),
    Question(
        "new_obstacle",
        3,
        "What stands in the way?",
        placeholder="in your own words",
        kept="new obstacle",
        take=_take_new_obstacle,
        opened_from="obstacle",
    ),
    Question(
        "next_step",
        4,
        "What is your next step?",
        "4 Next step, empty for none:",
        placeholder="Enter: none for now",
        label="next step",
        asked=_without_experiment,
        check=_check_step,
        said=lambda so_far: so_far.answers.next_step or "none for now",
    ),
    Question(
        "expect",
        4,
        "What do you expect?",
        placeholder="what will be seen when it works",
        label="expect",
        kept="what we expect",
        required="what you expect",
        asked=_with_step,
        check=lambda so_far, text: check_line(text),
    ),
    Question(
        "check_on",
        5,
        "When can we go and see what we learned?",
        "5 When do we go and see? empty for {day}:",
        placeholder="Enter: {day}",
        enter="store",
        label="go and see",
        asked=_with_step,
        check=lambda so_far, text: read_check_on(so_far.opened, text),
        echo=_echo_day,
        said=lambda so_far: _echo_day(so_far, so_far.answers.check_on),
    ),
)


def question(name: str) -> Question:
    """Return the question called ``name``; there must be one."""
    return next(row for row in QUESTIONS if row.name == name)
