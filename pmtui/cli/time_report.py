"""The report on time, without a parser of options: where the hours of a period went."""

from __future__ import annotations

from collections.abc import Sequence

from pmtui.cli.invocation import Invocation, completing_fixes
from pmtui.cli.output import print_json, print_lines
from pmtui.cli.period import asked_period
from pmtui.reports.time_json import time_json
from pmtui.reports.time_report import time_lines
from pmtui.usecases.time_reporting import time_report


def report_plain_period(words: Sequence[str]) -> int:
    """Print the report on the period in ``words``, this week's without any, and return the exit status.

    Raises:
        PmtuiError: It was refused.
    """
    invocation = Invocation()
    with completing_fixes(invocation):
        report_time(invocation, words)
    return 0


def report_time(
    invocation: Invocation, words: Sequence[str], first: str = "", last: str = "", by: str | None = None
) -> None:
    """Print the report on a period, given in ``words`` or from ``first`` to ``last``, grouped ``by`` if asked.

    Without any of them it is about this week.

    Raises:
        PmtuiError: It was refused.
    """
    session = invocation.session()
    frame = session.time_frame()
    start, end = asked_period(words, first, last, frame.calendar(session.today()))
    summary, groups = time_report(session, start, end, by, frame)
    if invocation.as_json:
        print_json(time_json(summary, groups))
        return
    print_lines(*time_lines(summary, groups, frame.working_time))
