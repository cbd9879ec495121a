"""The instant and the zone of the machine, and how a user fixes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
     "1969-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-10-14T14:20:00Z ",
     "\ud800", " "],
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
    ("setting", "wanted"),
    [
        ("", "UTC"),
        (":", "UTC"),
        ("UTC-3", "Etc/GMT-3"),
        ("UTC+0", "UTC"),
        ("GMT+5", "Etc/GMT+5"),
        ("<+03>-3", "Etc/GMT-3"),
        (":<-03>3", "Etc/GMT+3"),
        ("EST5EDT", "EST5EDT"),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        (":/usr/share/zoneinfo/right/Asia/Tokyo", "Asia/Tokyo"),
        ("posix/Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_tz_is_honoured_in_every_form_that_has_a_name(setting: str, wanted: str) -> None:
    assert Clock({"TZ": setting}).system_zone() == wanted


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Berlin"),
        ("EST5EDT,M3.2.0,M11.1.0", "America/New_York"),
        ("NZST-12NZDT,M9.5.0,M4.1.0/3", "Pacific/Auckland"),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "Europe/Dublin"),
        ("IST-5:30", "Asia/Kolkata"),
        ("<+0545>-5:45", "Asia/Kathmandu"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
        ("PST", "America/Los_Angeles"),
        ("+05:45", "Asia/Kathmandu"),
        ("Bogus/Zone", "such as Europe/London"),
        ("GMT+5:30", "Set TZ=Asia/Kolkata if you mean as far on the other side of UTC"),
        ("UTC-15", "such as Europe/London"),
        ("../../etc/passwd", "such as Europe/London"),
        ("/etc/passwd", "such as Europe/London"),
        ("/", "such as Europe/London"),
        ("\n", "such as Europe/London"),
        ("\udcff", "such as Europe/London"),
    ],
)
def test_what_tz_cannot_mean_is_refused_with_a_zone_that_works(setting: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        Clock({"TZ": setting}).system_zone()
    assert caught.value.exit_status == 2
    assert repr(setting) in caught.value.message
    assert f"{named}, or unset it" in (caught.value.fix or "")


def test_a_copy_of_a_zone_is_known_by_what_it_holds(tmp_path: Path) -> None:
    source = Path("/usr/share/zoneinfo/Asia/Kathmandu")
    if not source.exists():
        pytest.skip("this machine keeps no zones in files")
    (tmp_path / "localtime").write_bytes(source.read_bytes())
    assert Clock({"TZ": str(tmp_path / "localtime")}).system_zone() in ("Asia/Kathmandu", "Asia/Katmandu")


@given(hours=st.integers(-12, 14), form=st.sampled_from(["UTC{0:+}", "XYZ{0}", "<+00>{0:+}", ":ABC{0:+}:00"]))
def test_whole_hours_mean_what_posix_says(hours: int, form: str) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(Clock({"TZ": form.format(-hours)}).system_zone())
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)


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
