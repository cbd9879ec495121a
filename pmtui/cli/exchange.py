"""export and import: everything out, and back in."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_export, print_json, print_lines
from pmtui.data.outside_files import LARGEST_IMPORT
from pmtui.domain.documents import Document
from pmtui.errors import UsageError
from pmtui.usecases.exporting import Format, export_files, export_text
from pmtui.usecases.importing import Imported, import_bytes, import_file

_STREAM = "-"
_REFS_SHOWN = 8


@click.command(
    "export",
    epilog=examples(
        "pmtui export ~/pmtui-export",
        "pmtui export - > everything.json",
        "pmtui export tables --format csv",
        "pmtui export - --format md | less",
    ),
)
@click.argument("place", metavar="DIR|-", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice([choice.value for choice in Format]),
    default=Format.JSON.value,
    help="json: everything, can be imported; csv: a table for each kind; md: to read. Default: json.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@common_options
@pass_invocation
def export_command(invocation: Invocation, place: str | None, format_: str, force: bool) -> None:
    """Write everything into a folder, or to - (standard output).

    The files are pmtui.json, pmtui.md, or a .csv for each kind and one of readings, readable by you
    only. Nothing in the store changes, and no file is replaced unless --force is given.
    """
    if not place:
        raise UsageError(
            "E_USAGE",
            "export needs a place to write to: a folder, or - for standard output",
            "pmtui export FOLDER",
        )
    chosen = Format(format_)
    session = invocation.session()
    if place == _STREAM:
        text = export_text(session, chosen)
        if invocation.as_json and chosen is not Format.JSON:
            print_json({"format": chosen.value, "text": text})
        else:
            print_export(text)
        return
    paths = export_files(session, Path(place), chosen, force=force)
    if invocation.as_json:
        print_json({"format": chosen.value, "files": [_shown(path) for path in paths]})
        return
    print_lines(*(f"wrote {path}" for path in paths))


@click.command(
    "import",
    epilog=examples(
        "pmtui import everything.json --dry-run",
        "pmtui import ~/pmtui-export",
        "pmtui export - | pmtui --data other import -",
    ),
)
@click.argument("file", metavar="FILE|DIR|-")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; store nothing.")
@click.option(
    "--theirs/--ours",
    default=False,
    help="What holds for a document that says something else here: the file's version, or ours (default).",
)
@common_options
@pass_invocation
def import_command(invocation: Invocation, file: str, dry_run: bool, theirs: bool) -> None:
    """Take in what export wrote as json.

    From a file, from its folder, or from standard input for -. Documents that are here already stay as
    they are, so importing twice changes nothing; one undo takes it all back.
    """
    session = invocation.session()
    if file == _STREAM:
        done = import_bytes(session, _standard_input(), "standard input", theirs=theirs, dry_run=dry_run)
    else:
        done = import_file(session, Path(file), theirs=theirs, dry_run=dry_run)
    if invocation.as_json:
        print_json(_json(done))
        return
    print_lines(*_lines(done))


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("E_USAGE", "standard input is a terminal", "pmtui import FILE")
    return sys.stdin.buffer.read(LARGEST_IMPORT + 1)


def _shown(path: Path) -> str:
    return os.fsencode(path).decode(errors="replace")


def _json(done: Imported) -> dict[str, object]:
    merge = done.merge
    return {
        "dry_run": done.dry_run,
        "added": [document.ref for document in merge.added],
        "replaced": [document.ref for document in merge.replaced],
        "kept": [document.ref for document in merge.kept],
        "unchanged": done.unchanged,
        "renumbered": dict(merge.renumbered),
        "timer_left_out": merge.timer_left_out,
    }


def _lines(done: Imported) -> list[str]:
    merge, would = done.merge, "would be " if done.dry_run else ""
    lines = []
    if merge.added:
        counts = Counter(document.kind.value for document in merge.added)
        kinds = ", ".join(f"{number} {kind}" for kind, number in counts.items())
        lines.append(f"{would}imported: {_counted(len(merge.added))} ({kinds})")
    if merge.replaced:
        lines.append(f"{would}replaced by the file's version: {_refs(merge.replaced)}")
    if done.unchanged:
        lines.append(f"here already, unchanged: {_counted(done.unchanged)}")
    if merge.kept:
        lines.append(
            f"different in the file, {would}kept as here: {_refs(merge.kept)}; --theirs takes the file's"
        )
    if merge.renumbered:
        pairs = [f"{old} → {new}" for old, new in merge.renumbered.items()]
        lines.append(f"the ref was taken, {would}renamed: {_listed(pairs)}")
    if merge.timer_left_out:
        lines.append("the file's running timer was left out: time was logged here after its start")
    if not done.changed:
        lines.append("nothing to import")
    elif not done.dry_run:
        lines.append("undo: pmtui undo")
    return lines


def _counted(number: int) -> str:
    return f"{number:,} document{'' if number == 1 else 's'}"


def _refs(documents: tuple[Document, ...]) -> str:
    return f"{_counted(len(documents))}, {_listed([document.ref for document in documents])}"


def _listed(words: list[str]) -> str:
    more = len(words) - _REFS_SHOWN
    return ", ".join(words[:_REFS_SHOWN]) + (f" and {more} more" if more > 0 else "")
