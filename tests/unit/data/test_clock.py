"""The instant and the zone of the machine, and how a user fixes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.data.clock import Clock, _linked_zone
from pmtui.errors import UsageError


def test_now_is_in_utc_and_whole_seconds() -> None:
    now = Clock({}).now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-14T14:20:00Z",
        "2026-10-14T16:20:00+02:00",
        "2026-10-14T14:20Z",
        "2026-10-14 14:20:00.999+00:00",
    ],
)
def test_pmtui_now_fixes_the_instant(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Clock({"PMTUI_NOW": text}).now() == datetime(2026, 10, 14, 14, 20, tzinfo=UTC)
    monkeypatch.setenv("PMTUI_NOW", text)
    assert Clock().now() == datetime(2026, 10, 14, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["now", "2026-10-14", "2026-10-14T14:20:00", "2026-13-14T14:20:00Z", "0001-01-01T00:00:00+14:00",
     "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2026-10-14T14:20:00Z ", "\ud800", " "],
)  # fmt: skip
def test_an_instant_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="PMTUI_NOW") as caught:
        Clock({"PMTUI_NOW": text}).now()
    assert caught.value.exit_status == 2


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [("Europe/Berlin", "Europe/Berlin"), (":America/New_York", "America/New_York"), ("UTC", "UTC")],
)
def test_tz_names_the_zone(zone: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    assert Clock().system_zone() == wanted


@pytest.mark.parametrize(
    "zone", ["Nowhere/Nothing", "../../etc/passwd", "/", "\n", "CET-1CEST,M3.5.0,M10.5.0/3"]
)
def test_an_unusable_tz_gives_some_zone_that_exists(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from zoneinfo import ZoneInfo

    monkeypatch.setenv("TZ", zone)
    ZoneInfo(Clock().system_zone())


def test_without_tz_the_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from zoneinfo import ZoneInfo

    monkeypatch.delenv("TZ")
    ZoneInfo(Clock().system_zone())


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("/var/db/timezone/zoneinfo/Europe/London", "Europe/London"),
        ("../usr/share/zoneinfo/UTC", "UTC"),
        ("/usr/share/zoneinfo/Mars/Olympus", ""),
        ("/etc/something", ""),
    ],
)
def test_a_link_names_the_zone_of_the_machine(tmp_path: Path, target: str, wanted: str) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert _linked_zone(str(link)) == wanted


def test_a_file_names_no_zone(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert _linked_zone(str(tmp_path / "localtime")) == ""
    assert _linked_zone(str(tmp_path / "missing")) == ""
