"""Hints on wording and upkeep: what they catch, and what they leave in peace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pmtui.domain.documents import Document
from pmtui.domain.lint import Finding, findings_by_ref, lint, readings_due
from pmtui.domain.plan import Plan
from pmtui.domain.workspace import MutedLint
from tests.unit.domain.documents import NOW, made, plan
from tests.unit.domain.measures import day, metric, readings

TODAY = day(50)


def found(code: str, *documents: Document, today: date = TODAY, **settings: Any) -> set[str]:
    findings = [f for f in lint(plan(*documents, **settings), today) if f.code == code]
    for finding in findings:
        assert finding.message
        assert finding.fix
    return {finding.ref for finding in findings}


def kr(number: int = 1, title: str = "Activated partners", **fields: Any) -> Any:
    given = {"metric": metric(unit="partners"), "state": "active", "title": title} | fields
    return made(f"KR{number}", **({"objective": "O1"} | given))


class TestW1PlansInDisguise:
    @pytest.mark.parametrize(
        "title",
        [
            "To create a platform that allows partners to sell",
            "To create a backend system that will allow teams to share data",
            "To create a front of the funnel website that converts",
            "Create partner portal",
            "build a new pricing engine",
            "LAUNCH in Spain",
            "to ship the mobile app",
            "Deliver self-service",
            "Implement single sign-on",
            "A website that explains subsidies",
            "Offer brokers an online platform which they like",
        ],
    )
    def test_are_noticed(self, title: str) -> None:
        assert found("W1", made("O1", title=title)) == {"O1"}

    @pytest.mark.parametrize(
        "title",
        [
            "Partner with consulting companies to drive awareness and adoption",
            "Builders get paid sooner",
            "Relaunch is not the goal",
            "Be the cheap and efficient alternative to owning a car",
            "Win agencies on the platform that they already use",
            "Delivery partners earn more in an hour",
            "Shipping costs halve",
        ],
    )
    def test_strategies_are_not(self, title: str) -> None:
        assert found("W1", made("O1", title=title)) == set()

    @pytest.mark.parametrize("gone", [{"state": "dropped"}, {"state": "achieved"}, {"archived_at": NOW}])
    def test_what_is_closed_is_left_in_peace(self, gone: dict[str, Any]) -> None:
        assert found("W1", made("O1", title="Build a portal", **gone)) == set()


class TestW2Outputs:
    @pytest.mark.parametrize(
        ("title", "unit"),
        [
            ("Launch 3 features", "features"),
            ("Launch 3 features", "%"),
            ("Ship the app", "%"),
            ("Progress", "story points"),
            ("Roadmap items", "releases"),
            ("Three features shipped", "pieces"),
        ],
    )
    def test_are_noticed(self, title: str, unit: str) -> None:
        assert found("W2", kr(title=title, metric=metric(unit=unit))) == {"KR1"}

    def test_yes_or_no_is_noticed(self) -> None:
        assert found("W2", kr(metric=metric("binary", None, None, unit="done"))) == {"KR1"}

    @pytest.mark.parametrize(
        ("title", "unit"),
        [
            ("Activated partners", "partners"),
            ("Average time to find and buy a plan", "days"),
            ("Partner-sourced pipeline", "k€"),
            ("Restored sessions", "%"),
            ("Builders who come back", "%"),
        ],
    )
    def test_outcomes_are_not(self, title: str, unit: str) -> None:
        assert found("W2", kr(title=title, metric=metric(unit=unit))) == set()


class TestW3Count:
    @pytest.mark.parametrize(("count", "noticed"), [(0, True), (1, True), (2, False), (5, False), (6, True)])
    def test_two_to_five_key_results_under_an_active_objective(self, count: int, noticed: bool) -> None:
        krs = [kr(n) for n in range(1, count + 1)]
        assert found("W3", made("O1", state="active"), *krs) == ({"O1"} if noticed else set())
        assert found("W3", made("O1"), *krs) == set()

    def test_dropped_and_archived_ones_do_not_count(self) -> None:
        gone = [kr(2, state="dropped"), kr(3, archived_at=NOW)]
        assert found("W3", made("O1", state="active"), kr(1), *gone) == {"O1"}

    @pytest.mark.parametrize(("count", "noticed"), [(6, False), (7, True)])
    def test_six_active_objectives_at_most(self, count: int, noticed: bool) -> None:
        objectives = [made(f"O{n}", state="active") for n in range(1, count + 1)]
        assert ("workspace" in found("W3", *objectives)) is noticed


class TestW4NoNumberUnitOrDate:
    @pytest.mark.parametrize("missing", [{"unit": " "}, {"start": None}, {"due": None}])
    def test_is_noticed(self, missing: dict[str, Any]) -> None:
        assert found("W4", kr(metric=metric(**({"unit": "x"} | missing)))) == {"KR1"}
        target = made("TC1", challenge="C1", metric=metric(**({"unit": "x"} | missing)))
        assert found("W4", target) == {"TC1"}

    def test_an_objective_or_a_challenge_without_a_due_date_is_noticed(self) -> None:
        assert found("W4", made("O1"), made("C1"), made("O2", due=day(9)), made("C2", due=day(9))) == {
            "O1",
            "C1",
        }

    def test_a_whole_one_is_not(self) -> None:
        assert found("W4", kr()) == set()


class TestW9Orphans:
    def test_an_objective_that_serves_nothing(self) -> None:
        served = made("O2", serves=("G1",))
        lost = made("O3", serves=("G2",))
        below = [kr(n, objective=f"O{n}") for n in (1, 2, 3)]
        refs = found("W9", made("O1"), served, lost, made("G1"), made("G2", archived_at=NOW), *below)
        assert refs & {"O1", "O2", "O3"} == {"O1", "O3"}

    def test_what_nothing_below_serves(self) -> None:
        served = [made("V1"), made("C1", vision="V1"), made("O1", serves=("C1",)), made("G1")]
        assert found("W9", *served) == {"O1", "G1"}
        assert found("W9", made("V1"), made("C1")) == {"V1", "C1"}

    def test_an_active_key_result_without_a_key_action(self) -> None:
        assert "KR1" in found("W9", kr())
        assert "KR1" not in found("W9", kr(), made("KA1", key_result="KR1"))
        assert "KR1" in found("W9", kr(), made("KA1", key_result="KR1", archived_at=NOW))

    def test_a_whole_lockup_has_none(self) -> None:
        lockup = [made("G1"), made("O1", serves=("G1",)), kr(), made("KA1", key_result="KR1")]
        kata = [made("V1"), made("C1", vision="V1"), made("TC1", challenge="C1", metric=metric(unit="x"))]
        assert found("W9", *lockup, *kata) == set()


class TestW10OldReadings:
    @pytest.mark.parametrize(("age", "noticed"), [(10, False), (11, True), (40, True)])
    def test_older_than_one_and_a_half_times_the_cadence(self, age: int, noticed: bool) -> None:
        owner = kr(readings=readings((1, 1), (50 - age, 2)))
        assert found("W10", owner) == ({"KR1"} if noticed else set())

    def test_exactly_one_and_a_half_times_is_not_older(self) -> None:
        assert found("W10", kr(metric=metric(unit="x", cadence_days=10), readings=readings((35, 1)))) == set()

    def test_an_active_one_never_read_since_its_start(self) -> None:
        assert found("W10", kr(), kr(2, state="draft")) == {"KR1"}

    def test_closed_ones_are_left_in_peace(self) -> None:
        assert found("W10", kr(readings=readings((1, 1)), state="achieved")) == set()


def muted(until: date) -> tuple[MutedLint, ...]:
    return (MutedLint(code="W4", lint_ref="O1", until=until, reason="set in the next planning"),)


def test_a_muted_lint_comes_back_after_its_last_day() -> None:
    for until, shown in ((TODAY, set()), (TODAY - timedelta(days=1), {"O1"})):
        assert found("W4", made("O1"), muted=muted(until)) == shown
    assert found("W9", made("O1"), muted=muted(TODAY)) == {"O1"}


def test_an_empty_plan_has_no_findings() -> None:
    assert lint(plan(), TODAY) == []


def test_findings_are_grouped_by_what_they_are_about() -> None:
    grouped = findings_by_ref(plan(made("O1", title="Build a portal")), TODAY)
    assert {finding.code for finding in grouped["O1"]} == {"W1", "W4", "W9"}
    assert all(isinstance(f, Finding) for f in grouped["O1"])


def test_readings_due_put_the_oldest_first() -> None:
    whole: Plan = plan(
        kr(1, readings=readings((43, 1))),
        kr(2, readings=readings((20, 1))),
        kr(3, readings=readings((44, 1))),
        kr(4, readings=readings((1, 1)), state="paused"),
    )
    assert [document.ref for document in readings_due(whole, TODAY)] == ["KR2", "KR1"]
