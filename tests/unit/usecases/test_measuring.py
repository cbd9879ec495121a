"""Readings: on which day, of what, and in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmtui.domain.documents import Kind
from pmtui.usecases import measuring
from tests.unit.planner import KR, Planner


def test_a_reading_of_the_same_day_is_replaced_and_they_stay_in_order(pm: Planner) -> None:
    pm.lockup()
    for value, on in (("5", ""), ("4", "2026-10-01"), ("6", "yesterday"), ("7", "today")):
        pm.read("KR1", value, on)
    found = [(r.on.day, r.value) for r in pm.doc("KR1").readings]
    assert found == [(1, Decimal(4)), (13, Decimal(6)), (14, Decimal(7))]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("mon", (2026, 10, 12)),
        ("wed", (2026, 10, 7)),
        ("12 oct", (2026, 10, 12)),
        ("20 dec", (2025, 12, 20)),
        ("-2d", (2026, 10, 12)),
    ],
)
def test_day_words_are_past_days(pm: Planner, words: str, day: tuple[int, int, int]) -> None:
    """It is Wednesday, 14 October 2026: what was measured on Monday was measured two days ago."""
    pm.lockup()
    pm.read("KR1", "5", words)
    assert pm.doc("KR1").readings[0].on == date(*day)


def test_the_day_is_that_of_the_workspace(pm: Planner) -> None:
    pm.lockup()
    pm.set("workspace", zone="Pacific/Auckland")
    pm.read("KR1", "5")
    assert pm.doc("KR1").readings[0].on == date(2026, 10, 15)


def test_confidence_and_note_are_kept(pm: Planner) -> None:
    pm.lockup()
    measuring.add_reading(pm.session, "KR1", "5", confidence=3, note="two of them\nfrom Spain")
    reading = pm.doc("KR1").readings[0]
    assert (reading.confidence, reading.note) == (3, "two of them\nfrom Spain")
    pm.refuses(lambda: measuring.add_reading(pm.session, "KR1", "5", confidence=11), "E_BAD_VALUE")


def test_what_is_no_number_is_refused_at_its_field(pm: Planner) -> None:
    pm.lockup()
    assert pm.refuses(lambda: pm.read("KR1", "a few"), "E_BAD_NUMBER").field == "value"
    pm.refuses(lambda: pm.read("KR1", "5", "sometime"), "E_BAD_DATE")


def test_only_what_has_a_metric_is_read(pm: Planner) -> None:
    pm.lockup()
    pm.board()
    assert "O1" in pm.refuses(lambda: pm.read("O1", "5"), "E_NO_METRIC").message
    pm.refuses(lambda: pm.read("KA1", "5"), "E_NO_METRIC")
    assert "pmtui set C1" in str(pm.refuses(lambda: pm.read("C1", "5"), "E_NO_METRIC").fix)


def test_yes_or_no_takes_one_or_zero(pm: Planner) -> None:
    pm.lockup()
    pm.add(
        Kind.KEY_RESULT,
        "Certified",
        objective="O1",
        **(KR | {"direction": "binary", "baseline": "", "target": ""}),
    )
    pm.refuses(lambda: pm.read("KR2", "2"), "E_BAD_NUMBER")
    pm.read("KR2", "1")


def test_undo_takes_back_one_reading(pm: Planner) -> None:
    pm.lockup()
    pm.read("KR1", "5", "yesterday")
    pm.read("KR1", "6")
    pm.undo()
    assert [r.value for r in pm.doc("KR1").readings] == [Decimal(5)]
