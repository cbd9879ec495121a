"""Names of time zones, and what is offered for those that are none."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.posix_zones import read_posix
from pmtui.domain.zone_names import likely_zone
from pmtui.domain.zones import check_zone
from pmtui.errors import PmtuiError
from tests.unit.refusals import refusal


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("UTC-3", "use Etc/GMT-3"),
        ("europe/berlin", "use Europe/Berlin"),
        ("Berlin", "use Europe/Berlin"),
        ("kathmandu", "use Asia/Kathmandu"),
        ("Sao Paulo", "use America/Sao_Paulo"),
        ("BST", "use Europe/London"),
        ("UTC+5:30", "use a name such as Europe/London"),
        ("+05:30", "use Asia/Kolkata"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "use Europe/Berlin"),
        (":Europe/Berlin", "use Europe/Berlin"),
        ("/usr/share/zoneinfo/Europe/Berlin", "use Europe/Berlin"),
        ("posix/Asia/Tokyo", "use Asia/Tokyo"),
        ("localtime", "use a name such as Europe/London"),
        ("Mars/Olympus", "use a name such as Europe/London"),
    ],
)
def test_what_is_no_zone_is_refused_with_one_that_is(name: str, offered: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        check_zone(name)
    assert (caught.value.code, caught.value.fix, caught.value.field) == ("E_UNKNOWN_ZONE", offered, "zone")


@given(
    st.one_of(
        st.text(max_size=20), st.from_regex(r"[A-Z]{3}[+-]?[0-9]{1,2}(:[0-9]{2})?([A-Z]{3})?", fullmatch=True)
    )
)
def test_what_is_offered_is_always_accepted(text: str) -> None:
    likely = likely_zone(text)
    assert likely == "" or refusal(lambda: check_zone(likely)) is None


@given(st.sampled_from(sorted(n for n in available_timezones() if "/" in n)))
def test_a_name_in_other_letters_is_known(name: str) -> None:
    assert likely_zone(name.lower().replace("_", " ")).lower() == name.lower()


def test_offsets_count_towards_the_west() -> None:
    form = read_posix("<+0545>-5:45")
    assert form is not None
    assert (form.name, form.offset, form.words) == ("+0545", 345, "5:45 h east of UTC")
    assert read_posix("Europe/Berlin") is None
