"""The app and ``--plain`` ask the same questions: the same answers store the same, and a new question is in both."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import OptionList

from pmtui.domain.documents import Kind
from pmtui.domain.kata import CoachingCycle, CycleAnswers
from pmtui.errors import PmtuiError
from pmtui.screens.check_in import card
from pmtui.screens.check_in.screen import CheckInScreen
from pmtui.usecases.editing import move_document
from pmtui.usecases.kata import check_in_drafts, check_in_questions, check_in_storing, check_in_walk
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_question import Control, Question
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.usecases.session import Session
from pmtui.widgets.safe_input import SafeInput
from tests.cli.conftest import run_main
from tests.screens.dialogs.stage import NOW, add, add_kata, session_at, shown

LINES = {
    "actual": ["", "11", "10,5 days", "many"],
    "experiment": ["", "k", "c", "C"],
    "experiment_actual": ["four named it", " "],
    "verdict": ["a", "b", "w", "i"],
    "learned": ["price comes first", ""],
    "obstacle": ["", "1", "2", "3", "x", "n nobody trusts it", "n [b]filters[/b]"],
    "next_step": ["", "ask ten"],
    "expect": ["six do", ""],
    "check_on": ["", "+3d", "fri", "yesterday"],
    "mood": ["well", ""],
}
"""What is tried as an answer to each question; some of it is refused."""
ENOUGH = 40


@pytest.fixture
def stores(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[Path]]:
    """Makes two equal stores: with an experiment running, with none, or with nothing being worked on either."""
    add_kata(session)
    add(session, Kind.OBSTACLE, text="Nobody asks", target="TC1")
    before = [tmp_path / f"before{number}" for number in range(3)]
    shutil.copytree(session.store.root, before[0])
    move_document(session, "X1", "abandoned")
    shutil.copytree(session.store.root, before[1])
    move_document(session, "OB2", "parked")
    shutil.copytree(session.store.root, before[2])
    monkeypatch.setenv("PMTUI_NOW", NOW)

    def make(number: int) -> list[Path]:
        pair = [tmp_path / "app", tmp_path / "plain"]
        for folder in pair:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(before[number], folder)
        return pair

    return make


def documents(root: Path) -> dict[str, Any]:
    """Everything in the plan by ref, without what is made by chance."""
    plan = session_at(root).plan()
    return {ref: {**document.to_store(), "id": ""} for ref, document in plan.documents.items()}


def answer_lines(walk: Walk, draw: Callable[[list[str]], str]) -> list[str]:
    """One line for each time a question is asked, also when it was refused before."""
    lines: list[str] = []
    while not walk.is_done:
        line = draw(LINES.get(walk.at, [""]) if len(lines) < ENOUGH else LINES[walk.at][:1])
        lines.append(line)
        try:
            walk = walk.answer(line)
        except PmtuiError:
            continue
    return lines


async def by_keys(root: Path, lines: list[str]) -> CoachingCycle:
    """Answer in the app: what is chosen by the cursor, what is typed as a text, what is one key."""
    screen = CheckInScreen(session_at(root))
    async with shown(screen) as (pilot, app):
        for line in lines:
            await _press(pilot, screen, line)
        assert isinstance(app.result, CoachingCycle)
        return app.result


async def _press(pilot: Pilot[None], screen: CheckInScreen, line: str) -> None:
    control = screen._walk.question.control
    if control is Control.TEXT:
        screen.query_one(SafeInput).value = line
        await pilot.press("enter")
    elif control is Control.LIST and line.startswith("n "):
        await pilot.press("n")
        screen.query_one(SafeInput).value = line[2:]
        await pilot.press("enter")
    elif control is Control.LIST and line != "x":
        at = [offer.answer for offer in screen._walk.offers]
        if line in at or not line:
            current = [number for number, offer in enumerate(screen._walk.offers) if offer.current]
            screen.query_one(OptionList).highlighted = at.index(line) if line in at else current[0]
            await pilot.press("enter")
    else:
        await pilot.press(line.lower() or "enter")


@settings(
    max_examples=settings().max_examples // 12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_the_same_answers_store_the_same(
    stores: Callable[[int], list[Path]], monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    app, plain = stores(data.draw(st.integers(0, 2)))
    lines = answer_lines(
        Walk(open_check_in(session_at(plain))), lambda possible: data.draw(st.sampled_from(possible))
    )
    with monkeypatch.context() as here:
        here.setenv("PMTUI_DATA", str(plain))
        result = run_main("checkin", "--plain", stdin="".join(f"{line}\n" for line in lines))
    assert result.code == 0, result
    asyncio.run(by_keys(app, lines))
    assert documents(app) == documents(plain)


class _WithMood(CycleAnswers):
    mood: str = ""


def test_a_sixth_question_is_one_row_of_the_table(
    stores: Callable[[int], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Question("mood", 6, "How did it feel?", "6 How did it feel?", label="mood", required="how it felt")
    rows = (*check_in_questions.QUESTIONS, row)
    for module in (check_in_questions, check_in_walk, check_in_drafts, card):
        monkeypatch.setattr(module, "QUESTIONS", rows)
    monkeypatch.setattr(check_in_storing, "CycleAnswers", _WithMood)
    app, plain = stores(0)
    monkeypatch.setenv("PMTUI_DATA", os.fspath(plain))
    said = run_main("checkin", "--plain", stdin="\n\nk\n\n\nwell\n").out
    assert "6 How did it feel?" in said
    assert "how it felt is needed" in said
    cycle = asyncio.run(by_keys(app, ["", "", "k", "", "", "well"]))
    assert cycle.answers == _WithMood(**{**dict(cycle.answers), "mood": "well"})
