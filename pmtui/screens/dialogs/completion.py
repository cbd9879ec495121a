"""What may follow ``>``, ``~``, ``!``, ``@`` and ``#``, or ``link:`` and its like, in a line of quick entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmtui.domain.activities import Activity
from pmtui.domain.documents import Kind
from pmtui.domain.modes import Cause
from pmtui.domain.quick_entry import SIGNS
from pmtui.domain.refs import kind_of

MOST = 6
_TOKEN = re.compile(rf"(?:^|(?<=\s))([>~!@#]|(?i:{'|'.join(SIGNS.values())}):)(\S*)$")
_LINKED_OFTEN: Mapping[Kind | None, int] = {
    kind: place
    for place, kind in enumerate(
        (Kind.KEY_RESULT, Kind.TARGET, Kind.OBJECTIVE, Kind.KEY_ACTION, Kind.OBSTACLE, Kind.EXPERIMENT)
    )
}
_CAUSE_WORDS: Mapping[Cause, str] = {
    Cause.RHINO: "one large deal asks for it",
    Cause.JDI: "just do it, from above",
    Cause.ESCALATION: "a customer escalates",
    Cause.OUTAGE: "something is down",
    Cause.PROMISE: "already promised",
    Cause.DEV: "development needs an answer",
    Cause.REQUEST: "somebody asks",
    Cause.SELF: "my own doing",
}


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to finish the word at the cursor.

    Attributes:
        start: Offset at which the word begins.
        text: The whole word, with its sign as typed.
        label: What is shown beside it, raw as typed; may be empty.
    """

    start: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What can be named in a line.

    Attributes:
        titles: Titles of open documents by ref, in the order in which they are offered.
        parties: Known parties, the most frequent first.
        tags: Known tags, the most frequent first.
    """

    titles: Mapping[str, str]
    parties: Sequence[str] = ()
    tags: Sequence[str] = ()


def completions(line: str, cursor: int, names: Names) -> list[Completion]:
    """Return the ways to finish the word before ``cursor``, best first, at most six."""
    found = _TOKEN.search(line[:cursor])
    if found is None:
        return []
    sign, typed = found[1], found[2]
    kind = SIGNS.get(sign) or sign[:-1].lower()
    offered = [Completion(found.start(1), sign + word, label) for word, label in _offers(kind, names)]
    return _ranked(offered, sign, typed)[:MOST]


def _offers(kind: str, names: Names) -> list[tuple[str, str]]:
    if kind == "link":
        return sorted(names.titles.items(), key=lambda item: _LINKED_OFTEN.get(kind_of(item[0]), len(Kind)))
    if kind == "activity":
        return [(activity.value, "") for activity in Activity]
    if kind == "cause":
        return [(cause.value, _CAUSE_WORDS[cause]) for cause in Cause]
    return [
        (name, "")
        for name in (names.parties if kind == "party" else names.tags)
        if not re.search(r"\s", name)
    ]


def _ranked(offered: Sequence[Completion], sign: str, typed: str) -> list[Completion]:
    """Keep what matches: words that begin with ``typed`` first, then labels with a word that does."""
    wanted = typed.casefold()
    at = len(sign)
    begins = [c for c in offered if c.text[at:].casefold().startswith(wanted)]
    within = [c for c in offered if c not in begins and _has_word(f"{c.label} {c.text[at:]}", wanted)]
    return begins + within


def _has_word(label: str, wanted: str) -> bool:
    return any(word.startswith(wanted) for word in re.split(r"[\s-]+", label.casefold()))
