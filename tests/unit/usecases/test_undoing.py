"""Undo and redo bring back exactly what was; taking one change out of the middle breaks no invariant."""

from __future__ import annotations

import pytest

from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError
from pmtui.usecases import undoing
from tests.unit.planner import TC, Planner


class TestInOrder:
    def test_to_any_depth_and_back(self, pm: Planner) -> None:
        states = [pm.everything()]
        for step in (pm.lockup, pm.board):
            step()
        for title in ("One", "Two", "Three"):
            states.append(pm.everything())
            pm.set("O1", title=title)
        last = pm.everything()
        for state in reversed(states[1:]):
            pm.undo()
            assert pm.everything() == state
        pm.redo(3)
        assert pm.everything() == last

    def test_many_are_one_step(self, pm: Planner) -> None:
        before = pm.everything()
        pm.lockup()
        pm.undo(3)
        assert pm.everything() == before
        assert len(pm.session.store.history()) == 4

    def test_a_change_ends_what_can_be_redone(self, pm: Planner) -> None:
        pm.lockup()
        pm.undo()
        pm.set("O1", title="Another")
        with pytest.raises(PmtuiError) as caught:
            pm.redo()
        assert caught.value.code == "E_NOTHING_TO_REDO"

    def test_with_nothing_to_undo_it_says_so(self, pm: Planner) -> None:
        with pytest.raises(PmtuiError) as caught:
            pm.undo()
        assert caught.value.code == "E_NOTHING_TO_UNDO"
        assert caught.value.fix

    def test_the_history_says_what_happened(self, pm: Planner) -> None:
        pm.lockup()
        pm.move("O1", "active", "the board agreed")
        pm.rm("KR1")
        pm.log("45m fire outage")
        assert [entry.what for entry in undoing.history(pm.session)] == [
            "Add objective O1 Partner with consulting companies",
            "Add key result KR1 Activated partners",
            "Add key action KA1 Call ten partners",
            "Move O1 Partner with consulting companies to active (the board agreed)",
            "Archive KR1 Activated partners and 1 below it",
            "Log 45 min firefight: outage",
        ]


class TestOutOfTheMiddle:
    """``undo --change N``: refused where what came later builds on the change."""

    def number(self, pm: Planner) -> int:
        return pm.session.store.history()[-1].n

    def refused(self, pm: Planner, number: int, about: str) -> None:
        error = pm.refuses(lambda: undoing.undo_change(pm.session, number), "E_UNDO_BLOCKED")
        assert about in error.message

    def test_what_nothing_builds_on_comes_out_alone(self, pm: Planner) -> None:
        pm.add(Kind.OBJECTIVE, "One")
        pm.add(Kind.OBJECTIVE, "Two")
        undoing.undo_change(pm.session, 1)
        assert list(pm.plan.documents) == ["O2"]

    def test_not_what_others_belong_to(self, pm: Planner) -> None:
        pm.lockup()
        self.refused(pm, 1, "O1")
        self.refused(pm, 2, "KR1")

    def test_not_what_time_is_linked_to(self, pm: Planner) -> None:
        pm.add(Kind.OBJECTIVE, "One")
        pm.log("45m call >O1")
        self.refused(pm, 1, "t1")

    def test_not_what_the_timer_is_linked_to(self, pm: Planner) -> None:
        pm.add(Kind.OBJECTIVE, "One")
        pm.verb("start", "call >O1")
        self.refused(pm, 1, "O1")

    def test_not_so_that_two_are_active(self, pm: Planner) -> None:
        pm.board()
        pm.move("TC1", "achieved")
        number = self.number(pm)
        pm.read(pm.add(Kind.TARGET, "One day", challenge="C1", **TC), "9")
        pm.move("TC2", "active")
        self.refused(pm, number, "TC2 is active already")

    def test_not_so_that_two_obstacles_are_current(self, pm: Planner) -> None:
        pm.board()
        pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
        pm.move("OB1", "parked")
        number = self.number(pm)
        pm.move("OB2", "current")
        self.refused(pm, number, "OB2 is being worked on")

    def test_not_so_that_two_experiments_run(self, pm: Planner) -> None:
        pm.board()
        pm.add(Kind.EXPERIMENT, "Ask ten", obstacle="OB1", expect="the same", check_on="tomorrow")
        pm.move("X1", "running")
        pm.move("X1", "abandoned")
        number = self.number(pm)
        pm.move("X2", "running")
        self.refused(pm, number, "X2 is running")

    def test_not_so_that_entries_overlap(self, pm: Planner) -> None:
        ref = pm.log("9:00-10:00 call")
        pm.rm(ref)
        number = self.number(pm)
        pm.log("9:30-10:30 mail")
        self.refused(pm, number, "t2")

    def test_not_so_that_a_day_holds_more_than_it_has(self, pm: Planner) -> None:
        ref = pm.log("yesterday 12h call")
        pm.rm(ref)
        number = self.number(pm)
        pm.log("yesterday 12h mail")
        pm.log("yesterday 1h more")
        self.refused(pm, number, "1,440 minutes")

    def test_not_by_a_detour_over_redo(self, pm: Planner) -> None:
        """After taking out the archiving, undoing the end of TC2 would leave two of them active."""
        pm.board()
        pm.rm("TC1")
        number = self.number(pm)
        pm.read(pm.add(Kind.TARGET, "One day", challenge="C1", **TC), "9")
        pm.move("TC2", "active")
        pm.move("TC2", "achieved")
        undoing.undo_change(pm.session, number)
        pm.refuses(lambda: pm.undo(), "E_UNDO_BLOCKED")
