"""doctor: check the whole store, and mend it."""

from __future__ import annotations

import click

from pmtui.cli.findings import finding_json, finding_line, named_findings
from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json, print_lines
from pmtui.data.doctor.finding import Finding, is_sound
from pmtui.usecases.advice import naming

_STATUS = "Exit status: 0 sound, hints allowed; 3 damaged."


@click.command(
    "doctor",
    epilog=examples("pmtui doctor", "pmtui doctor --json", "pmtui doctor --repair") + "\n\n" + _STATUS,
)
@click.option("--repair", "mend", is_flag=True, help="Mend what history and files can prove; loses nothing.")
@common_options
@pass_invocation
@click.pass_context
def doctor_command(context: click.Context, invocation: Invocation, mend: bool) -> None:
    """Check the whole store: files, history, documents, times.

    It only reads. Of the backups in the store's folder the newest is verified completely, older ones as far as that
    is quick.

    With --repair, data files are rebuilt from the history, and what was lost in the history from the
    data files; what a file holds beyond the history is kept as a change that undo takes back. Every file that is
    replaced, and every backup that is broken, is kept in the folder quarantine of the store.

    Where two computers wrote, both sides are kept: branches of the history become one, and what conflict copies of a
    file-sync program hold is brought in as changes that undo takes back; then they move to quarantine. What both
    sides changed is merged field by field; the value that is not kept waits in the form of its item.
    """
    left = _mended(invocation) if mend else _checked(invocation)
    if not is_sound(left):
        context.exit(3)


def _checked(invocation: Invocation) -> list[Finding]:
    from pmtui.data.doctor.examination import examine_at_rest

    session = invocation.session()
    root = session.store.root
    found = named_findings(root, examine_at_rest(root, session.now()).findings)
    if invocation.as_json:
        print_json([finding_json(finding) for finding in found])
    else:
        print_lines(*(finding_line(finding) for finding in found), *([] if found else ["the store is sound"]))
        if not is_sound(found):
            _print_way_back(invocation)
    return found


def _print_way_back(invocation: Invocation) -> None:
    from pmtui.cli.way_back import newest_backup_words

    words = newest_backup_words(invocation.data)
    if words:
        print_lines(words)


def _mended(invocation: Invocation) -> list[Finding]:
    from pmtui.data.doctor.repair import repair, undo_lines

    session = invocation.session()
    root = session.store.root
    result = repair(root, session.clock)
    found, left = named_findings(root, result.found), named_findings(root, result.left)
    done = [naming(root, line) for line in result.done]
    if invocation.as_json:
        print_json(
            {
                "found": [finding_json(finding) for finding in found],
                "done": done,
                "quarantine": result.quarantine,
                "incomplete": result.is_incomplete,
                "left": [finding_json(finding) for finding in left],
            }
        )
        return left
    print_lines(*(finding_line(finding) for finding in found))
    print_lines(*(f"done    {line}" for line in done), *undo_lines(root, result))
    if result.is_incomplete:
        print_lines("changes are lost: what they did to files that are gone as well cannot be known")
        _print_way_back(invocation)
    if left:
        print_lines("left for you:", *(finding_line(finding) for finding in left))
        if not is_sound(left) and not result.is_incomplete:
            _print_way_back(invocation)
    else:
        print_lines("the store is sound")
    return left
