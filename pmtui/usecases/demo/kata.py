"""The kata board of the demo story, as tables.

Source: method, worked examples (Perri: health exchange, ride hailing).
"""

from __future__ import annotations

from pmtui.usecases.demo.days import Day
from pmtui.usecases.demo.rows import Row, metric, readings

CHALLENGES: tuple[Row, ...] = (
    {
        "ref": "C1",
        "vision": "V1",
        "title": "99 % of people who open an account sign up for insurance",
        "metric": metric("% of accounts", "61", "99", -60, 150, 31),
        "readings": readings("-55 61, -34 63, -12 68"),
        "due": Day(150),
    },
    {
        "ref": "C2",
        "vision": "V2",
        "title": "Under 5 minutes of waiting in every city where it takes more than 10",
        "metric": metric("minutes", "12", "5", -60, 200, 31),
        "readings": readings("-58 12, -14 11.5"),
        "due": Day(200),
        "owner": "the ride team",
    },
)

TARGETS: tuple[Row, ...] = (
    {
        "ref": "TC1",
        "challenge": "C1",
        "key_result": "KR5",
        "title": "Find and buy a plan in two days",
        "metric": metric("days", "21", "2", -34, 30),
        "readings": readings(
            "-34 21, -31 19.5, -26 18.5, -21 15.5, -16 13.5, -11 14, -6 14, -1 12",
            notes={
                -34: "Median of 212 purchases, account to confirmation",
                -11: "The identity provider was down again",
            },
        ),
        "state": "active",
    },
    {
        "ref": "TC2",
        "challenge": "C1",
        "title": "Find and buy a plan in three weeks",
        "metric": metric("days", "34", "21", -90, -35),
        "readings": readings("-90 34, -75 30, -60 26, -50 23, -38 21"),
        "state": "achieved",
        "state_reason": "Three weeks sharp; now the hard part",
    },
    {
        "ref": "TC3",
        "challenge": "C2",
        "title": "At least one driver onboarded for every 50 people in each city",
        "metric": metric("drivers per 50 people", "0.5", "1", 5, 60),
        "owner": "the ride team",
    },
)

OBSTACLES: tuple[Row, ...] = (
    {
        "ref": "OB1",
        "target": "TC1",
        "text": "People stop to look for papers they do not have at hand",
        "state": "gone",
        "state_reason": "Nine of ten now finish in one go",
    },
    {"ref": "OB2", "target": "TC1", "text": "The subsidy shows up only on the last page", "state": "parked"},
    {
        "ref": "OB3",
        "target": "TC1",
        "text": "Filters do not narrow: 140 plans become 112",
        "state": "current",
    },
    {"ref": "OB4", "target": "TC1", "text": "The identity check takes four days by post", "state": "parked"},
    {
        "ref": "OB5",
        "target": "TC1",
        "text": "Couples decide together, and the page forgets everything overnight",
        "state": "parked",
    },
    {
        "ref": "OB6",
        "target": "TC1",
        "text": "Our blue is not trustworthy enough",
        "state": "dismissed",
        "state_reason": "Fourteen interviews; nobody mentioned blue",
    },
    {
        "ref": "OB7",
        "target": "TC2",
        "text": "Offers wait for a signature from a person on holiday",
        "state": "gone",
    },
    {"ref": "OB8", "target": "TC3", "text": "Background checks take three weeks", "state": "parked"},
)

EXPERIMENTS: tuple[Row, ...] = (
    {
        "ref": "X1",
        "obstacle": "OB1",
        "step": "Watch five people buy, and say nothing",
        "expect": "At least three stop when asked for papers",
        "started_on": Day(-34),
        "check_on": Day(-31),
        "ended_on": Day(-31),
        "actual": "Four of five stopped at the proof of income, two for good",
        "learned": "They do not give up, they get up: the paper is in another room",
        "verdict": "as_expected",
        "state": "concluded",
    },
    {
        "ref": "X2",
        "obstacle": "OB1",
        "step": "List the papers needed before the first page, for one day",
        "expect": "Half as many stops at the proof of income",
        "started_on": Day(-31),
        "check_on": Day(-29),
        "ended_on": Day(-29),
        "actual": "Stops fell by a tenth, and one in six left at the list",
        "learned": "A list of papers is a list of reasons to leave",
        "verdict": "worse",
        "state": "concluded",
    },
    {
        "ref": "X3",
        "obstacle": "OB1",
        "step": "Let twenty people hand in the papers later",
        "expect": "Fourteen of twenty finish the same day",
        "started_on": Day(-27),
        "check_on": Day(-22),
        "ended_on": Day(-22),
        "actual": "Eighteen finished the same day; sixteen sent the papers within the week",
        "learned": "Trust first, papers second: people keep small promises",
        "verdict": "better",
        "state": "concluded",
    },
    {
        "ref": "X4",
        "obstacle": "OB4",
        "step": "Offer a video call for the identity check to ten people",
        "expect": "Six of ten take it and are done within a day",
        "started_on": Day(-19),
        "check_on": Day(-16),
        "ended_on": Day(-15),
        "actual": "Three took it; the provider was down on two of three days",
        "learned": "Ask for the provider's uptime before asking for people's faces",
        "verdict": "inconclusive",
        "state": "concluded",
    },
    {
        "ref": "X5",
        "obstacle": "OB3",
        "step": "Count what people filter by, over one weekend",
        "expect": "Price and doctor make up half of all clicks",
        "started_on": Day(-13),
        "check_on": Day(-11),
        "ended_on": Day(-10),
        "actual": "Price 38 %, doctor 21 %; our favourite, the deductible, 2 %",
        "learned": "We sorted the filters by our database, not by their worries",
        "verdict": "as_expected",
        "state": "concluded",
    },
    {
        "ref": "X6",
        "obstacle": "OB3",
        "step": "Put the doctor filter on top for half of the visitors",
        "expect": "Twice as many lists shorter than thirty plans",
        "started_on": Day(-8),
        "check_on": Day(-5),
        "ended_on": Day(-5),
        "actual": "Hardly a change: most had no price in mind yet and filtered nothing",
        "learned": "Price comes before filters",
        "verdict": "worse",
        "state": "concluded",
    },
    {
        "ref": "X7",
        "obstacle": "OB3",
        "step": "Ask five who stopped what they would have paid",
        "expect": "Four of five can name a sum, and it is within 20 € of a real plan",
        "started_on": Day(-3),
        "check_on": Day(1),
        "state": "running",
    },
    {
        "ref": "X8",
        "obstacle": "OB2",
        "step": "Show the price after subsidy on the first page to ten people",
        "state": "planned",
    },
)

CHECK_IN_DAYS = (
    *(-34, -32, -31, -30, -29, -27, -26, -25, -24, -22, -21, -19),
    *(-17, -16, -15, -13, -11, -10, -8, -7, -6, -5, -3, -2, -1),
)
"""Days with a check-in: every reading and every turn of an experiment lies on one; the last three make a streak."""

CHECK_IN_SECONDS = (52, 38, 71, 24, 64, 47, 33, 19, 41, 58, 36, 29)
"""Time taken, over and over again."""

OBSTACLE_ON = ((-34, "OB1"), (-22, "OB4"), (-15, "OB3"))
"""Which obstacle is worked on from which day."""
