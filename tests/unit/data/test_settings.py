"""Settings that a person edits by hand: what is wrong in them never keeps the app from starting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.settings import FILE, Settings, load_settings, save_theme
from pmtui.errors import StoreError


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none") == Settings()


def test_what_is_set_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('theme = "nord"\nascii = true\n[keys]\nlog = "f5"\n')
    assert load_settings(tmp_path) == Settings("nord", True, {"log": "f5"})


@pytest.mark.parametrize(
    "text", ["theme = ", "theme = 3", "keys = 4", "[keys]\nlog = 3", "\x00", "ascii = 'yes'"]
)
def test_what_is_wrong_is_named_and_the_rest_is_default(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    found = load_settings(tmp_path)
    (problem,) = found.problems
    assert f"{FILE} line " in problem
    assert (found.theme, found.keys) == (Settings().theme, {})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# mine\n\ntheme = 5\n", 3),
        ('theme = "a"\ntheme = "b"\n', 2),
        ("[keys]\n[keys]\n", 2),
        ("theme = \n", 1),
        ('ascii = true\n\n[keys]\nlog = "l"\nfire = ["f", "f5"]\n', 5),
        ('x = """\nascii = 1\n"""\nascii = 2\n', 4),
        ("ascii = 2\r\n", 1),
        ("keys.log = 3", 1),
    ],
)
def test_the_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / FILE).write_bytes(text.encode())
    (problem,) = load_settings(tmp_path).problems
    assert f"{FILE} line {line}" in problem


def test_one_bad_value_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('theme = "nord"\nascii = "yes"\n[keys]\nlog = 3\nfire = "f5"\n')
    found = load_settings(tmp_path)
    assert (found.theme, found.ascii, dict(found.keys)) == ("nord", False, {"fire": "f5"})
    assert len(found.problems) == 2


def test_the_mark_at_the_beginning_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'\xef\xbb\xbftheme = "nord"\r\n')
    assert load_settings(tmp_path) == Settings("nord")
    save_theme(tmp_path, "dracula")
    assert load_settings(tmp_path) == Settings("dracula")


def test_what_is_no_utf_8_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes('# fine\ntheme = "n\xf6rd"\n'.encode("latin-1"))
    (problem,) = load_settings(tmp_path).problems
    assert "line 2" in problem
    assert "UTF-8" in problem


def test_something_else_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (problem,) = load_settings(tmp_path).problems
    assert "folder" in problem


@pytest.mark.skipif(os.name == "nt", reason="no such thing there")
def test_a_pipe_in_its_place_hangs_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    assert load_settings(tmp_path).problems
    with pytest.raises(StoreError):
        save_theme(tmp_path, "nord")


def test_a_link_is_kept_and_what_it_leads_to_written(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "pmtui.toml"
    real.parent.mkdir()
    real.write_text("# mine\n")
    (tmp_path / FILE).symlink_to(real)
    save_theme(tmp_path, "nord")
    assert (tmp_path / FILE).is_symlink()
    assert real.read_text() == '# mine\ntheme = "nord"\n'


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_bytes(data)
        assert isinstance(load_settings(Path(folder)), Settings)


def test_keeping_a_theme_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('# mine\nascii = true\n\n[keys]\nlog = "f5"  # far away\n')
    save_theme(tmp_path, "pmtui-light")
    text = (tmp_path / FILE).read_text()
    assert "# mine" in text
    assert "# far away" in text
    assert load_settings(tmp_path) == Settings("pmtui-light", True, {"log": "f5"})


def test_the_file_is_private(tmp_path: Path) -> None:
    save_theme(tmp_path / "new", "nord")
    assert (tmp_path / "new" / FILE).stat().st_mode & 0o777 == 0o600


def test_a_broken_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("theme = ")
    with pytest.raises(StoreError):
        save_theme(tmp_path, "nord")
    assert (tmp_path / FILE).read_text() == "theme = "
