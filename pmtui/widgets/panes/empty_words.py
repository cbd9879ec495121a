"""What each pane says while it is empty."""

from __future__ import annotations

from pmtui.widgets.empty_state import Emptiness

NO_OBJECTIVE = Emptiness(
    "Here stands the strategy: objectives, the key results that show whether they work, and what you do about them.",
    "n",
    "adds an objective",
    "Partner with consultancies to reach their clients",
)
NO_CHALLENGE = Emptiness(
    "Here you work towards the next measurable condition, one obstacle and one small experiment at a time.",
    "n",
    "adds a challenge; N below it a target condition",
    "99 % of people who open an account sign up",
)
NO_TARGET = Emptiness(
    "A target condition is the next measurable state you want, by a date.",
    "N",
    "on a challenge adds one",
    "Find and buy a plan: from 21 to 2 days by 30 June",
)
NO_TIME_TODAY = Emptiness(
    "Here you see where the hours go; two words a few times a day are enough.",
    "l",
    "logs time, s starts the timer",
    "45m pricing tiers",
)
NO_TIME_THAT_DAY = Emptiness("Nothing is logged on this day.", "l", "logs time; a date in the line says when")
