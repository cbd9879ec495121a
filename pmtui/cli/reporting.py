"""report and status."""

from __future__ import annotations

import re

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import WordsCommand, common_options, examples, pass_invocation
from pmtui.cli.output import line_width, print_json, print_lines
from pmtui.cli.time_report import report_time
from pmtui.domain.duration_words import duration_text, so_far_text
from pmtui.domain.modes import Mode
from pmtui.domain.share_words import share_text
from pmtui.domain.shares import GROUPINGS
from pmtui.errors import PmtuiError
from pmtui.reports.entry_json import recorded_json
from pmtui.reports.overview import kata_lines, status_text, strategy_lines
from pmtui.reports.time_json import time_json
from pmtui.reports.tree_json import kata_json, strategy_json
from pmtui.usecases.conflict_copies import conflict_copies, copies_words
from pmtui.usecases.reviewing import Overview, overview
from pmtui.usecases.session import Session

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEFAULT_FORMAT = "{timer} · today {so_far} · fire {fire} of {max_fire} · {key_results} · {checkin}"


@click.command(
    "report",
    cls=WordsCommand,
    epilog=examples(
        "pmtui report time last week --by cause",
        "pmtui report time q3",
        "pmtui report time 1 oct..today",
        "pmtui report time --from mon --to today --by day --json",
        "pmtui report strategy",
    ),
)
@click.argument("subject", metavar="strategy|kata|time", type=click.Choice(["strategy", "kata", "time"]))
@click.argument("period", metavar="[PERIOD]", nargs=-1)
@click.option("--from", "first", default="", metavar="DATE", help="First day, or that of a period.")
@click.option("--to", "last", default="", metavar="DATE", help="Last day, included, or that of a period.")
@click.option("--by", type=click.Choice(list(GROUPINGS)), help="Group the minutes of a time report.")
@common_options
@pass_invocation
def report_command(
    invocation: Invocation, subject: str, period: tuple[str, ...], first: str, last: str, by: str | None
) -> None:
    """Report on strategy, kata or time.

    The time of PERIOD is shown by mode, with shares, coverage, alignment and drift: today, mon, last week, this
    month, oct, q3, q3 2025, 2026-10, 2026-W41, last 4 weeks, start of quarter..today; this week by default.
    """
    if subject == "time":
        report_time(invocation, period, first, last, by)
        return
    if period or first or last or by:
        raise click.UsageError("a period, --from, --to and --by belong to report time")
    session = invocation.session()
    plan, today = session.plan(), session.today()
    if invocation.as_json:
        print_json(strategy_json(plan, today) if subject == "strategy" else kata_json(plan, today))
        return
    width = line_width()
    lines = strategy_lines(plan, today, width) if subject == "strategy" else kata_lines(plan, today, width)
    empty = {
        "strategy": 'no objectives yet; try: pmtui add objective "Partner with consultancies"',
        "kata": 'no target conditions yet; try: pmtui add challenge "Waits under 5 minutes"',
    }
    print_lines(*(lines or [empty[subject]]))


@click.command(
    "status",
    epilog=examples("pmtui status", 'pmtui status --format "{timer} {today} fire {fire}"'),
)
@click.option("--format", "template", default=DEFAULT_FORMAT, metavar="F", help="Words with {placeholders}.")
@common_options
@pass_invocation
def status_command(invocation: Invocation, template: str) -> None:
    """Print one line for a prompt or a status bar.

    Placeholders: {timer} {mode} {text} {minutes} {today} {running} {so_far} {week} {fire} {max_fire} {strategic}
    {min_strategic} {coverage} {key_results} {checkin} {copies}.
    """
    session = invocation.session()
    now, copies = overview(session), conflict_copies(session)
    said = copies_words(session, copies)
    line = fill(template, placeholders(now, session) | {"copies": said})
    if said and template == DEFAULT_FORMAT:
        line += f" · {said}"
    if invocation.as_json:
        print_json(_status_json(now, session) | {"conflict_copies": copies, "line": line})
        return
    print_lines(line)


def placeholders(now: Overview, session: Session) -> dict[str, str]:
    """Return what each placeholder of the status line stands for."""
    workspace = session.plan().workspace
    timer = now.timer
    counts = [f"{n} {status_text(status, reason)}" for (status, reason), n in now.verdicts.items()]
    return {
        "timer": f"⏱ {duration_text(now.timer_minutes)} {timer.mode} {timer.text}".rstrip()
        if timer
        else "no timer",
        "mode": timer.mode.value if timer else "",
        "text": timer.text if timer else "",
        "minutes": str(now.timer_minutes),
        "today": duration_text(now.today_minutes),
        "running": duration_text(now.running_today),
        "so_far": so_far_text(now.today_minutes, now.running_today),
        "week": duration_text(now.week.total),
        "fire": share_text(now.week.shares[Mode.FIREFIGHT]),
        "max_fire": share_text(float(workspace.max_firefight)),
        "strategic": share_text(now.week.shares[Mode.STRATEGIC]),
        "min_strategic": share_text(float(workspace.min_strategic)),
        "coverage": share_text(now.week.coverage),
        "key_results": ", ".join(counts) or "no active key results",
        "checkin": now.check_in.words,
    }


def fill(template: str, values: dict[str, str]) -> str:
    """Return ``template`` with its placeholders replaced.

    Raises:
        PmtuiError: ``E_BAD_FORMAT`` for a placeholder that does not exist.
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            names = " ".join("{" + name + "}" for name in values)
            raise PmtuiError(
                "E_BAD_FORMAT", f"there is no placeholder {match[0][:40]}", f"use {names}", field="format"
            )
        return values[match[1]]

    return _PLACEHOLDER.sub(value, template)


def _status_json(now: Overview, session: Session) -> dict[str, object]:
    return {
        "timer": recorded_json(now.timer) | {"minutes": now.timer_minutes} if now.timer else None,
        "today_minutes": now.today_minutes,
        "today_running_minutes": now.running_today,
        "week": time_json(now.week, []),
        "key_results": {status.value: count for status, count in now.key_results.items()},
        "checkin_due": now.check_in_due,
        "checkin": {
            "stage": now.check_in.stage,
            "refs": list(now.check_in.refs),
            "waiting": list(now.check_in.waiting),
            "words": now.check_in.words,
        },
        "date": session.today().isoformat(),
    }
