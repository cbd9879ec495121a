"""What in the settings names nothing there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmtui.commands import ALL_COMMANDS
from pmtui.commands.own_settings import DIALOG_IDS, is_key, settings_problems
from pmtui.data.settings import FILE, load_settings

ROOT = Path(__file__).parents[3]
THEMES = ("pmtui-dark", "pmtui-light", "nord")


def problems(folder: Path, text: str) -> tuple[str, ...]:
    (folder / FILE).write_text(text)
    return settings_problems(load_settings(folder), THEMES)


@pytest.mark.parametrize(
    ("text", "line", "named", "meant"),
    [
        ('theme = "pmtui-drak"', 1, "pmtui-drak", "pmtui-dark"),
        ('\ntheme = "Nord"', 2, "Nord", "nord"),
        ('# colours\ntehme = "nord"', 2, "tehme", "theme"),
        ('[key]\nlog = "l"', 1, "key", "keys"),
        ("ASCII = true", 1, "ASCII", "ascii"),
        ('log = "l"', 1, "log", "[keys]"),
        ('theme = "nord"\n[keys]\nlgo = "l"', 3, "lgo", "log"),
        ('[keys]\nlog = "l"\n"nonsense" = "f5"', 3, "nonsense", "pmtui keys"),
        ('[keys]\nlog = "ctl+l"', 2, "ctl+l", "ctrl+x"),
        ('[keys]\nlog = "l, escpae"', 2, "escpae", "escape"),
        ("colour = 3", 1, "colour", "theme, ascii, keys"),
        ('theme = ""', 1, "theme", "f2"),
    ],
)
def test_what_is_unknown_is_named_with_its_line_and_the_nearest_name(
    tmp_path: Path, text: str, line: int, named: str, meant: str
) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(f"{FILE} line {line}: ")
    assert named in problem
    assert meant in problem


def test_what_is_known_is_not_spoken_of(tmp_path: Path) -> None:
    keys = "\n".join(f'"{name}" = "ctrl+shift+k, f5"' for name in sorted(DIALOG_IDS))
    own = "\n".join(f'"{command.id}" = "?,question_mark,é,f12,alt+left"' for command in ALL_COMMANDS)
    assert problems(tmp_path, f'theme = "nord"\nascii = false\n[keys]\n{keys}\n{own}') == ()


def test_every_key_of_our_own_is_one() -> None:
    assert [key for command in ALL_COMMANDS for key in command.keys if not is_key(key)] == []


def test_every_key_that_can_be_changed_is_known() -> None:
    sources = [*(ROOT / "pmtui" / "screens").rglob("*.py"), *(ROOT / "pmtui" / "widgets").rglob("*.py")]
    found = {
        name
        for path in sources
        for call in re.findall(r"Binding\((?:[^()]|\([^()]*\))*\)", path.read_text("utf-8"))
        for name in re.findall(r'\bid="([^"]+)"', call)
    }
    assert found == DIALOG_IDS
