"""Lines that never leave their width: alignment, footer hints, bars, sparklines, charts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from pmtui.domain.date_words import days_left, distance, time_left
from pmtui.domain.duration_words import duration_text
from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.modes import Mode
from pmtui.domain.text import printable
from pmtui.widgets.alignment import fitted, shown, spread
from pmtui.widgets.dot_canvas import DotCanvas
from pmtui.widgets.footer import KeyHint, fitting
from pmtui.widgets.sparkline import sparkline
from pmtui.widgets.symbols import ASCII, UNICODE, Symbols
from pmtui.widgets.week_gauge import ORDER, shared_out
from pmtui.widgets.wording import pace, value_words

TEXT = st.text(max_size=60)
TODAY = date(2026, 10, 14)
BOTH = pytest.mark.parametrize("symbols", [UNICODE, ASCII], ids=["unicode", "ascii"])


@given(TEXT, TEXT, st.integers(1, 80))
def test_a_line_with_two_ends_is_exactly_as_wide_as_asked(left: str, right: str, width: int) -> None:
    line = spread(shown(left), shown(right), width)
    assert line.cell_length <= width
    if shown(right).cell_length + 2 <= width:
        assert line.cell_length == width
        assert line.plain.endswith(printable(right))


@given(TEXT)
def test_text_that_fits_is_shown_whole_and_without_markup(text: str) -> None:
    assert fitted(shown(text), 400).plain == printable(text)
    assert shown(text).spans == []


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=12), max_size=12), st.integers(0, 130))
def test_the_footer_never_clips_and_shows_seven_keys_at_most(labels: list[str], width: int) -> None:
    hints = [KeyHint(str(n), "k", label) for n, label in enumerate(labels)]
    hints += [KeyHint("palette", "ctrl+p", "find", True), KeyHint("help", "?", "more", True)]
    kept = fitting(hints, width)
    assert len(kept) <= 7
    assert sum(hint.width for hint in kept) + 3 * max(0, len(kept) - 1) <= width
    if width >= 6:
        assert kept[-1].command == "help"


@given(st.fixed_dictionaries({mode: st.integers(0, 3000) for mode in Mode}), st.integers(1, 200))
def test_a_stacked_bar_fills_its_width_exactly(minutes: dict[Mode, int], width: int) -> None:
    if not sum(minutes.values()):
        return
    cells = shared_out(minutes, width)
    assert sum(cells.values()) == width
    assert all(cells[mode] >= 0 for mode in ORDER)
    assert all(not cells[mode] for mode in ORDER if not minutes[mode])


@BOTH
@pytest.mark.parametrize("values", [[], [5], [5, 5, 5], [1, 2, 3], list(range(40))])
def test_a_sparkline_has_one_cell_for_each_of_the_latest_readings(
    symbols: Symbols, values: list[int]
) -> None:
    readings = [Reading(on=TODAY + timedelta(days=n), value=Decimal(v)) for n, v in enumerate(values)]
    assert len(sparkline(readings, 8, symbols)) == min(8, len(values))


def test_a_rising_measure_ends_with_the_highest_bar() -> None:
    readings = [Reading(on=TODAY + timedelta(days=n), value=Decimal(n)) for n in range(8)]
    assert sparkline(readings, 8, UNICODE) == "▁▂▃▄▅▆▇█"


POINT = st.tuples(st.floats(-2, 2), st.floats(-2, 2))


@given(st.lists(st.tuples(POINT, POINT), max_size=5), st.integers(1, 40), st.integers(1, 12), st.booleans())
def test_a_canvas_keeps_its_size_whatever_is_drawn(
    strokes: list[tuple[tuple[float, float], tuple[float, float]]], width: int, height: int, braille: bool
) -> None:
    canvas = DotCanvas(width, height, braille=braille)
    for start, end in strokes:
        canvas.line(start, end, "bold")
        canvas.tint((start[0], start[1], start[1]), (end[0], end[1], end[1]), "on red")
    rows = canvas.rows()
    assert [row.cell_length for row in rows] == [width] * height


def test_a_line_from_corner_to_corner_touches_both() -> None:
    canvas = DotCanvas(4, 2)
    canvas.line((0, 0), (1, 1), "")
    first, last = canvas.rows()
    assert last.plain[0] != " "
    assert first.plain[-1] != " "


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "due today"), (1, "1 day left"), (42, "42 days left"), (-1, "1 day over"), (-3, "3 days over")],
)
def test_days_to_a_due_date(days: int, words: str) -> None:
    assert days_left(TODAY + timedelta(days=days), TODAY) == words


def test_far_dates_count_in_weeks_and_near_ones_in_days() -> None:
    assert time_left(TODAY + timedelta(days=78), TODAY) == "11 weeks left"
    assert time_left(TODAY + timedelta(days=20), TODAY) == "20 days left"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-9, "9 days ago")],
)
def test_relative_days(days: int, words: str) -> None:
    assert distance(TODAY + timedelta(days=days), TODAY) == words


def test_numbers_are_short_and_signed() -> None:
    assert duration_text(550) == "9:10"
    assert pace(-0.2379, UNICODE) == "−0.24"
    assert pace(0.2379, ASCII) == "+0.24"


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [
        (Direction.INCREASE, "12", "12 of 20"),
        (Direction.DECREASE, "38", "38 → 20"),
        (Direction.AT_LEAST, "9.10", "9.10, ≥ 20"),
        (Direction.AT_MOST, "5", "5, ≤ 20"),
        (Direction.BINARY, "1", "yes"),
        (Direction.BINARY, "0", "not yet"),
    ],
)
def test_a_value_stands_beside_its_goal_exactly_as_entered(
    direction: Direction, value: str, words: str
) -> None:
    metric = Metric(unit="x", direction=direction, baseline=Decimal(1), target=Decimal(20))
    assert value_words(metric, Reading(on=TODAY, value=Decimal(value)), UNICODE) == words


def test_user_text_that_looks_like_markup_is_text() -> None:
    assert spread(shown("[bold]x[/]"), Content("y"), 20).plain == "[bold]x[/]" + " " * 9 + "y"
