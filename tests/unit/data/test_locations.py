"""Where the store, the settings and the log are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui.data.locations import config_dir, data_dir, log_file


def test_the_option_comes_before_the_environment_before_the_platform(home: Path) -> None:
    environ = {"PMTUI_DATA": "/from/environment"}
    assert data_dir("/from/option", environ) == Path("/from/option")
    assert data_dir(None, environ) == Path("/from/environment")
    assert data_dir(None, {}) == data_dir(None, {"PMTUI_DATA": ""})
    assert data_dir(None, {}).name == "pmtui"


def test_a_relative_folder_is_meant_from_where_the_command_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir("store", {}) == tmp_path / "store"


def test_a_tilde_is_the_home_folder(home: Path) -> None:
    assert data_dir("~/store", {}) == home / "store"


def test_settings_and_log_can_be_moved(home: Path) -> None:
    assert config_dir({"PMTUI_CONFIG": "/settings"}) == Path("/settings")
    assert config_dir({}).name == "pmtui"
    assert log_file({}).name == "pmtui.log"
    assert log_file({"PMTUI_LOG": "/log"}) == Path("/log")
