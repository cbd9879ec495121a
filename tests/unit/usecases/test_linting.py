"""Muting a lint: for thirty days, with a reason, and only one that is there."""

from __future__ import annotations

from pmtui.domain.documents import Kind
from pmtui.domain.lint import lint
from pmtui.usecases.linting import mute_lint
from tests.unit.planner import Planner


def codes(pm: Planner) -> set[str]:
    return {finding.code for finding in lint(pm.plan, pm.session.today())}


def test_it_hides_one_finding_for_thirty_days(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, "Build a portal")
    mute_lint(pm.session, "w1", "o1", "the board asked for it by name")
    assert "W1" not in codes(pm)
    assert {"W4", "W9"} <= codes(pm)
    pm.clock.move(days=30)
    assert "W1" not in codes(pm)
    pm.clock.move(days=1)
    assert "W1" in codes(pm)


def test_the_reason_is_kept_and_undo_shows_it_again(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, "Build a portal")
    mute_lint(pm.session, "W1", "O1", "agreed in March")
    assert pm.plan.workspace.muted[0].reason == "agreed in March"
    pm.undo()
    assert "W1" in codes(pm)


def test_it_needs_a_reason_and_a_finding(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, "Build a portal")
    pm.refuses(lambda: mute_lint(pm.session, "W1", "O1", "  "), "E_REASON")
    pm.refuses(lambda: mute_lint(pm.session, "W2", "O1", "no such thing"), "E_NOT_FOUND")
    mute_lint(pm.session, "W1", "O1", "agreed in March")
    pm.refuses(lambda: mute_lint(pm.session, "W1", "O1", "again"), "E_NOT_FOUND")
