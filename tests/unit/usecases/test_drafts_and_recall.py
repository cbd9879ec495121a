"""Drafts by name, and earlier entries as lines to type again."""

from __future__ import annotations

import pytest

from pmtui.usecases.drafts import discard_draft, draft_name, find_draft, keep_draft, list_drafts, unfinished
from pmtui.usecases.quick_lines import preview
from pmtui.usecases.recalling import line_of, recent_entries, recent_lines, recent_names
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from tests.unit.planner import Planner


def test_names_of_drafts_are_safe_file_names() -> None:
    assert draft_name("edit", "KR2") == "edit-KR2"
    assert draft_name("new", "kr", "") == "new-kr"
    assert draft_name("edit", "../x y\x00é") == "edit-_x_y_"


def test_drafts_are_listed_newest_first_and_forgotten_when_told(session: Session) -> None:
    keep_draft(session, "new-goal", {"title": "a"})
    keep_draft(session, "edit-O1", {"title": "b"}, rev=3)
    assert {draft.name for draft in list_drafts(session)} == {"new-goal", "edit-O1"}
    found = find_draft(session, "edit-O1")
    assert found is not None
    assert found.rev == 3
    discard_draft(session, "edit-O1")
    assert [draft.name for draft in list_drafts(session)] == ["new-goal"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("new", "goal", ""), "a new business goal"),
        (("new", "kr", "O1"), "a new key result below O1"),
        (("edit", "KR2"), "changes to KR2"),
        (("reading", "KR2"), "a reading of KR2"),
        (("move", "X1", "concluded"), "X1 on its way to concluded"),
        (("checkin", "TC1"), "the check-in on TC1"),
        (("quick-line",), "a line of time"),
        (("something", "else"), "something-else"),
    ],
)
def test_what_was_left_half_typed_is_told_in_words(
    session: Session, parts: tuple[str, ...], words: str
) -> None:
    keep_draft(session, "-".join(parts) if len(parts) == 1 else draft_name(*parts), {"title": "a"})
    assert unfinished(session) == words


def test_only_the_newest_drafts_are_told_and_old_ones_are_not(pm: Planner) -> None:
    keep_draft(pm.session, "edit-O9", {"title": "a"})
    pm.clock.move(days=15)
    assert unfinished(pm.session) == ""
    for number in range(1, 6):
        keep_draft(pm.session, f"edit-O{number}", {"title": "a"})
        pm.clock.move(minutes=1)
    assert unfinished(pm.session) == "changes to O5, changes to O4, changes to O3, 2 more"


@pytest.mark.parametrize(
    "line",
    [
        "9:00-9:30 fire login down @acme !outage #vip",
        "9:00-9:30 roadmap ~roadmaps",
        '9:00-9:30 "the 14:00 demo > all"',
        "9:00-9:30 admin expenses",
        '9:00-9:30 party:"Big Co" tag:"deal desk" tag:team="north west" call',
        *(
            '9:00-9:30 "mon sync"',
            '9:00-9:30 strat "last week"',
            '9:00-9:30 "link:up with acme"',
            '9:00-9:30 "fire: x"',
        ),
    ],
)
def test_a_recalled_line_means_what_the_entry_was_about(pm: Planner, line: str) -> None:
    done = log_line(pm.session, line)
    assert done.entry is not None
    again = preview(pm.session, f"{line_of(done.entry)} 45m")
    for name in ("text", "mode", "links", "parties", "tags", "activity", "cause"):
        assert getattr(again, name) == getattr(done.entry, name), name


def test_each_recalled_line_and_name_comes_once(pm: Planner) -> None:
    log_line(pm.session, "9:00-9:30 login down @acme !outage")
    log_line(pm.session, "10:00-10:30 login down @acme !outage")
    entries = recent_entries(pm.session)
    assert recent_lines(entries) == ["fire login down @acme !outage"]
    assert recent_names(entries, "parties") == ["acme"]
