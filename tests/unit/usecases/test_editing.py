"""Add, change, move, toggle, archive: what is stored, and what undo brings back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from pmtui.errors import ConflictError
from pmtui.usecases import editing
from tests.unit.planner import KR, TC, Planner


class TestAdding:
    def test_fields_in_words_become_values(self, pm: Planner) -> None:
        pm.add(Kind.GOAL, "Grow revenue", kind="revenue", achievable="unsure")
        pm.add(
            Kind.OBJECTIVE,
            "Partner up",
            serves="g1",
            start="2026-10-01",
            due="end of quarter",
            intended_share="30%",
        )
        pm.add(Kind.KEY_RESULT, "Activated partners", objective="o1", confidence="7", cadence="14", **KR)
        objective, kr = pm.doc("O1"), pm.doc("KR1")
        assert (objective.due, objective.intended_share) == (date(2026, 12, 31), Decimal("0.3"))
        assert objective.serves == ("G1",)
        assert (kr.objective, kr.confidence, kr.metric.cadence_days) == ("O1", 7, 14)
        assert kr.metric.baseline == Decimal(4)

    def test_new_things_are_in_their_first_state(self, pm: Planner) -> None:
        pm.lockup()
        pm.board()
        states = {ref: getattr(d, "state", "") for ref, d in pm.plan.documents.items()}
        assert states | {"TC1": "draft", "OB1": "parked"} == {
            "O1": "draft",
            "KR1": "draft",
            "KA1": "todo",
            "V1": "",
            "C1": "",
            "TC1": "draft",
            "OB1": "parked",
            "X1": "planned",
        }

    def test_numbers_are_stored_as_typed(self, pm: Planner) -> None:
        pm.add(Kind.OBJECTIVE, "Partner up")
        pm.add(
            Kind.KEY_RESULT,
            "NPS",
            objective="O1",
            **(KR | {"baseline": "0.10", "target": "100000000000000000000.5"}),
        )
        pm.read("KR1", "7.50")
        stored = Store(pm.root, pm.clock).documents("strategy.json", "key_results")[0]
        assert stored["metric"]["baseline"] == "0.10"
        assert stored["metric"]["target"] == "100000000000000000000.5"
        assert stored["readings"][0]["value"] == "7.50"

    @pytest.mark.parametrize("kind", [Kind.GOAL, Kind.CHALLENGE])
    def test_a_form_that_left_the_metric_empty_adds_none(self, pm: Planner, kind: Kind) -> None:
        empty = dict.fromkeys(
            ("unit", "direction", "baseline", "target", "stretch", "start", "cadence_days"), ""
        )
        assert pm.doc(pm.add(kind, "Grow", **empty)).metric is None

    def test_a_metric_without_direction_says_so(self, pm: Planner) -> None:
        pm.refuses(lambda: pm.add(Kind.GOAL, "Grow", target="5"), "E_MISSING_FIELD")

    @pytest.mark.parametrize("kind", [Kind.CYCLE, Kind.ENTRY, Kind.WORKSPACE, Kind.TIMER])
    def test_other_kinds_are_not_added_like_this(self, pm: Planner, kind: Kind) -> None:
        pm.refuses(lambda: pm.add(kind, "x"), "E_UNKNOWN_KIND")

    def test_a_field_it_does_not_have_is_refused(self, pm: Planner) -> None:
        pm.refuses(lambda: pm.add(Kind.OBJECTIVE, "Grow", colour="red"), "E_UNKNOWN_FIELD")

    def test_refs_are_never_used_again(self, pm: Planner) -> None:
        pm.add(Kind.OBJECTIVE, "One")
        pm.undo()
        assert pm.add(Kind.OBJECTIVE, "Two") == "O2"


class TestChanging:
    def test_only_what_is_given_changes(self, pm: Planner) -> None:
        pm.lockup()
        before = pm.doc("KR1")
        pm.clock.move(minutes=5)
        pm.set("KR1", due="2026-12-31", why="they refer others")
        after = pm.doc("KR1")
        assert after.metric == before.metric.replace(due=date(2026, 12, 31))
        assert after.why == "they refer others"
        assert after.updated_at == pm.clock.instant
        assert after.created_at == before.created_at
        assert after.rev > before.rev

    def test_an_empty_text_clears_or_restores_the_default(self, pm: Planner) -> None:
        pm.lockup()
        pm.set("KR1", confidence="7", weight="3", cadence_days="30", why="x", start="2026-10-01")
        pm.set("KR1", confidence="", weight="", cadence_days="", why="", start="")
        kr = pm.doc("KR1")
        assert (kr.confidence, kr.weight, kr.why) == (None, Decimal(1), "")
        assert (kr.metric.cadence_days, kr.metric.start) == (7, None)

    def test_what_is_needed_cannot_be_cleared(self, pm: Planner) -> None:
        pm.lockup()
        assert pm.refuses(lambda: pm.set("KR1", objective=""), "E_MISSING_FIELD").field == "objective"
        pm.refuses(lambda: pm.set("KR1", title=""), "E_EMPTY_TITLE")

    def test_writing_what_is_there_writes_nothing(self, pm: Planner) -> None:
        pm.lockup()
        before = pm.session.store.signature()
        pm.set("KR1", title="Activated partners", target="20", cadence_days="")
        pm.set("O1", serves="")
        assert pm.session.store.signature() == before

    def test_the_state_is_changed_by_move_and_the_refusal_says_so(self, pm: Planner) -> None:
        pm.lockup()
        error = pm.refuses(lambda: pm.set("O1", state="active"), "E_USE_MOVE")
        assert error.fix == "pmtui move O1 active"

    def test_a_newer_revision_is_a_conflict(self, pm: Planner) -> None:
        pm.lockup()
        seen = pm.doc("O1").rev
        pm.set("O1", title="Another title")
        with pytest.raises(ConflictError) as caught:
            editing.change_document(pm.session, "O1", {"title": "Mine"}, expected_rev=seen)
        assert (caught.value.ref, caught.value.code) == ("O1", "E_CONFLICT")
        assert caught.value.fix
        with pytest.raises(ConflictError):
            editing.move_document(pm.session, "O1", "active", expected_rev=seen)
        editing.change_document(pm.session, "O1", {"title": "Mine"}, expected_rev=pm.doc("O1").rev)

    def test_a_changed_target_after_a_reading_keeps_the_old_one(self, pm: Planner) -> None:
        pm.lockup()
        pm.set("KR1", target="30")
        assert pm.doc("KR1").retargets == ()
        pm.read("KR1", "5")
        pm.set("KR1", target="40")
        pm.clock.move(days=1)
        pm.set("KR1", target="50", due="2026-12-31")
        pm.set("KR1", title="Partners")
        kept = [(r.on, r.target) for r in pm.doc("KR1").retargets]
        assert kept == [(date(2026, 10, 14), Decimal(30)), (date(2026, 10, 15), Decimal(40))]
        assert pm.doc("KR1").metric.target == Decimal(50)

    def test_the_metric_of_a_challenge_is_due_with_it(self, pm: Planner) -> None:
        pm.add(Kind.CHALLENGE, "99 % sign up", due="2026-12-31", **KR)
        pm.set("C1", due="2027-01-31")
        assert pm.doc("C1").metric.due == date(2027, 1, 31)
        pm.set("C1", due="")
        assert pm.doc("C1").metric.due is None

    def test_a_metric_can_be_added_later(self, pm: Planner) -> None:
        pm.add(Kind.GOAL, "Grow")
        pm.refuses(lambda: pm.read("G1", "5"), "E_NO_METRIC")
        pm.set("G1", **KR)
        pm.read("G1", "5")
        assert pm.doc("G1").metric.target == Decimal(20)

    def test_the_workspace_is_changed_by_its_name(self, pm: Planner) -> None:
        pm.set(
            "workspace",
            name="Health exchange",
            max_firefight="25%",
            time_zone="Europe/London",
            week_start="sunday",
        )
        assert pm.plan.workspace.name == "Health exchange"
        assert pm.plan.workspace.max_firefight == Decimal("0.25")
        assert pm.session.zone().key == "Europe/London"
        pm.set("WORKSPACE", max_firefight="", new_contacts_per_month="", week_start="", time_zone="")
        assert pm.plan.workspace.max_firefight == Decimal("0.30")
        assert pm.plan.workspace.new_contacts_per_month == 2
        pm.refuses(lambda: pm.set("workspace", zone="Mars/Olympus"), "E_UNKNOWN_ZONE")
        pm.refuses(lambda: pm.set("workspace", quarter_start_month="13"), "E_BAD_VALUE")
        pm.refuses(lambda: pm.set("workspace", working_minutes="480,480,480,480,480,0,1441"), "E_BAD_VALUE")

    def test_an_unknown_ref_names_the_closest(self, pm: Planner) -> None:
        pm.lockup()
        assert "KR1" in str(pm.refuses(lambda: pm.set("KR2", title="x"), "E_UNKNOWN_REF").fix)


class TestMoving:
    def test_values_change_on_the_way(self, pm: Planner) -> None:
        pm.board()
        pm.move("X1", "running", expect="they stop at the price")
        pm.clock.move(days=2)
        pm.move(
            "X1", "concluded", actual="filters", learned="price second", verdict="worse", note="five calls"
        )
        found = pm.doc("X1")
        assert (found.expect, found.actual, found.verdict) == ("they stop at the price", "filters", "worse")
        assert (found.started_on, found.ended_on) == (date(2026, 10, 14), date(2026, 10, 16))

    def test_the_state_may_be_typed_in_any_case(self, pm: Planner) -> None:
        pm.lockup()
        assert pm.move("O1", "Active").to_json()["state"] == "active"

    def test_space_makes_an_action_done_in_one_step_and_opens_it_with_a_reason(self, pm: Planner) -> None:
        pm.lockup()
        count = len(pm.session.store.history())
        editing.toggle_action(pm.session, "KA1")
        assert pm.doc("KA1").state == "done"
        assert len(pm.session.store.history()) == count + 1
        pm.refuses(lambda: editing.toggle_action(pm.session, "KA1"), "E_REASON")
        editing.toggle_action(pm.session, "KA1", reason="two more called back")
        assert pm.doc("KA1").state == "doing"
        pm.move("KA1", "blocked")
        editing.toggle_action(pm.session, "KA1")
        assert pm.doc("KA1").state == "done"
        pm.undo()
        assert pm.doc("KA1").state == "blocked"
        pm.refuses(lambda: editing.toggle_action(pm.session, "KR1"), "E_NOT_AN_ACTION")


class TestArchiving:
    def test_takes_along_what_belongs_to_it_and_undo_restores_exactly(self, pm: Planner) -> None:
        pm.board()
        pm.lockup()
        pm.set("O1", serves="C1")
        before = pm.everything()
        pm.clock.move(minutes=1)
        gone = pm.rm("V1")
        assert [document.ref for document in gone] == ["V1", "C1", "TC1", "OB1", "X1"]
        assert all(pm.doc(document.ref).is_archived for document in gone)
        assert not pm.doc("O1").is_archived
        assert pm.doc("O1").serves == ("C1",)
        pm.undo()
        assert pm.everything() == before

    def test_leaves_out_what_was_archived_before(self, pm: Planner) -> None:
        pm.lockup()
        pm.rm("KA1")
        assert [document.ref for document in pm.rm("O1")] == ["O1", "KR1"]
        pm.undo()
        assert pm.doc("KA1").is_archived
        assert not pm.doc("O1").is_archived

    def test_links_survive_and_a_new_link_may_point_there(self, pm: Planner) -> None:
        pm.lockup()
        ref = pm.log("45m call >KR1")
        pm.rm("KR1")
        assert pm.entry(ref).links == ("KR1",)
        pm.set(ref, text="long call")

    def test_an_archived_target_condition_makes_room(self, pm: Planner) -> None:
        pm.board()
        pm.move("X1", "running")
        pm.rm("TC1")
        pm.read(pm.add(Kind.TARGET, "One day", challenge="C1", **TC), "9")
        pm.move("TC2", "active")

    def test_what_is_not_there_is_refused(self, pm: Planner) -> None:
        pm.refuses(lambda: pm.rm("O1"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.rm("t1"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.rm("workspace"), "E_UNKNOWN_REF")
