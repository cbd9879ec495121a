"""Opening the app: pmtui and pmtui demo; the only place of the command line that loads Textual.

The app paints its frame before it opens the session, so nothing here loads the domain before that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.usecases.session import Session


def require_terminal(plain: str) -> None:
    """Refuse to open the app where it cannot be shown.

    Raises:
        UsageError: ``E_NO_TERMINAL`` naming the plain command that does the same.
    """
    streams = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise UsageError("E_NO_TERMINAL", "the app needs a terminal on standard input and output", plain)
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError("E_NO_TERMINAL", "this terminal (TERM) cannot show the app", plain)


def open_cockpit(invocation: Invocation) -> int:
    """Open the cockpit, or print an overview with ``--plain`` or ``--json``; return the exit status."""
    if invocation.plain or invocation.as_json:
        print_overview(invocation, invocation.session())
        return 0
    require_terminal("pmtui --plain")
    from pmtui.app import run_app

    return run_app(invocation.session, glance=invocation.glance)


def print_overview(invocation: Invocation, session: Session) -> None:
    """Print strategy, kata and this week's time."""
    from pmtui.cli.output import line_width, print_json, print_lines
    from pmtui.reports.overview import kata_lines, strategy_lines
    from pmtui.reports.time_json import time_json
    from pmtui.reports.time_report import time_lines
    from pmtui.reports.tree_json import kata_json, strategy_json
    from pmtui.usecases.time_reporting import time_report

    plan, today = session.plan(), session.today()
    summary, groups = time_report(session)
    if invocation.as_json:
        print_json(
            {
                "strategy": strategy_json(plan, today),
                "kata": kata_json(plan, today),
                "time": time_json(summary, groups),
            }
        )
        return
    width = line_width()
    print_lines("Strategy", *(strategy_lines(plan, today, width) or ["no objectives yet"]), "")
    print_lines("Kata", *(kata_lines(plan, today, width) or ["no target conditions yet"]), "")
    print_lines("Time", *time_lines(summary, groups, plan.working_time))


@click.command("demo", epilog=examples("pmtui demo", "pmtui demo --plain"))
@common_options
@pass_invocation
def demo_command(invocation: Invocation) -> None:
    """Open the app on an eight-week story, in a throw-away store.

    With --plain or --json the story is printed instead.
    """
    printed = invocation.plain or invocation.as_json
    if not printed:
        require_terminal("pmtui demo --plain")
    with TemporaryDirectory(prefix="pmtui-demo-") as folder:
        if printed:
            print_overview(invocation, _demo_session(Path(folder)))
            return
        from pmtui.app import run_app

        status = run_app(lambda: _demo_session(Path(folder)), demo=True)
    if status:
        raise click.exceptions.Exit(status)


def _demo_session(folder: Path) -> Session:
    from pmtui.data.clock import Clock
    from pmtui.usecases.demo import demo_session

    return demo_session(folder, Clock())
