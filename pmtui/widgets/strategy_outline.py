"""The strategy lockup as a list: objectives, their key results, their key actions; goals and vision above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from pmtui.domain.board import Board
from pmtui.domain.date_words import time_left
from pmtui.domain.documents import Document
from pmtui.domain.duration_words import duration_text
from pmtui.domain.kata import Challenge
from pmtui.domain.lint import Finding, findings_by_ref
from pmtui.domain.plan import state_of
from pmtui.domain.progress import Standing, clamp, standing_of
from pmtui.domain.share_words import unbroken_share
from pmtui.domain.strategy import Goal, KeyAction, KeyResult, Objective, ObjectiveStanding, Vision
from pmtui.widgets.alignment import first_fitting, shown, spread, together
from pmtui.widgets.colours import FLAG, QUIET, REF, STATUS, TITLE, state_style
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.sparkline import progress_bar, sparkline
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import unit_words, value_words

DIRECTION = "direction"
"""Key of the line that holds goals, visions and challenges."""

_SPARK = 8
_WIDE = 52
_QUIET_STATES = ("draft", "paused", "achieved", "missed", "dropped")


def strategy_items(board: Board, symbols: Symbols) -> list[OutlineItem]:
    """Return the items of the strategy pane for ``board``."""
    return _Lockup(board, symbols).items()


def status_words(standing: Standing | ObjectiveStanding, symbols: Symbols) -> Content:
    """Return sign and word of a status in its colour."""
    status = standing.status
    return Content.styled(f"{symbols.status[status]} {standing.words}", STATUS[status])


def state_words(state: str, symbols: Symbols) -> Content:
    """Return sign and word of a state in its colour."""
    return Content.styled(f"{symbols.state.get(state, '')} {state}".strip(), state_style(state))


class _Lockup:
    """Draws one board's strategy."""

    def __init__(self, board: Board, symbols: Symbols) -> None:
        self.board = board
        self.plan = board.plan
        self.today = board.today
        self.symbols = symbols
        self.findings = findings_by_ref(board.plan, board.today)

    def items(self) -> list[OutlineItem]:
        found = self._direction()
        for objective in self.plan.all(Objective):
            found.append(self._item(objective, 0, self._objective(objective), 2, gap=True))
            for key_result in self.plan.key_results(objective.ref):
                found.append(self._item(key_result, 1, self._key_result(key_result), 2))
                found += [
                    self._item(action, 2, self._action(action), 1)
                    for action in self.plan.key_actions(key_result.ref)
                ]
        return found

    def _item(
        self,
        document: Document,
        depth: int,
        draw: Callable[[int], list[Content]],
        height: int,
        *,
        gap: bool = False,
    ) -> OutlineItem:
        return OutlineItem(
            key=document.ref,
            draw=draw,
            height=height,
            kind=document.kind,
            state=state_of(document),
            depth=depth,
            branch=depth < 2
            and bool(self.plan.children(document.ref))
            and not isinstance(document, Goal | Vision),
            words=f">{document.ref} {document.headline}".lower(),
            gap=gap,
        )

    def _direction(self) -> list[OutlineItem]:
        above: list[Document] = [*self.plan.all(Goal), *self.plan.all(Vision), *self.plan.all(Challenge)]
        if not above:
            return []
        refs = " ".join(document.ref for document in above)

        def draw(width: int) -> list[Content]:
            return [spread(Content.styled("Direction", QUIET), Content.styled(refs, REF), width)]

        head = OutlineItem(DIRECTION, draw, branch=True, words="direction")
        return [head, *(self._plain(document) for document in above)]

    def _plain(self, document: Document) -> OutlineItem:
        def draw(width: int) -> list[Content]:
            return [spread(self._name(document, ""), self._flags(document.ref), width)]

        item = self._item(document, 1, draw, 1)
        return OutlineItem(item.key, draw, 1, item.kind, item.state, 1, words=item.words)

    def _name(self, document: Document, style: str) -> Content:
        return Content.assemble((document.ref, REF), " ", shown(document.headline, style))

    def _flags(self, ref: str) -> Content:
        found: Sequence[Finding] = self.findings.get(ref, ())
        codes = " ".join(dict.fromkeys(finding.code for finding in found))
        return Content.styled(f"{self.symbols.flag} {codes}", FLAG) if codes else Content("")

    def _objective(self, objective: Objective) -> Callable[[int], list[Content]]:
        standing = self.plan.standing(objective.ref, self.today)
        minutes = self.board.minutes.get(objective.ref, 0)
        state = objective.state.value

        def draw(width: int) -> list[Content]:
            status = status_words(standing, self.symbols)
            if state in _QUIET_STATES:
                status = state_words(state, self.symbols)
            share = bar = Content("")
            if standing.progress is not None:
                share = Content(unbroken_share(standing.progress))
                done, rest = progress_bar(standing.progress, _SPARK, self.symbols)
                bar = Content.assemble((done, STATUS[standing.status]), (rest, QUIET), " ")
            due = time_left(objective.due, self.today) if objective.due else ""
            spent = f"{duration_text(minutes)} h" if minutes else ""
            facts = first_fitting(
                [
                    together(bar + share, due, spent),
                    together(share, due, spent),
                    together(share, due.removesuffix(" left"), spent),
                    together(share, due.removesuffix(" left").replace("weeks", "wks"), spent),
                    together(share, due.removesuffix(" left")),
                ],
                width - status.cell_length - 1,
            )
            return [
                spread(self._name(objective, TITLE), self._flags(objective.ref), width),
                spread(facts or Content.styled("no reading yet", QUIET), status, width),
            ]

        return draw

    def _key_result(self, key_result: KeyResult) -> Callable[[int], list[Content]]:
        metric = key_result.metric
        standing = standing_of(metric, key_result.readings, self.today)
        latest = key_result.readings[-1] if key_result.readings else None
        state = key_result.state.value

        def draw(width: int) -> list[Content]:
            wide = width >= _WIDE
            spark = sparkline(key_result.readings, _SPARK * (2 if wide else 1), self.symbols)
            status = status_words(standing, self.symbols)
            if state in _QUIET_STATES:
                status = state_words(state, self.symbols)
            value = value_words(metric, latest, self.symbols)
            unit = unit_words(metric)
            facts = Content.assemble((spark, STATUS[standing.status]), "  " if spark else "", value)
            with_unit = Content.assemble(facts, " ", unit)
            if unit and with_unit.cell_length + status.cell_length + 1 <= width:
                facts = with_unit
            if wide and standing.progress is not None:
                facts = together(facts, Content.styled(unbroken_share(clamp(standing.progress)), QUIET))
            guard = Content.styled("guard ", QUIET) if key_result.guard else Content("")
            return [
                spread(self._name(key_result, ""), guard + self._flags(key_result.ref), width),
                spread(facts, status, width),
            ]

        return draw

    def _action(self, action: KeyAction) -> Callable[[int], list[Content]]:
        state = action.state.value
        style = state_style(state)

        def draw(width: int) -> list[Content]:
            sign = self.symbols.state[state]
            quiet = QUIET if state in ("done", "dropped") else ""
            name = Content.assemble((sign, style), " ", (action.ref, REF), " ", shown(action.title, quiet))
            return [spread(name, Content.styled(state, style), width)]

        return draw
