"""The strategy lockup of the demo story, as tables.

Source: method, worked examples (Perri: health exchange, ride hailing; Khan: consulting partners).
"""

from __future__ import annotations

from typing import Any

from pmtui.domain.metrics import Direction
from pmtui.usecases.demo.days import Day
from pmtui.usecases.demo.rows import Row, bound, metric, readings

WORKSPACE: dict[str, Any] = {
    "name": "Health exchange",
    "product": "Plan finder",
    "holidays": (Day(-18),),
    "note": "Everything here is made up, except the feeling on Monday mornings.",
}

GOALS: tuple[Row, ...] = (
    {
        "ref": "G1",
        "title": "Grow what plans earn us by a third",
        "goal_kind": "revenue",
        "achievable": "yes",
        "metric": metric("M€ a year", "6.0", "8.0", -60, 130, 31),
        "readings": readings("-58 6.0, -36 6.2, -15 6.5"),
    },
    {
        "ref": "G2",
        "title": "Reach people through partners they trust already",
        "goal_kind": "partnership",
        "achievable": "unsure",
    },
    {"ref": "G3", "title": "Keep the members we have", "goal_kind": "retention", "achievable": "unasked"},
)

VISIONS: tuple[Row, ...] = (
    {
        "ref": "V1",
        "text": "Anybody finds and buys the right health plan without a broker, a fax or a lost afternoon",
        "horizon": "five years",
    },
    {
        "ref": "V2",
        "text": "The cheap and efficient alternative to owning a car and to public transport",
        "horizon": "ten years",
        "note": "Ride hailing, our sister product: rides to the doctor were where the two met.",
    },
)

OBJECTIVES: tuple[Row, ...] = (
    {
        "ref": "O1",
        "title": "Partner with consulting companies to drive awareness and adoption",
        "strategy_kind": "partnership",
        "hypothesis": "Employers ask their consultants about benefits long before they ask us.",
        "serves": ("G2", "G1"),
        "ambition": "aspirational",
        "start": Day(-40),
        "due": Day(55),
        "intended_share": "0.40",
        "state": "active",
    },
    {
        "ref": "O2",
        "title": "Self-service renewals",
        "hypothesis": "People who renew by themselves stay; people on hold leave.",
        "serves": ("G3",),
        "start": Day(-4),
        "due": Day(60),
        "intended_share": "0.20",
        "state": "active",
    },
    {
        "ref": "O3",
        "title": "Turn curious people into insured ones while they are still curious",
        "hypothesis": "Every day between the account and the plan costs us one in fifteen.",
        "serves": ("C1", "G1"),
        "start": Day(-40),
        "due": Day(55),
        "intended_share": "0.40",
        "weight": "2",
        "state": "active",
    },
    {
        "ref": "O4",
        "title": "To create a platform that allows partners to refer customers",
        "strategy_kind": "partnership",
        "serves": ("G2",),
        "start": Day(10),
        "due": Day(90),
        "note": "Came up in the steering group. What would change for whom, nobody could say yet.",
    },
    {
        "ref": "O5",
        "title": "Recruit drivers where people wait longest",
        "strategy_kind": "go-to-market",
        "hypothesis": "Waits fall where there is one driver for every 50 people.",
        "serves": ("C2",),
        "start": Day(-60),
        "due": Day(60),
        "state": "paused",
        "state_reason": "The ride team carries on alone this quarter",
    },
    {
        "ref": "O6",
        "title": "Win small employers with one price for everybody",
        "strategy_kind": "pricing",
        "hypothesis": "Small employers want a number, not a matrix.",
        "serves": ("G1",),
        "start": Day(-110),
        "due": Day(-25),
        "state": "achieved",
        "state_reason": "31 employers, and not one asked for the matrix back",
    },
    {
        "ref": "O7",
        "title": "Become the insurance people recommend at dinner parties",
        "strategy_kind": "marketing",
        "serves": ("G3",),
        "start": Day(-70),
        "due": Day(20),
        "state": "dropped",
        "state_reason": "Eleven interviews, no dinner party",
    },
)

_QUARTER = (-40, 55)

KEY_RESULTS: tuple[Row, ...] = (
    {
        "ref": "KR1",
        "objective": "O1",
        "title": "Activated partners",
        "metric": metric("partners", "4", "20", *_QUARTER),
        "readings": readings(
            "-36 4, -31 4, -26 5, -21 7, -16 8, -11 10, -6 11", notes={-21: "initech brought a friend"}
        ),
        "why": "A partner counts once a first employer came through them; a signature alone does not.",
        "confidence": 6,
        "state": "active",
    },
    {
        "ref": "KR2",
        "objective": "O1",
        "title": "Partner-sourced pipeline",
        "metric": metric("k€", "50", "400", *_QUARTER, 14),
        "readings": readings("-36 50, -26 55, -16 70, -6 90", notes={-6: "Two deals moved to next year."}),
        "why": "Interest is free; a deal in the pipeline costs the partner a phone call.",
        "confidence": 3,
        "state": "active",
    },
    {
        "ref": "KR3",
        "objective": "O1",
        "title": "Time to first joint deal",
        "metric": metric("days", "46", "14", *_QUARTER, 14),
        "readings": readings("-31 46, -21 46, -11 43, -1 38"),
        "why": "Partners who wait for their first deal find something better to sell.",
        "confidence": 5,
        "state": "active",
    },
    {
        "ref": "KR4",
        "objective": "O2",
        "title": "Renewals completed without a call",
        "metric": metric("% of renewals", "35", "70", -4, 60, 14),
        "why": "A call costs us nine euros and the member half a lunch break.",
        "state": "active",
    },
    {
        "ref": "KR5",
        "objective": "O3",
        "title": "People who buy within a week of opening an account",
        "metric": metric("% of accounts", "22", "50", *_QUARTER),
        "readings": readings("-36 22, -31 24, -26 26, -21 28, -16 31, -11 33, -6 35, -1 36"),
        "why": "After a week most of them never come back.",
        "weight": "2",
        "confidence": 6,
        "state": "active",
    },
    {
        "ref": "KR6",
        "objective": "O3",
        "title": "Plans cancelled within two weeks",
        "metric": bound("% of plans", Direction.AT_MOST, "6", *_QUARTER),
        "readings": readings("-36 4.8, -26 5.1, -16 5.6, -6 5.2, -1 5.3"),
        "why": "Selling faster is easy; selling the wrong plan faster is easier still.",
        "guard": True,
        "state": "active",
    },
    {
        "ref": "KR7",
        "objective": "O3",
        "title": "Support calls per hundred purchases",
        "metric": metric("calls", "31", "15", *_QUARTER),
        "readings": readings("-34 31, -29 30, -24 28, -19 27, -14 26, -9 24, -4 23"),
        "why": "Nobody calls about what they understood.",
        "confidence": 7,
        "state": "active",
    },
    {
        "ref": "KR8",
        "objective": "O5",
        "title": "Drivers for every 50 people",
        "metric": metric("drivers", "0.4", "1", -60, 60, 31),
        "readings": readings("-52 0.4, -30 0.5"),
        "state": "paused",
    },
    {
        "ref": "KR9",
        "objective": "O6",
        "title": "Employers on the one price",
        "metric": metric("employers", "0", "30", -110, -25),
        "readings": readings("-90 3, -70 9, -50 18, -30 28, -26 31"),
        "state": "achieved",
        "state_reason": "One more than promised",
    },
    {
        "ref": "KR10",
        "objective": "O4",
        "title": "Customers referred by partners",
        "metric": metric("customers a month", "0", "200", 10, 90, 31),
    },
)
