"""Who belongs to whom, what is active, and the row of days with a check-in."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.board import streak
from pmtui.domain.plan import is_open, links_of
from pmtui.domain.refs import kind_of, normal_ref, plain_kind
from pmtui.errors import PmtuiError
from tests.unit.domain.documents import NOW, made, plan
from tests.unit.domain.measures import metric
from tests.unit.refusals import refusal

WED = date(2026, 10, 14)

WHOLE = plan(
    made("G1"),
    made("V1"),
    made("C1", vision="V1"),
    made("O1", serves=("G1", "C1")),
    made("KR1", objective="O1", metric=metric()),
    made("KA1", key_result="KR1"),
    made("TC1", challenge="C1", metric=metric(), key_result="KR1"),
    made("TC2", challenge="C1", metric=metric(), state="active"),
    made("OB1", target="TC1", state="current"),
    made("X1", obstacle="OB1", state="running"),
    made("KR10", objective="O1", metric=metric()),
    made("KR2", objective="O1", metric=metric()),
    made("KR3", objective="O1", metric=metric(), archived_at=NOW),
)


def test_below_is_what_would_go_with_it_and_serving_links_do_not_count() -> None:
    assert [d.ref for d in WHOLE.below("V1")] == ["C1", "TC1", "OB1", "X1", "TC2"]
    assert [d.ref for d in WHOLE.below("O1")] == ["KR1", "KA1", "KR2", "KR10"]
    assert WHOLE.below("G1") == []


def test_children_are_in_the_order_of_their_numbers_without_archived_ones() -> None:
    assert [d.ref for d in WHOLE.key_results("O1")] == ["KR1", "KR2", "KR10"]
    assert [d.ref for d in WHOLE.children("G1")] == ["O1"]


def test_an_objective_is_found_from_anything_below_it() -> None:
    for ref in ("O1", "KR1", "KA1", "TC1", "OB1", "X1"):
        found = WHOLE.objective_of(ref)
        assert found is not None
        assert found.ref == "O1"
    for ref in ("G1", "V1", "C1", "TC2", "KR99"):
        assert WHOLE.objective_of(ref) is None


def test_active_means_worked_on() -> None:
    assert {ref for ref in WHOLE.documents if WHOLE.is_active(ref)} == {
        "G1",
        "V1",
        "C1",
        "KA1",
        "TC2",
        "OB1",
        "X1",
    }
    assert not WHOLE.is_active("KR99")
    assert not is_open(WHOLE.documents["KR3"])


def test_links_are_everything_that_must_exist() -> None:
    assert links_of(WHOLE.documents["TC1"]) == ["C1", "KR1"]
    assert links_of(WHOLE.documents["O1"]) == ["G1", "C1"]
    assert links_of(WHOLE.documents["V1"]) == []


def test_refs_are_found_in_any_case_and_a_slip_is_answered_with_the_closest() -> None:
    assert WHOLE.find("kr10").ref == "KR10"
    with pytest.raises(PmtuiError) as caught:
        WHOLE.find("KR11")
    assert caught.value.code == "E_UNKNOWN_REF"
    assert "KR1" in str(caught.value.fix)
    for text in ("", "KR", "KR0", "KR00", "K R1", "٣", "x" * 5000):
        with pytest.raises(PmtuiError):
            WHOLE.find(text)


@pytest.mark.parametrize(("typed", "ref"), [("kr2", "KR2"), ("T97", "t97"), (" tc1 ", "TC1"), ("x5", "X5")])
def test_refs_are_written_one_way(typed: str, ref: str) -> None:
    assert normal_ref(typed) == ref
    assert kind_of(ref) is not None


@given(st.text(max_size=30))
def test_words_that_are_no_kind_or_ref_are_refused_with_a_way_out(word: str) -> None:
    for read in (plain_kind, normal_ref):
        error = refusal(partial(read, word))
        assert error is None or error.fix


def test_the_target_unchecked_longest_comes_first() -> None:
    targets = [made(f"TC{n}", challenge="C1", metric=metric(), state="active") for n in (1, 2, 3)]
    cycles = [
        made(f"CC{n}", target=target, date=on, answers={}, changed=True)
        for n, (target, on) in enumerate([("TC1", date(2026, 10, 12)), ("TC3", date(2026, 10, 9))], start=1)
    ]
    found = plan(*targets, *cycles)
    assert [target.ref for target in found.active_targets()] == ["TC2", "TC3", "TC1"]
    assert found.last_check("TC3") == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("checked", "days"),
    [
        ([], 0),
        ([14], 1),
        ([13], 1),
        ([12, 13], 2),
        ([12, 13, 14], 3),
        ([9, 12, 13, 14], 4),
        ([8, 12, 13, 14], 3),
        ([9, 10, 11, 12, 13], 3),
        ([10, 11], 0),
    ],
)
def test_a_streak_counts_working_days_and_waits_for_today(checked: list[int], days: int) -> None:
    """Wednesday the 14th; the 10th and 11th are a weekend, which neither counts nor breaks the row."""
    cycles = [
        made(f"CC{n}", target="TC1", date=date(2026, 10, n), answers={}, changed=False) for n in checked
    ]
    assert streak(plan(*cycles), WED) == days


def test_a_holiday_does_not_break_a_streak() -> None:
    cycles = [
        made(f"CC{n}", target="TC1", date=date(2026, 10, n), answers={}, changed=True) for n in (12, 14)
    ]
    assert streak(plan(*cycles, holidays=(date(2026, 10, 13),)), WED) == 2
    assert streak(plan(*cycles), WED) == 1
