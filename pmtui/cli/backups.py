"""backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from pmtui.cli.findings import finding_json, finding_line, named_findings
from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json, print_lines
from pmtui.data.rolling import state
from pmtui.usecases.backing_up import BroughtBack, back_up, bring_back

_UNITS = ("bytes", "kB", "MB", "GB")


@click.command(
    "backup", epilog=examples("pmtui backup", "pmtui backup ~/pmtui.zip --force", "pmtui backup /media/stick")
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@common_options
@pass_invocation
def backup_command(invocation: Invocation, file: Path | None, force: bool) -> None:
    """Write everything, history included, into one zip.

    FILE may be a folder; without it the zip goes beside the store, into its folder backups.
    """
    made = back_up(invocation.session(), file, replace=force)
    if invocation.as_json:
        fields = {"path": str(made.path), "files": made.files, "bytes": made.size, "change": made.change}
        print_json(fields)
        return
    print_lines(
        f"backed up to {made.path} ({made.files} files, {_size_text(made.size)})",
        f"restore: pmtui restore {made.path}",
    )


@click.command("restore", epilog=examples("pmtui restore ~/pmtui.zip"))
@click.argument("file", type=click.Path(path_type=Path))
@common_options
@pass_invocation
def restore_command(invocation: Invocation, file: Path) -> None:
    """Make everything as it was when FILE was written.

    What is there now is backed up first, and undo takes the restore back.
    """
    session = invocation.session()
    done = bring_back(session, file)
    restored = done.restored
    wrong = named_findings(session.store.root, done.wrong)
    if invocation.as_json:
        print_json(
            {
                "changed": restored.changed,
                "newest": f"{done.newest:%Y-%m-%dT%H:%M:%SZ}",
                "saved": str(restored.saved) if restored.saved else None,
                "quarantined": str(restored.quarantined) if restored.quarantined else None,
                "wrong": [finding_json(finding) for finding in wrong],
            }
        )
        return
    print_lines(*_restored_lines(done, file))
    if wrong:
        print_lines("it was brought back as it was, and this is wrong with it:", *map(finding_line, wrong))


def _restored_lines(done: BroughtBack, file: Path) -> list[str]:
    restored = done.restored
    if restored.changed == 0:
        return [f"nothing to restore: everything is as in {file}"]
    if restored.changed is not None:
        items = "1 item" if restored.changed == 1 else f"{restored.changed} items"
        return [
            f"restored {file}: {items} changed",
            f"what was there before: {restored.saved}",
            "undo: pmtui undo",
        ]
    lines = [f"restored {file} with its whole history"]
    if restored.quarantined is not None:
        lines += [
            "the store was damaged, so its files were replaced; undo does not bring them back",
            f"the damaged files: {restored.quarantined}",
        ]
    return lines


def backup_words(root: Path) -> str:
    """Return how the rolling backups of the store in ``root`` stand, for info."""
    found = state(root)
    newest = f"{found.newest.isoformat()}, {found.days} in {root / 'backups'}" if found.newest else "none yet"
    return f"{newest}; the last try failed: {found.problem}" if found.problem else newest


def _size_text(size: float) -> str:
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.3g} {_UNITS[unit]}"
