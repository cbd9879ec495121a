"""One line for each term of method, for the help."""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.commands import Place
from pmtui.domain.documents import Kind

TERMS: Mapping[Kind, tuple[str, str]] = {
    Kind.GOAL: ("Business goal", "what the company needs from the product."),
    Kind.VISION: ("Vision", "where the product wants to be in the long term, in words rather than numbers."),
    Kind.OBJECTIVE: (
        "Objective",
        "what we try to achieve and by which way, the strategy; not a plan of features.",
    ),
    Kind.KEY_RESULT: ("Key result", "how we would know that the objective is reached, a proxy measure."),
    Kind.KEY_ACTION: ("Key action", "what we do so that the key result moves, a tactic."),
    Kind.CHALLENGE: ("Challenge", "the first business goal on the way to the vision."),
    Kind.TARGET: ("Target condition", "the next measurable state you want, by a date; the route is unknown."),
    Kind.OBSTACLE: ("Obstacle", "what stands in the way of the target condition; work on one at a time."),
    Kind.EXPERIMENT: ("Experiment", "one small step against one obstacle, with a prediction made before it."),
    Kind.ENTRY: (
        "Time entry",
        "where minutes went, by mode (strategic, planned, firefight, admin or unsorted).",
    ),
}

PLACE_TERMS: Mapping[Place, tuple[str, str]] = {
    Place.STRATEGY: (
        "Strategy lockup",
        "objectives are the strategies, key results the proxies, key actions the tactics.",
    ),
    Place.KATA: (
        "Kata",
        "one target condition, one obstacle, one small experiment at a time, looked at every day.",
    ),
    Place.TIME: ("Time", "where the hours really go, beside where they should go."),
}


def term_for(kind: Kind | None, place: Place) -> tuple[str, str]:
    """Return the term under the cursor and its explanation."""
    if kind is not None and kind in TERMS:
        return TERMS[kind]
    return PLACE_TERMS[place]
