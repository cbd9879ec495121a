"""Opening the app: pmtui and pmtui demo; the only place of the command line that loads Textual."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pmtui.cli.invocation import Invocation, common_options, pass_invocation
from pmtui.cli.output import print_lines
from pmtui.errors import UsageError
from pmtui.reports.overview import kata_lines, strategy_lines
from pmtui.reports.time_report import time_lines
from pmtui.usecases.reviewing import time_report
from pmtui.usecases.session import Session


def require_terminal(plain: str) -> None:
    """Refuse to open the app where it cannot be shown.

    Raises:
        UsageError: ``E_NO_TERMINAL`` naming the plain command that does the same.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "E_NO_TERMINAL", f"the app needs a terminal on standard input and output; use {plain}"
        )
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise UsageError("E_NO_TERMINAL", f"this terminal (TERM) cannot show the app; use {plain}")


def open_cockpit(invocation: Invocation) -> int:
    """Open the cockpit, or print an overview with ``--plain``; return the exit status."""
    session = invocation.session()
    if invocation.plain or invocation.as_json:
        print_overview(session)
        return 0
    require_terminal("pmtui --plain, or pmtui --help for the commands")
    from pmtui.app import run_app

    return run_app(session)


def print_overview(session: Session) -> None:
    """Print strategy, kata and this week's time."""
    plan, today = session.plan(), session.today()
    print_lines("Strategy", *strategy_lines(plan, today), "", "Kata", *kata_lines(plan, today), "", "Time")
    print_lines(*time_lines(*time_report(session), plan.workspace))


@click.command("demo")
@click.option("--plain", is_flag=True, help="Print the demo story instead of opening the app.")
@common_options
@pass_invocation
def demo_command(invocation: Invocation, plain: bool) -> None:
    """Open the app on an eight-week story, in a store that is thrown away afterwards."""
    from pmtui.data.clock import Clock
    from pmtui.data.store import Store
    from pmtui.usecases.demo import write_demo

    if not plain:
        require_terminal("pmtui demo --plain")
    clock = Clock()
    with TemporaryDirectory(prefix="pmtui-demo-") as folder:
        session = Session(Store(Path(folder) / "store", clock), clock)
        write_demo(session)
        if plain:
            print_overview(session)
            return
        from pmtui.app import run_app

        status = run_app(session, demo=True)
    if status:
        raise click.exceptions.Exit(status)
