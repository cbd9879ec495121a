"""The period that people look back on: in words such as ``last week``, or from --from to --to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmtui.cli.invocation import in_field
from pmtui.domain.calendar import Calendar
from pmtui.domain.periods import Lean, read_end, read_period, read_single
from pmtui.errors import PmtuiError, UsageError


def asked_period(
    words: Sequence[str], first: str, last: str, calendar: Calendar
) -> tuple[date | None, date | None]:
    """Return the first and the last day that are asked for, None where nothing says which.

    Args:
        words: The words of a period; several need no quotes.
        first: What --from says: a period means its first day.
        last: What --to says: a period means its last day.
        calendar: What reading them depends on.

    Raises:
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``, ``E_DATES`` when it goes backwards.
        UsageError: ``E_USAGE`` when it is given in both ways.
    """
    if words and (first or last):
        raise UsageError("E_USAGE", "a period is given in words and by --from or --to", "give one of the two")
    if words:
        return in_field("period", lambda: read_period(" ".join(words), calendar))
    start = in_field("from", lambda: read_single(first, calendar, Lean.LATEST)).first if first else None
    if not last:
        return start, None
    if start is None:
        return None, in_field("to", lambda: read_single(last, calendar, Lean.LATEST)).last
    end = in_field("to", lambda: read_end(last, start, calendar))
    if end < start:
        raise PmtuiError(
            "E_DATES",
            f"{end.isoformat()} is before {start.isoformat()}",
            f"--from {end.isoformat()} --to {start.isoformat()}",
            field="to",
        )
    return start, end
