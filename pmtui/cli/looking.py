"""list, show, lint, info and keys: look without changing anything."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version

import click

from pmtui import __version__
from pmtui.cli.invocation import Invocation
from pmtui.cli.options import WordsCommand, common_options, examples, pass_invocation
from pmtui.cli.output import line_width, print_error_lines, print_json, print_lines
from pmtui.cli.period import asked_period
from pmtui.data.time_log import all_entries
from pmtui.domain.documents import Document, Kind
from pmtui.domain.lint import lint
from pmtui.domain.plan import MODELS, Plan
from pmtui.domain.refs import plain_kind
from pmtui.reports.detail import detail_lines
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import line_of
from pmtui.usecases.linting import mute_lint
from pmtui.usecases.looking_back import document_at, find_document
from pmtui.usecases.session import Session

_PACKAGES = ("textual", "rich", "tinydb", "pydantic", "python-dateutil", "click")


@click.command(
    "list",
    cls=WordsCommand,
    epilog=examples(
        "pmtui list kr",
        "pmtui list entry last week",
        "pmtui list entry --from yesterday --json",
    ),
)
@click.argument("kind")
@click.argument("period", metavar="[PERIOD]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Archived ones too.")
@click.option("--from", "first", default="", metavar="DATE", help="For entries and cycles: first day.")
@click.option("--to", "last", default="", metavar="DATE", help="For entries and cycles: last day.")
@common_options
@pass_invocation
def list_command(
    invocation: Invocation, kind: str, period: tuple[str, ...], everything: bool, first: str, last: str
) -> None:
    """List the documents of one kind.

    KIND is goal, vision, objective, kr, action, challenge, target, obstacle, experiment, cycle or entry. Entries and
    cycles may be those of a PERIOD: last week, 2026-10, last 4 weeks, 1 oct..today.
    """
    session = invocation.session()
    plan, today = session.plan(), session.today()
    found = _listed(session, plan, plain_kind(kind), period, first, last)
    shown = [d for d in found if everything or not d.is_archived]
    if invocation.as_json:
        print_json([document_json(d, plan, today) for d in shown])
        return
    width = line_width()
    home = session.zone()
    print_lines(*(line_of(d, plan, today, width, home=home) for d in shown))
    if not shown:
        print_lines(f"no {plain_kind(kind)} yet")


def _listed(
    session: Session, plan: Plan, kind: Kind, period: tuple[str, ...], first: str, last: str
) -> list[Document]:
    if (period or first or last) and kind not in (Kind.ENTRY, Kind.CYCLE):
        raise click.UsageError("a period, --from and --to belong to list entry and list cycle")
    begin, finish = asked_period(period, first, last, plan.workspace.calendar(session.today()))
    start, end = begin or date.min, finish or date.max
    if kind is Kind.ENTRY:
        return list(all_entries(session.store, start, end))
    found: list[Document] = list(plan.all(MODELS[kind], archived=True))
    if kind is Kind.CYCLE:
        return [d for d in found if start <= getattr(d, "date", start) <= end]
    return found


@click.command(
    "show",
    epilog=examples(
        "pmtui show KR1", "pmtui show t97 --json", "pmtui show workspace", "pmtui show KR1 --at 2026-10-31"
    ),
)
@click.argument("ref")
@click.option(
    "--at",
    "moment",
    default="",
    metavar="DATE",
    help="As it was at the end of that day or period, or at an ISO instant.",
)
@common_options
@pass_invocation
def show_command(invocation: Invocation, ref: str, moment: str) -> None:
    """Show REF in full, with its readings and what is computed.

    REF may also be workspace, or timer while one runs.
    """
    session = invocation.session()
    if moment:
        then = document_at(session, ref, moment)
        document, plan, day = then.document, then.plan, then.day
    else:
        plan, day = session.plan(), session.today()
        document = find_document(session.store, plan, ref)
    if invocation.as_json:
        print_json(document_json(document, plan, day))
        return
    print_lines(*detail_lines(document, plan, day, line_width(), home=session.zone()))


@click.command(
    "lint",
    epilog=examples(
        "pmtui lint",
        'pmtui lint --mute W4 O1 --reason "dates come with the budget"',
    ),
)
@click.option("--strict", is_flag=True, help="Exit 1 when something is found.")
@click.option("--mute", nargs=2, metavar="CODE REF", help="Hide one finding for 30 days; needs --reason.")
@click.option("--reason", default="", metavar="TEXT", help="Why it is muted.")
@common_options
@pass_invocation
@click.pass_context
def lint_command(
    context: click.Context, invocation: Invocation, strict: bool, mute: tuple[str, str] | None, reason: str
) -> None:
    """Show hints on wording and upkeep.

    Nothing is ever blocked by them; one can be muted for 30 days with a reason.
    """
    session = invocation.session()
    if mute:
        mute_lint(session, *mute, reason)
    found = lint(session.plan(), session.today())
    if invocation.as_json:
        print_json([{"code": f.code, "ref": f.ref, "message": f.message, "fix": f.fix} for f in found])
    else:
        print_lines(*(f"{f.code:<4} {f.ref:<5} {f.message} – {f.fix}" for f in found))
        if not found:
            print_lines("nothing to improve")
    if strict and found:
        context.exit(1)


@click.command("info", epilog=examples("pmtui info --json"))
@common_options
@pass_invocation
def info_command(invocation: Invocation) -> None:
    """Show versions, paths and counts."""
    from pmtui.cli.backups import backup_words
    from pmtui.cli.keymap import misunderstood
    from pmtui.data.locations import config_dir, log_file
    from pmtui.data.settings import load_settings

    session = invocation.session()
    facts: dict[str, object] = {
        "pmtui": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "data": str(session.store.root),
        "config": str(config_dir(os.environ)),
        "log": str(log_file(os.environ)),
        "backup": backup_words(session.store.root),
        "zone": session.zone().key,
        "now": session.now().astimezone(session.zone()).isoformat(timespec="seconds"),
    }
    counts = _counts(session)
    problems = misunderstood(load_settings(config_dir(os.environ)))
    if invocation.as_json:
        print_json({**facts, "counts": counts, "problems": problems})
        return
    print_lines(*(f"{name:<16} {value}" for name, value in facts.items()))
    print_lines(*(f"{name:<16} {count}" for name, count in counts.items()))
    print_lines(*(f"{'problem':<16} {problem}" for problem in problems))


def _counts(session: Session) -> dict[str, int]:
    plan = session.plan()
    counts = {kind.value: len(plan.all(model)) for kind, model in MODELS.items()}
    entries = all_entries(session.store, date.min, date.max)
    return counts | {"entry": sum(not e.is_archived for e in entries)}


@click.command("keys", epilog=examples("pmtui keys"))
@common_options
@pass_invocation
@click.pass_context
def keys_command(context: click.Context, invocation: Invocation) -> None:
    """Print the key map of the app and flag clashes.

    Your own keys are those of settings.toml, in the folder that info calls config.
    """
    from pmtui.cli.keymap import key_rows, misunderstood
    from pmtui.data.locations import config_dir
    from pmtui.data.settings import load_settings

    settings = load_settings(config_dir(os.environ))
    problems = misunderstood(settings)
    rows, clashes = key_rows(settings.keys)
    if invocation.as_json:
        print_json({"keys": rows, "clashes": clashes, "problems": problems})
    else:
        print_lines(*(f"{row['keys']:<22} {row['label']:<28} {row['id']}" for row in rows))
        print_lines(*(f"clash: {clash}" for clash in clashes))
        print_error_lines(*problems)
    if clashes:
        context.exit(1)
