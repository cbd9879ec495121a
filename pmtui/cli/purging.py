"""purge: erase a document and its history for good."""

from __future__ import annotations

import sys
from typing import Any

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_error_lines, print_json, print_lines
from pmtui.domain.refs import meant_ref
from pmtui.errors import PmtuiError
from pmtui.usecases.purging import Purge, look_at_purge, purge


@click.command(
    "purge", epilog=examples("pmtui purge t97", "pmtui purge O1 --with-children --backups --yes O1")
)
@click.argument("ref")
@click.option("--with-children", is_flag=True, help="Erase what belongs to REF, too.")
@click.option(
    "--backups", "with_backups", is_flag=True, help="Delete backups in the store's folder that hold it."
)
@click.option("--yes", "confirmed", metavar="REF", help="REF again, instead of being asked.")
@common_options
@pass_invocation
def purge_command(
    invocation: Invocation, ref: str, with_children: bool, with_backups: bool, confirmed: str | None
) -> None:
    """Erase REF and all its history for good.

    Undo does not bring it back. Links to it are removed from other items. REF may also be the id that a list of two
    items of one name shows, or timer, for the words of all timers that ever ran.
    """
    session = invocation.session()
    found = look_at_purge(session, ref, with_children=with_children)
    if confirmed is None:
        print_error_lines(*_warning(found, with_backups=with_backups))
        confirmed = _typed(found.typed)
    if found.typed not in (meant_ref(confirmed), confirmed.strip().upper()):
        raise PmtuiError(
            "E_NOT_CONFIRMED",
            f"'{confirmed.strip()[:40]}' is not {found.typed}; nothing was erased",
            f"type {found.typed}, or add --yes {found.typed}",
            field="yes",
        )
    done = purge(session, ref, with_children=with_children, with_backups=with_backups)
    if invocation.as_json:
        print_json(_json(done))
        return
    print_lines(*_done_lines(done))


def _typed(ref: str) -> str:
    """The answer of whoever sits at the terminal.

    Raises:
        PmtuiError: ``E_NOT_CONFIRMED`` when nobody does.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        raise PmtuiError(
            "E_NOT_CONFIRMED",
            "a purge must be confirmed; nothing was erased",
            f"add --yes {ref}",
            field="yes",
        )
    sys.stderr.write(f"Type {ref} to erase it for good: ")
    sys.stderr.flush()
    return sys.stdin.readline()


def _warning(found: Purge, *, with_backups: bool) -> list[str]:
    below = len(found.erased) - 1
    with_it = f" and {below} below it" if below else ""
    lines = [f"{found.ref} {found.headline}".rstrip() + f"{with_it} will be erased with all history."]
    if found.unlinked:
        lines.append(f"Links to it will be removed from: {' '.join(found.unlinked)}")
    if found.backups:
        verb = "Deleted with it" if with_backups else "Backups that will still hold it"
        lines.append(f"{verb}: {' '.join(path.name for path in found.backups)}")
    return lines


def _done_lines(done: Purge) -> list[str]:
    lines = [f"erased for good: {' '.join(done.erased)}"]
    if done.unlinked:
        lines.append(f"links removed from: {' '.join(done.unlinked)}")
    if done.files:
        lines.append(f"removed as well: {' '.join(done.files)}")
    if done.quoted:
        lines.append(f"the same words still stand in: {' '.join(done.quoted)}")
    lines += [f"a backup still holds it: {path}" for path in done.backups]
    if done.backups:
        lines.append("delete those files if it must be gone there, too; next time: --backups")
    return [*lines, "backups and exports that lie elsewhere are not touched"]


def _json(done: Purge) -> dict[str, Any]:
    return {
        "ref": done.ref,
        "erased": list(done.erased),
        "unlinked": list(done.unlinked),
        "quoted": list(done.quoted),
        "files": list(done.files),
        "backups": [str(path) for path in done.backups],
        "change": done.change,
    }
