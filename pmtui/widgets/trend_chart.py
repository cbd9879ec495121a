"""How a measure went and where it is heading: readings, target, the slope needed, the forecast and its band."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content
from textual.widget import Widget

from pmtui.domain.date_words import plain_date
from pmtui.domain.metrics import Metric, Reading
from pmtui.domain.progress import Forecast, Status, required_slope, standing_of
from pmtui.widgets.alignment import first_fitting, fitted, spread, together
from pmtui.widgets.colours import QUIET, STATUS
from pmtui.widgets.dot_canvas import DotCanvas
from pmtui.widgets.symbols import UNICODE, Symbols
from pmtui.widgets.wording import number

_MOST_OVERRUN = 0.35
_READINGS = "$text-primary"
_TARGET = "$text-success"
_NEEDED = "$foreground 60%"
_BAND = "on $warning 12%"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What part of time and values the chart shows."""

    first: date
    last: date
    low: float
    high: float

    def at(self, day: date, value: float) -> tuple[float, float]:
        return (
            (day - self.first).days / (self.last - self.first).days,
            (value - self.low) / (self.high - self.low),
        )


class TrendChart(Widget):
    """The trend of one measure; :meth:`show` replaces it."""

    DEFAULT_CSS = """
    TrendChart { height: 1fr; width: 1fr; }
    """

    def __init__(self, *, symbols: Symbols = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols = symbols
        self._metric: Metric | None = None
        self._readings: Sequence[Reading] = ()
        self._today = date.min

    def show(self, metric: Metric | None, readings: Sequence[Reading], today: date) -> None:
        """Show ``readings`` of ``metric`` as known on ``today``; None shows nothing."""
        self._metric, self._today = metric, today
        self._readings = [reading for reading in readings if reading.on <= today]
        self.refresh()

    def render(self) -> Content:
        """Return the lines of the chart for the size it has."""
        width, height = self.size
        if self._metric is None or width < 20 or height < 4:
            return Content("")
        if not self._readings:
            return Content.styled("A line grows here from the first reading on.", QUIET)
        return Content("\n").join(self._lines(self._metric, width, height))

    def _lines(self, metric: Metric, width: int, height: int) -> list[Content]:
        standing = standing_of(metric, self._readings, self._today)
        frame = _frame(metric, self._readings, standing.forecast, self._today)
        legend = self._legend(standing.forecast, standing.status, width) if height >= 6 else Content("")
        rows = height - 1 - bool(legend)
        labels = self._labels(metric, frame, rows)
        margin = max((len(label) for label in labels.values()), default=0) + 2
        canvas = self._draw(metric, frame, standing.forecast, standing.status, width - margin, rows)
        lines = [
            Content.assemble(
                (f"{labels.get(row, '').rjust(margin - 2)} {self._edge(row in labels)}", QUIET), line
            )
            for row, line in enumerate(canvas.rows())
        ]
        lines.append(Content(" " * margin) + self._dates(frame, width - margin))
        return [*lines, fitted(legend, width)] if legend else lines

    def _edge(self, labelled: bool) -> str:
        if not self.symbols.braille:
            return "+" if labelled else "|"
        return "┤" if labelled else "│"

    def _labels(self, metric: Metric, frame: _Frame, rows: int) -> dict[int, str]:
        """Values at the left edge by row: target first, then the latest reading and the baseline where free."""
        canvas = DotCanvas(1, rows, braille=self.symbols.braille)
        found: dict[int, str] = {}
        for value in (metric.target, metric.low, metric.high, self._readings[-1].value, metric.baseline):
            if value is None:
                continue
            row = canvas.cell(0, frame.at(frame.first, float(value))[1])[1]
            if not {row - 1, row, row + 1} & found.keys() or (row not in found and rows < 8):
                found[row] = number(value)
        return found

    def _draw(
        self, metric: Metric, frame: _Frame, forecast: Forecast | None, status: Status, width: int, rows: int
    ) -> DotCanvas:
        canvas = DotCanvas(width, rows, braille=self.symbols.braille)
        reading_mark, target_mark, needed_mark, forecast_mark, _ = tuple(self.symbols.marks)
        points = [frame.at(reading.on, float(reading.value)) for reading in self._readings]
        if forecast is not None:
            self._draw_forecast(canvas, metric, frame, forecast, status, forecast_mark)
        if (
            required_slope(metric, self._readings, self._today) is not None
            and metric.due
            and metric.target is not None
        ):
            goal = frame.at(metric.due, float(metric.target))
            canvas.line(points[-1], goal, _NEEDED, every=(1, 3), text=needed_mark)
        for start, end in itertools.pairwise(points):
            canvas.line(start, end, _READINGS)
        for point in points:
            canvas.sign(*point, reading_mark, _READINGS)
        for value in (metric.target, metric.low, metric.high):
            if value is not None:
                canvas.row_of(frame.at(frame.first, float(value))[1], target_mark, _TARGET)
        today = frame.at(self._today, frame.low)[0]
        if 0 <= today <= 1:
            canvas.column_of(today, "┊" if self.symbols.braille else ":", _NEEDED)
        return canvas

    def _draw_forecast(
        self,
        canvas: DotCanvas,
        metric: Metric,
        frame: _Frame,
        forecast: Forecast,
        status: Status,
        mark: str,
    ) -> None:
        last = self._readings[-1].on
        start = frame.at(last, forecast.fit)
        days = (frame.last - last).days
        if days <= 0:
            return
        target = frame.at(last, float(metric.target or 0))[1]
        edges = [
            _value_at_end(arrival, last, days, start[1], target)
            for arrival in (forecast.eta_early, forecast.eta_late)
        ]
        early, late = edges[0], edges[1] if edges[1] is not None else start[1]
        # The terminal's own palette has no tint: there the dates of the legend have to do.
        if early is not None and not self.app.current_theme.ansi:
            canvas.tint((start[0], start[1], start[1]), (1.0, early, late), _BAND)
        middle = frame.at(frame.last, forecast.fit + forecast.slope_per_day * days)
        canvas.line(start, middle, STATUS[status], every=(2, 5), text=mark)

    def _dates(self, frame: _Frame, width: int) -> Content:
        first, due = plain_date(frame.first, self._today), plain_date(frame.last, self._today)
        today = (self._today - frame.first).days / (frame.last - frame.first).days
        middle = "today"
        place = round(today * (width - 1)) - len(middle) // 2
        if place > len(first) + 1 and place + len(middle) < width - len(due) - 1:
            first = first.ljust(place) + middle
        return Content.styled(spread(Content(first), Content(due), width).plain, QUIET)

    def _legend(self, forecast: Forecast | None, status: Status, width: int) -> Content:
        marks = self.symbols.marks
        target = Content.assemble((marks[1] * 2, _TARGET), (" target", QUIET))
        if forecast is None:
            return together(target, Content.styled("forecast after 4 readings", QUIET))
        early, late = (d and plain_date(d, self._today) for d in (forecast.eta_early, forecast.eta_late))
        words = f"{early} to {late or 'never'}" if early else "not at this pace"
        coming = Content.assemble((marks[3] * 2, STATUS[status]), (f" {words}", QUIET))
        needed = Content.assemble((marks[2] * 2, _NEEDED), (" needed", QUIET))
        return first_fitting([together(target, needed, coming), together(target, coming), coming], width)


def _value_at_end(arrival: date | None, last: date, days: int, start: float, target: float) -> float | None:
    """Height at the right edge of a line that reaches ``target`` on ``arrival``."""
    if arrival is None:
        return None
    needed = max(1, (arrival - last).days)
    return start + (target - start) * days / needed


def _frame(metric: Metric, readings: Sequence[Reading], forecast: Forecast | None, today: date) -> _Frame:
    values = [float(reading.value) for reading in readings]
    values += [float(v) for v in (metric.baseline, metric.target, metric.low, metric.high) if v is not None]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    first = min(metric.start or readings[0].on, readings[0].on)
    last = max(metric.due or today, today, readings[-1].on, first + timedelta(days=1))
    if forecast is not None and forecast.eta is not None and forecast.eta > last:
        last = min(forecast.eta, last + timedelta(days=round((last - first).days * _MOST_OVERRUN)))
    return _Frame(first, last, low, high)
