"""Settings that a person edits by hand: what is wrong in them never keeps the app from starting."""

from __future__ import annotations

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
    assert FILE in found.problem
    assert (found.theme, found.keys) == (Settings().theme, {})


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
