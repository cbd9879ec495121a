"""The kata card at the widths of its pane: no date is cut off."""

from __future__ import annotations

import pytest

from pmtui.domain.documents import Kind
from pmtui.usecases.editing import add_document, change_document, move_document
from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import cockpit, text_of


def card(text: str) -> str:
    """The lines of the pane in the middle, each between its bars."""
    return "\n".join(line.split("│")[3].rstrip() for line in text.splitlines() if line.count("│") >= 6)


@pytest.mark.parametrize(
    ("due", "words"),
    [("2026-12-31", "by 31 Dec  78 days left"), ("2027-01-01", "by 1 Jan ’27  79 days")],
)
async def test_a_date_in_another_year_and_the_days_left_fit(story: Session, due: str, words: str) -> None:
    change_document(story, "TC1", {"due": due})
    async with cockpit(story, (120, 40)) as (pilot, _):
        seen = card(text_of(pilot))
        assert words.split("  ")[0] in seen
        assert words.split("  ")[1] in seen
        assert "…" not in next(line for line in seen.splitlines() if words.split("  ")[1] in line)


@pytest.mark.parametrize(
    ("check_on", "words"),
    [("2026-10-16", "Fri 16 Oct, in 2 days"), ("2027-01-01", "Fri 1 Jan 2027, in 79 days")],
)
async def test_when_to_go_and_see_fits(story: Session, check_on: str, words: str) -> None:
    move_document(story, "X1", "abandoned", reason="another first")
    add_document(
        story, Kind.EXPERIMENT, {"obstacle": "OB1", "step": "Ask", "expect": "Three", "check_on": check_on}
    )
    move_document(story, "X2", "running")
    async with cockpit(story, (120, 40)) as (pilot, _):
        line = next(line for line in card(text_of(pilot)).splitlines() if "Check " in line)
        assert words in line
        assert "…" not in line
