"""Which state may follow which, read from the sentences of the method rather than from the code's table."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest

from pmtui.domain.documents import Kind
from pmtui.domain.states import LIFECYCLES, check_move, is_closed
from pmtui.errors import PmtuiError
from tests.unit.refusals import refusal

OPEN = "any open state"
GOAL_LIKE = "draft → active ↔ paused; active or paused → achieved, missed or dropped; draft → dropped"
SENTENCES = {
    Kind.OBJECTIVE: GOAL_LIKE,
    Kind.KEY_RESULT: GOAL_LIKE,
    Kind.KEY_ACTION: "todo ↔ doing ↔ blocked; doing → done; any open state → dropped",
    Kind.TARGET: "draft → active → achieved, expired or abandoned",
    Kind.OBSTACLE: "parked ↔ current; parked or current → gone or dismissed; gone → parked",
    Kind.EXPERIMENT: "planned → running → concluded or abandoned; planned → abandoned",
}
CLOSED = {
    Kind.OBJECTIVE: {"achieved", "missed", "dropped"},
    Kind.KEY_RESULT: {"achieved", "missed", "dropped"},
    Kind.KEY_ACTION: {"done", "dropped"},
    Kind.TARGET: {"achieved", "expired", "abandoned"},
    Kind.OBSTACLE: {"gone", "dismissed"},
    Kind.EXPERIMENT: {"concluded", "abandoned"},
}
FIRST = {
    Kind.OBJECTIVE: "draft",
    Kind.KEY_RESULT: "draft",
    Kind.KEY_ACTION: "todo",
    Kind.TARGET: "draft",
    Kind.OBSTACLE: "parked",
    Kind.EXPERIMENT: "planned",
}


def names(kind: Kind, words: str) -> set[str]:
    if words.strip() == OPEN:
        sentence = SENTENCES[kind].replace(OPEN, "")
        return set(re.findall(r"\b(?!or\b)[a-z]+\b", sentence)) - CLOSED[kind]
    return {word for word in re.split(r", | or ", words.strip()) if word}


def allowed(kind: Kind) -> set[tuple[str, str]]:
    moves: set[tuple[str, str]] = set()
    for sentence in SENTENCES[kind].split(";"):
        steps = re.split(r"([→↔])", sentence)
        for left, right in pairwise(range(0, len(steps), 2)):
            one, other = names(kind, steps[left]), names(kind, steps[right])
            moves |= set(product(one, other))
            if steps[left + 1] == "↔":
                moves |= set(product(other, one))
    return moves


def states(kind: Kind) -> set[str]:
    return {state for move in allowed(kind) for state in move}


CASES = [(kind, one, other) for kind in SENTENCES for one, other in sorted(product(states(kind), repeat=2))]


def test_the_sentences_are_read_as_meant() -> None:
    assert allowed(Kind.KEY_ACTION) == {
        ("todo", "doing"),
        ("doing", "todo"),
        ("doing", "blocked"),
        ("blocked", "doing"),
        ("doing", "done"),
        ("todo", "dropped"),
        ("doing", "dropped"),
        ("blocked", "dropped"),
    }


@pytest.mark.parametrize("kind", SENTENCES, ids=str)
def test_the_states_are_those_of_the_method(kind: Kind) -> None:
    assert set(LIFECYCLES[kind].states) == states(kind)
    assert LIFECYCLES[kind].first == FIRST[kind]
    assert {state for state in states(kind) if is_closed(kind, state)} == CLOSED[kind]


@pytest.mark.parametrize(("kind", "state", "wanted"), CASES, ids=lambda value: str(value))
def test_a_move_is_allowed_when_the_method_says_so(kind: Kind, state: str, wanted: str) -> None:
    if (state, wanted) in allowed(kind):
        check_move(kind, "X1", state, wanted, "")
        return
    with pytest.raises(PmtuiError) as caught:
        check_move(kind, "X1", state, wanted, "")
    assert caught.value.code in ("E_TRANSITION", "E_REASON")
    assert caught.value.fix
    if caught.value.code == "E_REASON":
        assert state in CLOSED[kind]
        assert wanted not in CLOSED[kind]


@pytest.mark.parametrize(("kind", "state", "wanted"), CASES, ids=lambda value: str(value))
def test_only_a_closed_thing_opens_for_a_reason(kind: Kind, state: str, wanted: str) -> None:
    """A reason opens what is closed; it never allows another move that the method does not have."""
    if (state, wanted) in allowed(kind):
        return
    error = refusal(lambda: check_move(kind, "X1", state, wanted, "the deal fell through"))
    if error is not None:
        assert error.code == "E_TRANSITION"
    else:
        assert state in CLOSED[kind]
        assert wanted not in CLOSED[kind]


@pytest.mark.parametrize("closed", ["achieved", "missed", "dropped"])
def test_a_closed_objective_opens_with_a_reason_and_blanks_are_none(closed: str) -> None:
    check_move(Kind.OBJECTIVE, "O1", closed, "active", "the market turned")
    with pytest.raises(PmtuiError) as caught:
        check_move(Kind.OBJECTIVE, "O1", closed, "active", "  ")
    assert (caught.value.code, caught.value.field) == ("E_REASON", "reason")


def test_an_unknown_state_names_the_known_ones() -> None:
    with pytest.raises(PmtuiError) as caught:
        check_move(Kind.OBJECTIVE, "O1", "draft", "finished", "")
    assert caught.value.code == "E_UNKNOWN_STATE"
    assert "achieved" in str(caught.value.fix)


@pytest.mark.parametrize("kind", [Kind.GOAL, Kind.VISION, Kind.CHALLENGE, Kind.CYCLE])
def test_kinds_without_states_do_not_move(kind: Kind) -> None:
    with pytest.raises(PmtuiError) as caught:
        check_move(kind, "G1", "", "active", "")
    assert caught.value.code == "E_NO_STATES"
    assert caught.value.fix
