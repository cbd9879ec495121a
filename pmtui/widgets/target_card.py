"""The target condition in words: above its chart what we want and where we are, below it what we do about it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pmtui.domain.board import Board, last_learned, streak
from pmtui.domain.date_words import days_left, near_date, plain_date, tight_date
from pmtui.domain.kata import Challenge, TargetCondition, TargetState
from pmtui.domain.plan import Plan, is_open
from pmtui.domain.progress import Forecast, required_slope, standing_of
from pmtui.domain.strategy import Vision
from pmtui.widgets.alignment import first_fitting, fitted, shown, spread, together
from pmtui.widgets.colours import KEY, QUIET, REF, TITLE
from pmtui.widgets.strategy_outline import state_words, status_words
from pmtui.widgets.symbols import UNICODE, Symbols
from pmtui.widgets.wording import goal_words, number, pace, unit_words

_LABEL = 10


class TargetCard(Widget):
    """Shows lines about one target condition; :meth:`show` replaces them."""

    DEFAULT_CSS = """
    TargetCard { height: auto; width: 1fr; }
    """

    def __init__(self, *, symbols: Symbols = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._board: Board | None = None
        self._target: TargetCondition | None = None

    def show(self, board: Board, target: TargetCondition | None) -> None:
        """Show ``target`` as it is on ``board``; None shows nothing."""
        self._board, self._target = board, target
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines, each cut to the width of the card."""
        if self._board is None or self._target is None:
            return Content("")
        width = self.size.width
        return Content("\n").join(
            fitted(line, width) for line in self.lines(self._board, self._target, width)
        )

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return how many lines there are; none is ever wrapped."""
        if self._board is None or self._target is None:
            return 0
        return len(self.lines(self._board, self._target, width))

    def lines(self, board: Board, target: TargetCondition, width: int) -> list[Content]:
        """Return the lines of the card."""
        raise NotImplementedError


class TargetHead(TargetCard):
    """Vision and challenge, the target condition with its date, the current condition with its status."""

    def lines(self, board: Board, target: TargetCondition, width: int) -> list[Content]:
        """Return the lines above the chart."""
        right = Content.styled(target.ref, REF)
        if target.state.value != "active":
            right = Content.assemble(state_words(target.state.value, self.symbols), "  ", right)
        return [
            *_way(board.plan, target),
            spread(shown(target.title, TITLE), right, width),
            self._goal(board, target, width),
            *self._now(board, target, width),
        ]

    def _goal(self, board: Board, target: TargetCondition, width: int) -> Content:
        metric = target.metric
        goal = f"{goal_words(metric, self.symbols)} {unit_words(metric)}".rstrip()
        if metric.due is None:
            return spread(Content(goal), Content.styled("no date yet", QUIET), width)
        due, left = plain_date(metric.due, board.today), days_left(metric.due, board.today)
        tight, short = tight_date(metric.due, board.today), left.removesuffix(" left")
        start = f"{plain_date(metric.start, board.today)} {self.symbols.arrow} " if metric.start else "by "
        rows = [(f"{start}{due}", left), (f"by {due}", left), (f"by {tight}", left), (f"by {tight}", short)]
        taken = Content(goal).cell_length + 4
        dates, left = next((row for row in rows if taken + sum(map(len, row)) <= width), rows[-1])
        return spread(together(goal, Content.styled(dates, QUIET)), Content(left), width)

    def _now(self, board: Board, target: TargetCondition, width: int) -> list[Content]:
        if not target.readings:
            return [Content.assemble(("no reading yet  ", QUIET), ("r", KEY), (" adds the first one", QUIET))]
        latest = target.readings[-1]
        standing = standing_of(target.metric, target.readings, board.today)
        measured = "today" if latest.on == board.today else f"on {plain_date(latest.on, board.today)}"
        now = Content.assemble("now ", (number(latest.value), TITLE), (f"  {measured}", QUIET))
        return [
            spread(now, status_words(standing, self.symbols), width),
            *self._pace(board, target, standing.forecast, width),
        ]

    def _pace(
        self, board: Board, target: TargetCondition, forecast: Forecast | None, width: int
    ) -> list[Content]:
        needed = required_slope(target.metric, target.readings, board.today)
        rate = f"needs {pace(needed, self.symbols)} a day" if needed is not None else ""
        arrival = ""
        if forecast is not None:
            arrival = f"ETA {plain_date(forecast.eta, board.today)}" if forecast.eta else "not at this pace"
        if not rate and not arrival:
            return []
        return [spread(Content.styled(rate, QUIET), Content.styled(arrival, QUIET), width)]


class TargetFoot(TargetCard):
    """The obstacle being worked on, the running experiment, what was learned last, the streak."""

    def lines(self, board: Board, target: TargetCondition, width: int) -> list[Content]:
        """Return the lines below the chart."""
        return [
            self._obstacle(board, target),
            *self._experiment(board, target, width),
            *self._learned(board, target),
            self._streak(board, target, width),
        ]

    def _obstacle(self, board: Board, target: TargetCondition) -> Content:
        obstacle = board.plan.current_obstacle(target.ref)
        if obstacle is None:
            waiting = any(is_open(other) for other in board.plan.obstacles(target.ref))
            key, does = ("m", " takes one on") if waiting else ("o", " captures one")
            return _labelled("Obstacle", Content.assemble(("none yet  ", QUIET), (key, KEY), (does, QUIET)))
        return _labelled("Obstacle", Content.assemble((obstacle.ref, REF), " ", shown(obstacle.text)))

    def _experiment(self, board: Board, target: TargetCondition, width: int) -> list[Content]:
        running = board.plan.running_experiment(target.ref)
        if running is None:
            return [_labelled("Running", Content.styled("none; plan the next step", QUIET))]
        lines = [_labelled("Running", Content.assemble((running.ref, REF), " ", shown(running.step)))]
        if running.check_on is not None:
            late = "bold $text-warning" if running.check_on <= board.today else QUIET
            near = near_date(running.check_on, board.today)
            rows = (Content.styled(words, late) for words in (near, near.rpartition(",")[0]))
            lines.append(first_fitting([_labelled("Check", row) for row in rows], width))
        return lines

    def _learned(self, board: Board, target: TargetCondition) -> list[Content]:
        last = last_learned(board.plan, target)
        return [_labelled("Learned", shown(last.learned))] if last else []

    def _streak(self, board: Board, target: TargetCondition, width: int) -> Content:
        days = streak(board.plan, board.today)
        checked = board.plan.is_checked(target.ref, board.today)
        count = f"{days} {'day' if days == 1 else 'days'}"
        rows = [f"{count} in a row", count] if days else ["no check-in yet", "none yet"]
        offer = Content("")
        if checked:
            offer = Content.styled("checked in today", QUIET)
        elif target.state is TargetState.ACTIVE:
            offer = Content.assemble(("c", KEY), " check in")
        elif target.state is TargetState.DRAFT:
            offer = Content.assemble(("m", KEY), " start on it")
        gap = f"  {self.symbols.dot}  "
        return first_fitting([_labelled("Streak", together(row, offer, gap=gap)) for row in rows], width)


def _labelled(label: str, content: Content) -> Content:
    return Content.assemble((label.ljust(_LABEL), QUIET), content)


def _way(plan: Plan, target: TargetCondition) -> list[Content]:
    """Vision and challenge on one line each; a line that has nothing to say is left out."""
    challenge = plan.get(target.challenge, Challenge)
    vision = plan.get(challenge.vision, Vision) if challenge else None
    above = [document for document in (vision, challenge) if document is not None]
    return [Content.assemble((document.ref, REF), " ", shown(document.headline, QUIET)) for document in above]
