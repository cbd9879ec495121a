"""What a line of quick entry is understood as, part by part, while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from textual.content import Content
from textual.widgets import Static

from pmtui.domain.date_words import near_date
from pmtui.domain.duration_words import duration_words
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.text import printable
from pmtui.widgets.colours import MODE, QUIET
from pmtui.widgets.symbols import UNICODE, Symbols
from pmtui.widgets.wording import clock

NOTICE_WORDS: Mapping[str, str] = {
    "W_OVERLAP": "shares time with {overlaps}",
    "W_OVERNIGHT": "ends on the next day",
    "W_LONG": "more than six hours",
    "W_CLOSED_LINK": "links something closed",
    "W_DST_AMBIGUOUS": "this hour happened twice; the first is taken",
    "I_YESTERDAY": "taken as yesterday",
    "I_AS_TEXT": "{words} is read as text",
}
_LONGEST_TITLE = 28
_NAMED = 3


class EntryChips(Static):
    """The parts of an entry side by side; empty while nothing is understood."""

    DEFAULT_CSS = """
    EntryChips { height: auto; min-height: 1; max-height: 3; width: 1fr; }
    """

    def __init__(
        self, zone: ZoneInfo, today: date, titles: Mapping[str, str], symbols: Symbols = UNICODE
    ) -> None:
        super().__init__("", markup=False)
        self._zone = zone
        self._today = today
        self._titles = titles
        self._symbols = symbols

    def show(self, entry: QuickEntry | None, *, with_time: bool = True) -> None:
        """Show ``entry``; without its time while the line does not say one yet."""
        self.update(Content("") if entry is None else Content("   ").join(self._parts(entry, with_time)))

    def _parts(self, entry: QuickEntry, with_time: bool) -> list[Content]:
        parts = [Content.styled(f"{self._symbols.mode[entry.mode]} {entry.mode}", MODE[entry.mode])]
        if with_time:
            parts += [Content.styled(said, "bold") for said in self._when(entry)]
        parts += [self._link(ref) for ref in entry.links]
        parts += [Content.styled(printable(f"@{party}"), "$text-accent") for party in entry.parties]
        parts += [Content.styled(printable(f"#{tag}"), "$text-accent") for tag in entry.tags]
        if entry.activity:
            parts.append(Content.styled(f"~{entry.activity}", "$text-secondary"))
        if entry.cause:
            parts.append(Content.styled(f"!{entry.cause}", "$text-error"))
        if entry.note:
            parts.append(Content.styled("+ note", QUIET))
        return parts

    def _when(self, entry: QuickEntry) -> list[str]:
        day = "" if entry.date == self._today else near_date(entry.date, self._today)
        times = ""
        if entry.start or entry.end:
            first = clock(entry.start, self._zone) if entry.start else ""
            last = clock(entry.end, self._zone) if entry.end else ""
            times = f"{first}–{last}"
        long = duration_words(entry.minutes) if entry.minutes else ""
        return [part for part in (day, times, long) if part]

    def _link(self, ref: str) -> Content:
        title = printable(self._titles.get(ref, ""))
        if len(title) > _LONGEST_TITLE:
            title = title[: _LONGEST_TITLE - 1] + "…"
        return Content.assemble((ref, "$text-primary bold"), " ", (title, "$text-primary"))


def notice_sentence(entry: QuickEntry, overlapped: Sequence[str] = ()) -> str:
    """Return what the parser noticed, in words, empty when nothing; ``overlapped`` names what shares its time."""
    overlaps = ", ".join((overlapped or entry.overlaps)[:_NAMED]) or "another entry"
    words = " and ".join(f"'{words}'" for words in entry.as_text)
    return " · ".join(
        NOTICE_WORDS.get(code, code).format(overlaps=overlaps, words=words) for code in entry.notices
    )
