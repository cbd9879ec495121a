"""Ways out of an overlap: whichever is chosen, nothing overlaps afterwards and no minute is invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap, resolve
from pmtui.domain.spans import Span
from pmtui.errors import PmtuiError
from tests.unit.domain.logged import anchored, at, span
from tests.unit.domain.test_timelog import covered
from tests.unit.refusals import refusal


@st.composite
def stored_entries(draw: st.DrawFn) -> list[TimeEntry]:
    """Entries that do not overlap each other."""
    edges = sorted(draw(st.lists(st.integers(0, 300), min_size=2, max_size=10, unique=True)))
    return [anchored(span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]


def minutes_of(entries: list[TimeEntry]) -> set[datetime]:
    return covered([entry.span for entry in entries if entry.span is not None])


@given(stored_entries(), st.integers(0, 300), st.integers(1, 200), st.sampled_from(Overlap))
def test_afterwards_nothing_overlaps_and_no_minute_is_lost_or_new(
    stored: list[TimeEntry], start: int, length: int, choice: Overlap
) -> None:
    entry = anchored(span(start, start + length))
    wanted = Span(at(start), at(start + length))
    hit = [other for other in stored if other.span is not None and other.span.overlaps(wanted)]
    all_minutes = minutes_of([entry, *hit])
    if choice is Overlap.TRIM_THIS and minutes_of([entry]) <= minutes_of(hit):
        error = refusal(lambda: resolve(entry, hit, choice, UTC))
        assert error is not None
        assert error.code == "E_NOTHING_LEFT"
        return
    found = resolve(entry, hit, choice, UTC)
    cut = {other.id for other, _ in found.cut} | {other.id for other in found.gone}
    kept = [other for other in hit if other.id not in cut]
    result = [*found.pieces, *(piece for _, rest in found.cut for piece in rest), *kept]
    with_clock = [piece for piece in result if piece.span is not None]
    assert sum(piece.minutes for piece in with_clock) == len(minutes_of(with_clock))
    if choice is Overlap.UNANCHOR and hit:
        assert [piece.minutes for piece in found.pieces] == [length]
        assert kept == hit
    else:
        assert minutes_of(with_clock) == all_minutes
    if choice is Overlap.TRIM_OTHER:
        assert found.pieces == (entry,)


def test_trimming_the_other_can_split_it() -> None:
    other = anchored(span(0, 60))
    found = resolve(anchored(span(20, 40)), [other], Overlap.TRIM_OTHER, UTC)
    ((cut, rest),) = found.cut
    assert cut is other
    assert [piece.span for piece in rest] == [span(0, 20), span(40, 60)]
    assert [piece.minutes for piece in rest] == [20, 20]


def test_trimming_this_one_can_split_it() -> None:
    found = resolve(anchored(span(0, 60)), [anchored(span(20, 40))], Overlap.TRIM_THIS, UTC)
    assert [piece.span for piece in found.pieces] == [span(0, 20), span(40, 60)]


def test_without_a_choice_it_is_refused_and_names_the_other() -> None:
    other = anchored(span(0, 60), text="prod outage")
    with pytest.raises(PmtuiError) as caught:
        resolve(anchored(span(30, 90)), [other], None, UTC)
    assert caught.value.code == "E_OVERLAP"
    assert other.ref in caught.value.message
    assert "prod outage" in caught.value.message
    assert "trim" in str(caught.value.fix)


def test_nothing_left_of_this_one_is_refused() -> None:
    with pytest.raises(PmtuiError) as caught:
        resolve(anchored(span(10, 20)), [anchored(span(0, 60))], Overlap.TRIM_THIS, UTC)
    assert caught.value.code == "E_NOTHING_LEFT"
    assert caught.value.fix
