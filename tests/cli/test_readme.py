"""What the README promises: its keys are the app's keys, and its command lines run as typed."""

from __future__ import annotations

import re
import shlex

from pmtui.commands import ALL_COMMANDS, key_name
from tests.cli.conftest import ROOT, Run

README = (ROOT / "README.md").read_text("utf-8")
# Keys of the widgets and forms themselves, which are no commands.
WITHIN = {"enter", "j", "k", "ctrl+s", "esc"}


def _section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_table_of_keys_is_the_key_map() -> None:
    keys = {command.id: [key_name(key) for key in command.keys] for command in ALL_COMMANDS}
    cells = re.findall(r"^\| (`.*?) \|", _section("Keys"), re.M)
    shown = {key for cell in cells for key in re.findall(r"`(.+?)`", cell)}
    assert [name for name, own in keys.items() if own[0] not in shown] == []
    assert shown - {own for each in keys.values() for own in each} == WITHIN


def test_the_command_lines_run_one_after_the_other(ok: Run) -> None:
    lines = _section("The command line").split("```")[1].strip().splitlines()
    assert len(lines) > 5
    for line in lines:
        ok(*shlex.split(line.removeprefix("pmtui ")))


def test_what_it_links_to_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).exists()] == []
