"""log, start, switch, stop, resume, cancel: each one step, and no minute lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmtui.data.time_log import load_timer
from pmtui.domain.overlap import Overlap
from pmtui.usecases import quick_lines
from tests.unit.planner import NOON, Planner


class TestLogging:
    def test_stores_what_the_line_says(self, pm: Planner) -> None:
        pm.lockup()
        entry = pm.entry(pm.log("9:00-10:30 pricing tiers >KR1 @acme #q4 ~pricing -- two open questions"))
        assert (entry.minutes, entry.mode, entry.text) == (90, "strategic", "pricing tiers")
        assert (entry.links, entry.parties, entry.tags) == (("KR1",), ("acme",), ("q4",))
        assert (entry.activity, entry.note) == ("pricing", "two open questions")
        assert (entry.start, entry.end) == (NOON.replace(hour=9), NOON.replace(hour=10, minute=30))

    def test_a_preview_stores_nothing(self, pm: Planner) -> None:
        before = pm.everything()
        assert quick_lines.preview(pm.session, "45m call").minutes == 45
        assert pm.everything() == before
        assert not pm.root.exists()

    def test_an_entry_goes_into_the_month_of_its_start_where_it_was_recorded(self, pm: Planner) -> None:
        pm.clock.zone = "Pacific/Auckland"
        pm.clock.instant = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
        pm.log("0:00-1:00 call")
        assert [f"{p.name}" for p in (pm.root / "time").iterdir()] == ["2026-11.json"]

    def test_a_link_to_something_closed_is_noticed_and_kept(self, pm: Planner) -> None:
        pm.lockup()
        pm.move("O1", "dropped")
        done = pm.verb("log", "45m call >O1")
        assert "W_CLOSED_LINK" in done.notices
        assert done.entry is not None
        assert done.entry.links == ("O1",)

    @pytest.mark.parametrize("choice", Overlap)
    def test_a_chosen_way_out_of_an_overlap_is_one_step(self, pm: Planner, choice: Overlap) -> None:
        long = pm.log("8:00-11:00 planning")
        before = pm.everything()
        done = pm.verb("log", "9:00-10:00 outage", choice) if choice is not Overlap.TRIM_THIS else None
        if choice is Overlap.TRIM_OTHER:
            assert done is not None
            shown = sorted((e.start, e.minutes, e.text) for e in pm.entries() if e.start)
            assert [(m, t) for _, m, t in shown] == [(60, "planning"), (60, "outage"), (60, "planning")]
            assert pm.entry(long).minutes == 60
            assert len(done.others) == 2
        elif choice is Overlap.UNANCHOR:
            assert done is not None
            assert done.entry is not None
            assert (done.entry.start, done.entry.minutes) == (None, 60)
            assert pm.entry(long).minutes == 180
        else:
            pm.refuses(lambda: pm.verb("log", "9:00-10:00 outage", choice), "E_NOTHING_LEFT")
            done = pm.verb("log", "7:00-12:00 outage", choice)
            assert [e.minutes for e in (done.entry, *done.others) if e] == [60, 60]
        pm.undo()
        assert pm.everything() == before

    def test_an_other_that_is_covered_whole_is_archived_and_undo_brings_it_back(self, pm: Planner) -> None:
        short = pm.log("9:00-9:30 mail")
        before = pm.everything()
        pm.verb("log", "8:00-10:00 planning", Overlap.TRIM_OTHER)
        assert pm.entry(short).is_archived
        pm.undo()
        assert pm.everything() == before

    def test_trimming_can_reach_over_a_month(self, pm: Planner) -> None:
        pm.clock.instant = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
        night = pm.log("yesterday 22:00-2:00 release")
        before = pm.everything()
        pm.verb("log", "yesterday 21:00-1:00 outage", Overlap.TRIM_OTHER)
        assert (pm.entry(night).minutes, str(pm.entry(night).date)) == (60, "2026-11-01")
        assert sum(e.minutes for e in pm.entries()) == 300
        pm.undo()
        assert pm.everything() == before


class TestTimer:
    def test_start_and_stop_make_an_entry(self, pm: Planner) -> None:
        pm.lockup()
        pm.verb("start", "strat pricing tiers >KR1 @acme #q4 -- first")
        pm.clock.move(minutes=25, seconds=40)
        entry = pm.verb("stop", "-- second").entry
        assert entry is not None
        assert (entry.minutes, entry.mode, entry.text, entry.links) == (
            25,
            "strategic",
            "pricing tiers",
            ("KR1",),
        )
        assert (entry.parties, entry.tags, entry.note) == (("acme",), ("q4",), "first\nsecond")
        assert load_timer(pm.session.store) is None

    def test_one_runs_at_a_time_and_the_refusal_names_switch(self, pm: Planner) -> None:
        pm.verb("start", "pricing tiers")
        error = pm.refuses(lambda: pm.verb("start", "mail"), "E_TIMER_RUNNING")
        assert "switch" in str(error.fix)
        assert "pricing tiers" in error.message
        pm.log("5m mail")
        pm.refuses(lambda: pm.verb("resume"), "E_TIMER_RUNNING")

    @pytest.mark.parametrize("verb", ["stop", "switch", "cancel"])
    def test_without_one_there_is_nothing_to_end(self, pm: Planner, verb: str) -> None:
        pm.refuses(lambda: pm.verb(verb), "E_NO_TIMER")

    def test_switch_ends_one_and_starts_the_next_at_the_same_instant(self, pm: Planner) -> None:
        pm.verb("start", "pricing tiers")
        pm.clock.move(minutes=30)
        done = pm.verb("switch", "fire outage @acme")
        assert done.entry is not None
        assert done.timer is not None
        assert (done.entry.text, done.entry.minutes) == ("pricing tiers", 30)
        assert (done.timer.text, done.timer.mode, done.timer.start) == ("outage", "firefight", done.entry.end)
        pm.undo()
        timer = load_timer(pm.session.store)
        assert timer is not None
        assert (timer.text, pm.entries()) == ("pricing tiers", [])

    def test_cancel_forgets_it_and_undo_brings_it_back(self, pm: Planner) -> None:
        pm.verb("start", "pricing tiers")
        before = pm.everything()
        pm.verb("cancel")
        assert load_timer(pm.session.store) is None
        assert pm.entries() == []
        pm.undo()
        assert pm.everything() == before

    def test_resume_goes_on_with_the_latest_entry_but_its_note(self, pm: Planner) -> None:
        pm.refuses(lambda: pm.verb("resume"), "E_NOTHING_TO_RESUME")
        pm.log("8:00-9:00 fire outage @acme !outage -- see the log")
        pm.log("7:00-7:30 mail")
        timer = pm.verb("resume").timer
        assert timer is not None
        assert (timer.text, timer.mode, timer.parties, timer.cause) == (
            "outage",
            "firefight",
            ("acme",),
            "outage",
        )
        assert (timer.note, timer.start) == ("", NOON)

    def test_what_stop_and_resume_add_is_kept_beside_what_was_there(self, pm: Planner) -> None:
        """Nothing typed is lost: words join, names join, one choice replaces the other."""
        pm.lockup()
        pm.verb("start", "pricing tiers @acme")
        pm.clock.move(minutes=10)
        entry = pm.verb("stop", "fire sent to legal @globex @acme >KR1 #q4 !promise").entry
        assert entry is not None
        assert (entry.text, entry.parties, entry.links) == (
            "pricing tiers; sent to legal",
            ("acme", "globex"),
            ("KR1",),
        )
        assert (entry.tags, entry.mode, entry.cause) == (("q4",), "firefight", "promise")
        timer = pm.verb("resume", "second round").timer
        assert timer is not None
        assert timer.text == "pricing tiers; sent to legal; second round"

    def test_what_stop_adds_sorts_an_unsorted_timer_but_overrules_no_mode(self, pm: Planner) -> None:
        pm.lockup()
        for line, mode in (("call", "strategic"), ("fire call", "firefight")):
            pm.verb("start", line)
            pm.clock.move(minutes=10)
            entry = pm.verb("stop", ">KR1").entry
            assert entry is not None
            assert entry.mode == mode

    def test_a_clock_says_when_it_began_or_ended(self, pm: Planner) -> None:
        pm.verb("start", "11:15 call")
        entry = pm.verb("stop", "11:45").entry
        assert entry is not None
        assert (entry.start, entry.minutes) == (NOON.replace(hour=11, minute=15), 30)
        pm.verb("start", "11:50 call")
        assert pm.refuses(lambda: pm.verb("stop", "11:45"), "E_FUTURE").fix == "now"
        assert pm.refuses(lambda: pm.verb("stop", "today 11:45"), "E_NEGATIVE").fix

    @pytest.mark.parametrize("verb", ["stop", "switch"])
    @pytest.mark.parametrize("back", [{"minutes": -3}, {"hours": -30}])
    def test_with_the_clock_behind_the_start_it_works_and_is_flagged(
        self, pm: Planner, verb: str, back: dict[str, int]
    ) -> None:
        pm.verb("start", "pricing tiers")
        pm.clock.move(**back)
        entry = pm.verb(verb).entry
        assert entry is not None
        assert (entry.text, entry.start, entry.minutes) == ("pricing tiers", None, 1)
        assert entry.date == pm.clock.instant.date()
        assert "clock" in entry.review
        pm.set(entry.ref, minutes="20")
        assert (pm.entry(entry.ref).minutes, pm.entry(entry.ref).review) == (20, "")

    def test_under_a_minute_counts_as_one_and_is_not_flagged(self, pm: Planner) -> None:
        pm.verb("start", "call")
        pm.clock.move(seconds=20)
        entry = pm.verb("stop").entry
        assert entry is not None
        assert (entry.minutes, entry.review) == (1, "")

    @pytest.mark.parametrize("verb", ["stop", "switch"])
    def test_over_twelve_hours_is_refused_with_a_way_out(self, pm: Planner, verb: str) -> None:
        pm.verb("start", "call")
        pm.clock.move(hours=12, minutes=1)
        error = pm.refuses(lambda: pm.verb(verb), "E_TOO_LONG")
        assert "12 h 01" in error.message
        assert "pmtui stop 12:30" in str(error.fix)
        assert "cancel" in error.message
        entry = pm.verb("stop", "17:30").entry
        assert entry is not None
        assert entry.minutes == 330

    def test_exactly_twelve_hours_is_fine(self, pm: Planner) -> None:
        pm.verb("start", "call")
        pm.clock.move(hours=12)
        entry = pm.verb("stop").entry
        assert entry is not None
        assert entry.minutes == 720

    def test_an_overlap_on_stopping_is_a_choice(self, pm: Planner) -> None:
        pm.verb("start", "call")
        pm.clock.move(hours=1)
        pm.log("12:15-12:30 mail")
        pm.refuses(lambda: pm.verb("stop"), "E_OVERLAP")
        done = pm.verb("stop", "", Overlap.TRIM_THIS)
        assert [e.minutes for e in (done.entry, *done.others) if e] == [15, 30]

    def test_a_timer_keeps_the_zone_it_was_started_in(self, pm: Planner) -> None:
        pm.clock.zone = "America/New_York"
        pm.clock.instant = datetime(2026, 10, 15, 3, 30, tzinfo=UTC)
        pm.verb("start", "call")
        pm.clock.zone = "Europe/London"
        pm.clock.move(hours=1)
        entry = pm.verb("stop").entry
        assert entry is not None
        assert (entry.zone, str(entry.date)) == ("America/New_York", "2026-10-14")
