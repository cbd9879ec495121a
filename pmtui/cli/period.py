"""The period that --from and --to name when people look back."""

from __future__ import annotations

from datetime import date

from pmtui.cli.invocation import in_field
from pmtui.domain.dates import is_day_word, parse_due, read_day


def first_day(text: str, today: date) -> date | None:
    """Read where a report starts: weekdays and dates without a year are past ones, as when time is logged.

    None when ``text`` is empty.

    Raises:
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``.
    """
    if not text:
        return None
    if is_day_word(text):
        return in_field("from", lambda: read_day(text, today=today))
    return in_field("from", lambda: parse_due(text, today=today))


def last_day(text: str, first: date | None, today: date) -> date | None:
    """Read where a report ends: the past day as well, unless only the coming one lies after the start; None when empty.

    Raises:
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``.
    """
    if not text:
        return None
    if is_day_word(text):
        past = in_field("to", lambda: read_day(text, today=today))
        if first is None or past >= first:
            return past
    return in_field("to", lambda: parse_due(text, today=today))
