"""A small plan to start from: placeholders that say what belongs in their place."""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.domain.documents import Document, Kind
from pmtui.usecases.editing import create_document
from pmtui.usecases.session import Session

_PERIOD = {"start": "today", "due": "+12w"}

_TEMPLATE: tuple[tuple[str, Kind, Mapping[str, str]], ...] = (
    (
        "vision",
        Kind.VISION,
        {"text": "Vision: where the product wants to be one day, in words", "horizon": "five years"},
    ),
    (
        "challenge",
        Kind.CHALLENGE,
        {"title": "Challenge: the first business goal on the way there", "vision": "{vision}", "due": "+52w"},
    ),
    (
        "objective",
        Kind.OBJECTIVE,
        {
            "title": "Objective: what should change, for whom, and by which way",
            "hypothesis": "Why we believe that this leads to the challenge",
            "serves": "{challenge}",
            **_PERIOD,
        },
    ),
    (
        "leading",
        Kind.KEY_RESULT,
        {
            "title": "Key result: a number that moves early when the objective works",
            "objective": "{objective}",
            "why": "Why this number stands for the objective",
            "unit": "customers",
            "direction": "increase",
            "baseline": "0",
            "target": "10",
            **_PERIOD,
        },
    ),
    (
        "lagging",
        Kind.KEY_RESULT,
        {
            "title": "Key result: a number that the business feels in the end",
            "objective": "{objective}",
            "why": "What the business gets out of it",
            "unit": "days",
            "direction": "decrease",
            "baseline": "20",
            "target": "10",
            **_PERIOD,
        },
    ),
    (
        "target",
        Kind.TARGET,
        {
            "title": "Target condition: the next measurable state you want; the way there is not known yet",
            "challenge": "{challenge}",
            "key_result": "{leading}",
            "unit": "days",
            "direction": "decrease",
            "baseline": "20",
            "target": "15",
            "start": "today",
            "due": "+6w",
        },
    ),
    (
        "obstacle",
        Kind.OBSTACLE,
        {
            "text": "Obstacle: what you see standing in the way, not what you would build",
            "target": "{target}",
        },
    ),
)
"""A name for each document, its kind, and its fields; ``{name}`` stands for the ref of an earlier one."""


def write_template(session: Session) -> list[Document]:
    """Add the starter plan, all of it drafts, as one undo step; return its documents, parents first."""
    refs: dict[str, str] = {}
    written: list[Document] = []
    with session.store.transaction() as tx:
        tx.what = "Start from the template"
        for name, kind, values in _TEMPLATE:
            filled = {field: text.format_map(refs) for field, text in values.items()}
            document = create_document(session, tx, kind, filled)
            refs[name] = document.ref
            written.append(document)
    return written
