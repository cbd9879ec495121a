"""The kata board as a list: challenges, their target conditions, the obstacles, the experiments."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import Challenge, Experiment, Obstacle, TargetCondition
from pmtui.domain.plan import is_open, state_of
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.strategy import Vision
from pmtui.widgets.alignment import shown, spread
from pmtui.widgets.colours import QUIET, REF, state_style
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.symbols import Symbols

_LAYERS = (Kind.VISION, Kind.CHALLENGE, Kind.TARGET, Kind.OBSTACLE, Kind.EXPERIMENT)
_STATELESS = (Kind.VISION, Kind.CHALLENGE)


def kata_items(board: Board, symbols: Symbols) -> list[OutlineItem]:
    """Return the items of the kata pane for ``board``: what is open first, what is closed below it."""
    plan = board.plan
    visions: list[Document] = [*plan.all(Vision)]
    orphans = [c for c in plan.all(Challenge) if plan.get(c.vision, Vision) is None]
    return _branch([*visions, *orphans], 0, board, symbols)


def default_key(board: Board) -> str | None:
    """Return the ref that the cursor starts on: what is being worked on."""
    active = board.plan.active_targets()
    if not active:
        targets = board.plan.all(TargetCondition)
        return targets[0].ref if targets else None
    current = board.plan.current_obstacle(active[0].ref)
    return current.ref if current else active[0].ref


def target_above(board: Board, ref: str | None) -> TargetCondition | None:
    """Return the target condition that ``ref`` is or belongs to; for a challenge, its active one."""
    document = board.plan.documents.get(ref or "")
    while document is not None and document.kind in _LAYERS:
        if isinstance(document, TargetCondition):
            return document
        if document.kind in _STATELESS:
            below = [d for d in board.plan.below(document.ref) if isinstance(d, TargetCondition)]
            return min(below, key=lambda target: target.state.value != "active", default=None)
        document = board.plan.documents.get(getattr(document, PARENT_FIELDS[document.kind]))
    return None


def _branch(documents: list[Document], depth: int, board: Board, symbols: Symbols) -> list[OutlineItem]:
    items: list[OutlineItem] = []
    for document in sorted(documents, key=_closed_last):
        below = [d for d in board.plan.children(document.ref) if d.kind in _LAYERS]
        items.append(
            OutlineItem(
                key=document.ref,
                draw=_line(document, symbols),
                kind=document.kind,
                state=state_of(document),
                depth=depth,
                branch=bool(below),
                words=f">{document.ref} {document.headline}".lower(),
            )
        )
        items += _branch(below, depth + 1, board, symbols)
    return items


def _closed_last(document: Document) -> bool:
    return not is_open(document)


def _line(document: Document, symbols: Symbols) -> Callable[[int], list[Content]]:
    state = state_of(document)
    sign = symbols.state.get(state, "")
    quiet = "" if is_open(document) else QUIET

    def draw(width: int) -> list[Content]:
        name = Content.assemble(
            (f"{sign} " if sign else "", state_style(state)),
            (document.ref, REF),
            " ",
            shown(document.headline, quiet),
        )
        return [spread(name, _right(document, state), width)]

    return draw


def _right(document: Document, state: str) -> Content:
    if isinstance(document, Experiment) and document.verdict:
        return Content.styled(document.verdict.words, state_style(state))
    if isinstance(document, TargetCondition | Obstacle | Experiment):
        return Content.styled(state, state_style(state))
    return Content("")
