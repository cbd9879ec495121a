"""Recall earlier entries as lines of quick entry, and the names that appear in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.domain.own_clock import DAYS_AHEAD
from pmtui.domain.quick_entry import is_plain_text
from pmtui.usecases.session import Session

RECALL_DAYS = 30
RECALL_LINES = 30
_MODE_WORDS = {Mode.FIREFIGHT: "fire", Mode.STRATEGIC: "strat", Mode.PLANNED: "planned", Mode.ADMIN: "admin"}
_RISKY = re.compile(r'[>@#~!"0-9]|--|\b(today|yesterday|noon|now|until|to)\b', re.IGNORECASE)


def recent_entries(session: Session) -> list[TimeEntry]:
    """Return the entries of the last 30 days, newest first."""
    today = session.today()
    return list(reversed(session.entries(today - timedelta(days=RECALL_DAYS), today + DAYS_AHEAD)))


def recent_lines(entries: Iterable[TimeEntry]) -> list[str]:
    """Return what ``entries`` were about as lines to type again, without their times, each once."""
    lines = dict.fromkeys(line for entry in entries if (line := line_of(entry)))
    return list(lines)[:RECALL_LINES]


def recent_names(entries: Iterable[TimeEntry], field: str) -> list[str]:
    """Return the ``parties`` or ``tags`` of ``entries``, the most frequent first."""
    counted = Counter(name for entry in entries for name in getattr(entry, field))
    return [name for name, _ in counted.most_common()]


def line_of(entry: TimeEntry) -> str:
    """Return quick entry text that means what ``entry`` is about, empty when it has no words.

    A text that quick entry would read otherwise is put in quotes; one that holds quotes itself is left out.
    """
    text = entry.text
    # Beside other words and times than those it was logged with, any of these could come to mean something.
    risky = _RISKY.search(text) or not is_plain_text(text)
    if not text.strip() or ('"' in text and risky):
        return ""
    words = [_MODE_WORDS.get(entry.mode, "")] if entry.mode is not Mode.UNSORTED else []
    words.append(f'"{text}"' if risky else text)
    words += [f">{ref}" for ref in entry.links]
    words += [
        f'party:"{party}"' if " " in party else f"@{party}" for party in entry.parties if '"' not in party
    ]
    words += [f'tag:"{tag}"' if " " in tag else f"#{tag}" for tag in entry.tags if '"' not in tag]
    words += [f"~{entry.activity}"] if entry.activity else []
    words += [f"!{entry.cause}"] if entry.cause else []
    return " ".join(word for word in words if word)
