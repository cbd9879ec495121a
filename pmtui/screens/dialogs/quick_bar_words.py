"""What the quick bar says before anything is typed."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "log": "Log time",
    "start": "Start the timer",
    "stop": "Stop the timer",
    "switch": "Switch the timer",
    "resume": "Resume",
    "cancel": "Cancel the timer",
}
EXAMPLES: Mapping[str, str] = {
    "log": "45m pricing tiers >KR1   ·   9-10:30 roadmap ~roadmaps   ·   1h login down @acme !outage",
    "start": "pricing tiers >KR1   ·   14:05 if it began earlier",
    "stop": "Enter stops now   ·   14:05 if it ended earlier   ·   -- a note",
    "switch": "what begins now: login down @acme !outage",
}
FIRE = "how long and what: 45m SSO deal @initech !rhino"
