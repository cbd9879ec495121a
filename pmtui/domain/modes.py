"""What kind of work time went into: modes, and causes of fires."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Why the time was spent: planned ahead, reacting, keeping the lights on, or not said."""

    STRATEGIC = "strategic"
    PLANNED = "planned"
    FIREFIGHT = "firefight"
    ADMIN = "admin"
    UNSORTED = "unsorted"


class Cause(StrEnum):
    """What lit a fire.

    Source: Khan; method §3.
    """

    RHINO = "rhino"
    JDI = "jdi"
    ESCALATION = "escalation"
    OUTAGE = "outage"
    PROMISE = "promise"
    DEV = "dev"
    REQUEST = "request"
    SELF = "self"
