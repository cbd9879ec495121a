"""The report on time, without a parser of options: where the hours of a period went."""

from __future__ import annotations

from pmtui.cli.invocation import Invocation, completing_fixes
from pmtui.cli.output import print_json, print_lines
from pmtui.cli.period import first_day, last_day
from pmtui.reports.time_json import time_json
from pmtui.reports.time_report import time_lines
from pmtui.usecases.time_reporting import time_report


def report_this_week() -> int:
    """Print this week's report and return the exit status.

    Raises:
        PmtuiError: It was refused.
    """
    invocation = Invocation()
    with completing_fixes(invocation):
        report_time(invocation)
    return 0


def report_time(invocation: Invocation, first: str = "", last: str = "", by: str | None = None) -> None:
    """Print the report on the days ``first`` to ``last``, this week's by default, grouped ``by`` if asked.

    Raises:
        PmtuiError: It was refused.
    """
    session = invocation.session()
    today = session.today()
    start = first_day(first, today)
    end = last_day(last, start, today)
    frame = session.time_frame()
    summary, groups = time_report(session, start, end, by, frame)
    if invocation.as_json:
        print_json(time_json(summary, groups))
        return
    print_lines(*time_lines(summary, groups, frame.working_time))
