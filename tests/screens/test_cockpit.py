"""The cockpit as somebody at the keyboard meets it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pmtui.commands import Place
from pmtui.data.settings import Settings, load_settings
from pmtui.domain.documents import Kind
from pmtui.domain.strategy import ActionState, KeyAction
from pmtui.screens.cockpit.screen import CockpitScreen
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.usecases.editing import add_document, archive_document, change_document, move_document
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line, start_timer
from pmtui.widgets.week_days import WeekDays
from pmtui.widgets.week_gauge import WeekGauge
from tests.screens.cockpit_stage import MovableClock, cockpit, session_in, text_of, toasts


def panes_on_screen(screen: CockpitScreen) -> list[str]:
    return [place.value for place in Place if screen.query_one(f"#{place.value}").region.area]


def item_key(screen: CockpitScreen) -> str:
    assert screen.item is not None
    return screen.item.key


def action_state(session: Session) -> ActionState:
    action = session.plan().get("KA1", KeyAction)
    assert action is not None
    return action.state


async def look_again(pilot: Pilot[None], screen: CockpitScreen) -> None:
    """What the clock does each second."""
    screen._look()
    await pilot.pause()


@pytest.mark.parametrize(
    ("width", "panes"),
    [
        (120, ["strategy", "kata", "time"]),
        (119, ["strategy", "kata"]),
        (80, ["strategy", "kata"]),
        (79, ["strategy"]),
        (60, ["strategy"]),
    ],
)
async def test_as_many_panes_as_fit(story: Session, width: int, panes: list[str]) -> None:
    async with cockpit(story, (width, 30)) as (_, screen):
        assert panes_on_screen(screen) == panes


@pytest.mark.parametrize("size", [(59, 30), (120, 19), (20, 5)])
async def test_a_window_too_small_says_which_size_is_needed(story: Session, size: tuple[int, int]) -> None:
    async with cockpit(story, size) as (pilot, screen):
        assert panes_on_screen(screen) == []
        assert "60" in text_of(pilot)


async def test_a_resize_storm_loses_nothing(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("j", "j")
        for width, height in [(80, 30), (60, 20), (10, 3), (59, 19), (200, 60), (79, 20), (120, 40)]:
            await pilot.resize_terminal(width, height)
        await pilot.pause()
        assert item_key(screen) == "KA1"
        assert panes_on_screen(screen) == ["strategy", "kata", "time"]


async def test_the_numbers_and_tab_reach_every_pane_at_any_width(story: Session) -> None:
    async with cockpit(story, (80, 30)) as (pilot, screen):
        await pilot.press("3")
        assert (screen.place, panes_on_screen(screen)) == (Place.TIME, ["strategy", "time"])
        await pilot.press("shift+tab")
        assert (screen.place, panes_on_screen(screen)) == (Place.KATA, ["strategy", "kata"])
        await pilot.press("tab", "tab")
        assert screen.place is Place.STRATEGY
        assert screen.focused is screen.outline(Place.STRATEGY)


async def test_zoom_lets_one_pane_fill_the_window_and_gives_it_back(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("2", "z")
        await pilot.pause()
        assert panes_on_screen(screen) == ["kata"]
        await pilot.press("z")
        await pilot.pause()
        assert panes_on_screen(screen) == ["strategy", "kata", "time"]


async def test_every_pane_shows_what_it_is_for(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        text = text_of(pilot)
    for expected in (
        ("Health exchange", "Wed 14 Oct 2026, week 42"),
        (
            "O1 Partner with consultancies",
            "KR1 Activated partners",
            "12 of 20",
            "● on track",
            "□ KA1 Call ten",
            "11 weeks",
        ),
        (
            "TC1",
            "21 → 2 days",
            "now 12",
            "78 days left",
            "OB1 Filters do not narrow",
            "X1 Ask five people",
            "tomorrow",
        ),
        ("pricing tiers", "gap 0:30", "▲ outage", "2:45 h", "nothing" not in text and "This week"),
    ):
        for words in expected:
            assert str(words) in text


@pytest.mark.parametrize(
    ("start", "week", "first"),
    [("sunday", "week 1", "Sun"), ("saturday", "week 1", "Sat"), ("monday", "week 53", "Mon")],
)
async def test_header_and_bars_follow_the_week_of_the_workspace(
    nothing: Session, start: str, week: str, first: str
) -> None:
    assert isinstance(nothing.clock, MovableClock)
    nothing.clock.set("2027-01-03T12:00:00+00:00")
    minutes = ",".join(["60"] * 7)
    change_document(nothing, "workspace", {"week_start": start, "working_minutes": minutes})
    log_line(nothing, "45m work")
    async with cockpit(nothing) as (pilot, screen):
        assert f"Sun 3 Jan 2027, {week}" in text_of(pilot)
        assert screen.board is not None
        days = screen.query_one(WeekDays)
        assert str(days.lines(screen.board, 30)[0]).startswith(first)


async def test_hours_logged_are_summed_up_behind_the_first_picture(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert screen.board is not None
        assert screen.board.minutes == {"O1": 120}
        assert "2:00 h" in text_of(pilot)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_footer_ends_with_more_and_is_not_clipped(story: Session, width: int) -> None:
    async with cockpit(story, (width, 24)) as (pilot, _):
        last = text_of(pilot).splitlines()[-1]
    assert last.rstrip().endswith("? more")
    assert "l log" in last


async def test_space_marks_done_and_undo_takes_it_back_and_says_so(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("j", "j", "space")
        assert action_state(story) is ActionState.DONE
        assert item_key(screen) == "KA1"
        assert toasts(pilot)[-1].endswith("u undoes it")
        await pilot.press("u")
        assert action_state(story) is ActionState.TODO
        assert toasts(pilot)[-1].startswith("Undone: Move KA1")
        assert toasts(pilot)[-1].endswith("ctrl+r brings it back")
        await pilot.press("ctrl+r")
        assert action_state(story) is ActionState.DONE


async def test_opening_a_done_action_again_asks_why(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("j", "j", "space", "space", *"because", "enter")
        await pilot.pause()
        assert action_state(story) is ActionState.DOING


async def test_delete_archives_with_what_is_below_and_undo_brings_all_back(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("j", "d")
        assert "KR1" not in text_of(pilot).replace(">KR1", "") or story.plan().find("KA1").is_archived
        assert "and 1 below it" in toasts(pilot)[-1]
        await pilot.press("ctrl+z")
        assert not story.plan().find("KA1").is_archived


async def test_undo_with_nothing_to_undo_is_a_sentence(nothing: Session) -> None:
    async with cockpit(nothing) as (pilot, _):
        await pilot.press("u")
        assert "othing" in toasts(pilot)[-1]


@pytest.mark.parametrize(
    ("keys", "kind", "parent"),
    [
        (["n"], Kind.OBJECTIVE, {"serves": "C1"}),
        (["N"], Kind.KEY_RESULT, {"objective": "O1"}),
        (["j", "n"], Kind.KEY_RESULT, {"objective": "O1"}),
        (["j", "N"], Kind.KEY_ACTION, {"key_result": "KR1"}),
        (["2", "n"], Kind.OBSTACLE, {"target": "TC1"}),
        (["2", "N"], Kind.EXPERIMENT, {"obstacle": "OB1"}),
        (["2", "g", "n"], Kind.VISION, {}),
        (["2", "g", "N"], Kind.CHALLENGE, {"vision": "V1"}),
        (["2", "g", "j", "N"], Kind.TARGET, {"challenge": "C1"}),
        (["o"], Kind.OBSTACLE, {"target": "TC1"}),
        (["3", "o"], Kind.OBSTACLE, {"target": "TC1"}),
    ],
)
async def test_new_beside_and_below_open_the_form_with_the_parent_filled_in(
    story: Session, monkeypatch: pytest.MonkeyPatch, keys: list[str], kind: Kind, parent: dict[str, str]
) -> None:
    asked: list[tuple[Kind, dict[str, str]]] = []
    async with cockpit(story) as (pilot, screen):
        monkeypatch.setattr(screen.items, "add", lambda kind, preset: asked.append((kind, dict(preset))))
        await pilot.press(*keys)
    assert asked == [(kind, parent)]


async def test_the_form_saves_and_the_cursor_stands_on_the_new_item(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("j", "N")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentForm)
        await pilot.press(*"Webinar", "ctrl+s")
        await pilot.pause()
        assert item_key(screen) == "KA2"
        assert "Webinar" in text_of(pilot)


async def test_a_key_that_does_not_apply_says_what_it_needs(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("j", "j", "N")
        assert "Nothing goes below" in toasts(pilot)[-1]


async def test_choosing_another_item_of_the_kata_shows_its_target_condition(story: Session) -> None:
    way = {"unit": "steps", "direction": "decrease", "baseline": "9", "target": "3", "owner": "Ana"}
    add_document(story, Kind.TARGET, {"title": "Three steps to a quote", "challenge": "C1", **way})
    async with cockpit(story) as (pilot, _):
        await pilot.press("2", "G")
        await pilot.pause()
        assert "9 → 3 steps" in text_of(pilot)


async def test_the_timer_is_live_and_stops_with_one_key(story: Session) -> None:
    start_timer(story, "checkout errors")
    clock = story.clock
    assert isinstance(clock, MovableClock)
    async with cockpit(story) as (pilot, screen):
        clock.set("2026-10-14T14:44:00+00:00")
        await look_again(pilot, screen)
        assert "0:24" in text_of(pilot).splitlines()[0]
        await pilot.press("s")
        assert story.plan().timer is None
        assert "checkout errors" in text_of(pilot)


async def test_starting_the_timer_opens_the_quick_bar(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuickBar)
        await pilot.press(*"pricing", "enter")
        await pilot.pause()
        assert story.plan().timer is not None


async def test_a_gap_opens_the_quick_bar_with_its_hours(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("3", "j")
        assert item_key(screen) == "gap 10:00-10:30"
        await pilot.press("enter", *"mail", "enter")
        await pilot.pause()
        assert [entry.minutes for entry in story.entries(story.today(), story.today())] == [120, 30, 45]


async def test_other_days_are_one_key_away(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("3", "left_square_bracket")
        assert "Tue 13 Oct 2026" in text_of(pilot)
        assert "Nothing is logged on this day" in text_of(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert screen.board is not None
        assert screen.board.day == story.today()


async def test_what_another_window_wrote_shows_and_the_place_is_kept(
    story: Session, store_folder: Path
) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("j", "left")
        other = session_in(store_folder)
        add_document(other, Kind.OBJECTIVE, {"title": "Written elsewhere"})
        await look_again(pilot, screen)
        assert "Written elsewhere" in text_of(pilot)
        assert item_key(screen) == "KR1"
        assert "KA1" not in text_of(pilot)
        assert screen.focused is screen.outline(Place.STRATEGY)


async def test_an_item_archived_elsewhere_leaves_the_cursor_nearby(
    story: Session, store_folder: Path
) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("j", "j")
        archive_document(session_in(store_folder), "KA1")
        await look_again(pilot, screen)
        assert item_key(screen) == "KR2"


async def test_midnight_changes_the_day(story: Session) -> None:
    clock = story.clock
    assert isinstance(clock, MovableClock)
    async with cockpit(story) as (pilot, screen):
        clock.set("2026-10-15T00:00:10+00:00")
        await look_again(pilot, screen)
        assert "Thu 15 Oct 2026" in text_of(pilot)
        assert "Check     Thu 15 Oct, today" in text_of(pilot)


async def test_a_damaged_store_is_read_only_and_says_why(story: Session, store_folder: Path) -> None:
    async with cockpit(story) as (pilot, screen):
        (store_folder / "strategy.json").write_text("{")
        await look_again(pilot, screen)
        assert "read-only" in text_of(pilot)
        assert "strategy.json" in text_of(pilot)
        await pilot.press("d")
        assert "read-only" in toasts(pilot)[-1]


async def test_a_damaged_month_of_long_ago_is_told_once(story: Session, store_folder: Path) -> None:
    log_line(story, "-90d 1h long ago")
    async with cockpit(story) as (pilot, screen):
        month = min((store_folder / "time").glob("*.json"))
        spoiled = month.read_text(encoding="utf-8").replace('"minutes":', '"minutes":-', 1)
        month.write_text(spoiled, encoding="utf-8")
        for _ in range(3):
            screen.reload()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        assert len([said for said in toasts(pilot) if month.name in said and "damaged" in said]) == 1


async def test_the_filter_narrows_while_typing_and_escape_shows_all(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("slash", *"pipeline")
        await pilot.pause()
        assert [item.key for item in screen.outline().shown_items] == ["O1", "KR2"]
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert len(screen.outline().shown_items) > 3


async def test_the_palette_lists_commands_with_keys_and_finds_own_items(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "ctrl+o" in text_of(pilot)
        await pilot.press(*"filters", "enter")
        await pilot.pause()
        assert (screen.place, item_key(screen)) == (Place.KATA, "OB1")


async def test_a_command_from_the_palette_runs(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("ctrl+p", *"zoom", "enter")
        await pilot.pause()
        assert panes_on_screen(screen) == ["strategy"]


async def test_jump_goes_to_a_ref(story: Session) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press("ctrl+o", *"kr2", "enter")
        await pilot.pause()
        assert item_key(screen) == "KR2"


async def test_help_explains_the_term_and_lists_the_keys_of_this_pane(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("2", "k", "question_mark")
        await pilot.pause()
        text = text_of(pilot)
        assert "Target condition: the next measurable state you want, by a date" in text
        assert "Show the day before" not in text
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, CockpitScreen)


async def test_own_keys_work_and_show(story: Session) -> None:
    async with cockpit(story, settings=Settings(keys={"log": "f5"})) as (pilot, _):
        assert "f5 log" in text_of(pilot)
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuickBar)


async def test_the_theme_is_previewed_chosen_and_kept(story: Session, home: Path) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("f2", *"pmtui-light", "enter")
        await pilot.pause()
        assert pilot.app.theme == "pmtui-light"
    assert 'theme = "pmtui-light"' in (home / "config" / "settings.toml").read_text()


async def test_leaving_the_theme_list_changes_nothing(story: Session, home: Path) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("f2", "down", "down", "escape")
        await pilot.pause()
        assert pilot.app.theme == "pmtui-dark"
    assert not (home / "config").exists()


async def test_copying_gives_markdown_in_which_nothing_is_active(story: Session) -> None:
    add_document(story, Kind.KEY_ACTION, {"title": "[x](http://y) *z*", "key_result": "KR1"})
    async with cockpit(story) as (pilot, _):
        await pilot.press("y")
        copied = pilot.app.clipboard
    assert copied.startswith("# O1 Partner with consultancies\n")
    assert r"\[x\]" in copied
    assert r"\*z\*" in copied


async def test_an_empty_workspace_offers_three_ways_to_begin(nothing: Session) -> None:
    async with cockpit(nothing) as (pilot, _):
        text = text_of(pilot)
        for offer in ("Look around in the demo", "Start from a template", "Start blank"):
            assert offer in text


async def test_the_template_fills_the_panes_in_one_undo_step(nothing: Session) -> None:
    async with cockpit(nothing) as (pilot, _):
        await pilot.press("j", "enter")
        await pilot.pause()
        assert nothing.plan().find("O1")
        await pilot.press("u")
        await pilot.pause()
        assert nothing.plan().documents == {}
        assert "Start blank" in text_of(pilot)


async def test_a_blank_start_opens_the_form_for_an_objective(nothing: Session) -> None:
    async with cockpit(nothing) as (pilot, _):
        await pilot.press("G", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentForm)


async def test_the_demo_opens_over_the_empty_workspace_and_escape_leaves_it(
    nothing: Session, store_folder: Path
) -> None:
    async with cockpit(nothing) as (pilot, screen):
        await pilot.press("enter")
        await pilot.pause()
        assert "DEMO" in text_of(pilot).splitlines()[0]
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
    assert not store_folder.exists()


async def test_the_check_in_opens_on_the_target_shown(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("c")
        await pilot.pause()
        assert "Buy in two days" in text_of(pilot)


async def test_moving_from_the_pane(story: Session) -> None:
    move_document(story, "X1", "abandoned")
    async with cockpit(story) as (pilot, _):
        await pilot.press("2", "m")
        await pilot.pause()
        assert "parked" in text_of(pilot)


async def test_ascii_symbols_by_setting(story: Session) -> None:
    async with cockpit(story, settings=Settings(ascii=True)) as (pilot, _):
        text = text_of(pilot)
    assert "+ on track" in text
    assert "[ ] KA1" in text
    assert not set(text) & set("●▲✖○▾▸□◧■▌▁█")


async def test_a_fire_that_keeps_coming_back_is_told_and_becomes_an_obstacle(story: Session) -> None:
    for line in ("2026-10-12 30m fire outage @acme !out", "2026-10-13 30m fire outage @acme !out"):
        log_line(story, line)
    async with cockpit(story) as (pilot, _):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "outage × acme" in text_of(pilot)
        assert "3 days in 4 weeks" in text_of(pilot)
        await pilot.press("3", "o")
        await pilot.pause()
        assert "Fires keep coming back: outage × acme" in text_of(pilot)
        assert "Buy in two days" in text_of(pilot)


async def test_the_help_says_what_the_flags_of_the_item_mean(nothing: Session) -> None:
    add_document(nothing, Kind.OBJECTIVE, {"title": "Sell more"})
    async with cockpit(nothing) as (pilot, _):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "W9  O1 serves no goal and no challenge" in text_of(pilot)


async def test_only_the_latest_change_offers_to_be_undone(story: Session) -> None:
    async with cockpit(story) as (pilot, _):
        await pilot.press("j", "j", "space", "d")
        await pilot.pause()
        assert len(toasts(pilot)) == 1


async def test_a_draft_target_condition_is_not_called_checked_and_says_how_to_start(nothing: Session) -> None:
    add_document(nothing, Kind.CHALLENGE, {"title": "99 % sign up"})
    way = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}
    add_document(nothing, Kind.TARGET, {"title": "Buy in two days", "challenge": "C1", **way})
    async with cockpit(nothing) as (pilot, _):
        await pilot.press("2", "G")
        await pilot.pause()
        assert "checked in" not in text_of(pilot)
        assert "m start on it" in text_of(pilot)


@pytest.mark.parametrize("keys", [["enter"], ["g", "n", "enter"], ["2", "enter"], ["e"], ["c"], ["l"]])
async def test_no_key_breaks_the_app_when_the_store_is_damaged_under_it(
    story: Session, keys: list[str]
) -> None:
    async with cockpit(story) as (pilot, screen):
        (story.store.root / "strategy.json").write_text('{"broken')
        await pilot.press(*keys)
        await pilot.pause()
        screen.reload()
        await pilot.press("escape", *keys)
        await pilot.pause()
        assert "damaged" in text_of(pilot) or any("read-only" in said for said in toasts(pilot))


async def test_the_template_puts_the_cursor_of_the_kata_on_its_target_condition(nothing: Session) -> None:
    async with cockpit(nothing) as (pilot, screen):
        await pilot.press("down", "enter")
        await pilot.press("2")
        assert item_key(screen) == "TC1"


@pytest.mark.parametrize(("rows", "drawn"), [(29, False), (30, True)])
async def test_a_low_window_keeps_its_rows_for_the_day(story: Session, rows: int, drawn: bool) -> None:
    async with cockpit(story, (80, rows)) as (pilot, _):
        await pilot.press("3")
        await pilot.pause()
        assert ("Thu" in text_of(pilot)) is drawn


async def test_what_is_running_counts_in_heading_gauge_and_bars(story: Session) -> None:
    log_line(story, "start 13:56 fire checkout errors")
    async with cockpit(story) as (pilot, screen):
        shown = text_of(pilot)
        assert "3:09 h, 0:24 running" in shown
        assert "running 0:24" in str(screen.query_one(WeekGauge).render())
        assert "3:09 h, shares from 5 h on" in shown
        bar = next(line for line in shown.splitlines() if re.search(r"│ ?Wed █", line))
        assert "3:09 ◷" in bar


async def test_what_the_settings_name_in_vain_is_said_once(story: Session, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'theme = "pmtui-drak"\nascii = 1\n[keys]\nlgo = "f5"\nfire = "ctl+x"\nundo = 4\n'
    )
    async with cockpit(story, settings=load_settings(tmp_path)) as (pilot, screen):
        await pilot.pause()
        (said,) = toasts(pilot)
        assert 'line 1: there is no theme "pmtui-drak"' in said or "2 more: pmtui keys" in said
        assert pilot.app.theme == "pmtui-dark"
        screen.reload()
        await pilot.pause()
        assert len(toasts(pilot)) == 1


async def test_a_conflict_copy_is_named_in_the_banner_until_esc(story: Session, store_folder: Path) -> None:
    copy = store_folder / "strategy (conflicted copy).json"
    copy.write_bytes((store_folder / "strategy.json").read_bytes())
    async with cockpit(story) as (pilot, screen):
        assert text_of(pilot).count(copy.name) == 1
        assert screen.writable
        await pilot.press("escape")
        assert copy.name not in text_of(pilot)
        screen.reload()
        await pilot.pause()
        assert copy.name not in text_of(pilot)
        (store_folder / "time" / "2026-10 (1).json").write_text("{}")
        screen.reload()
        await pilot.pause()
        assert "2026-10 (1).json" in text_of(pilot)
        for path in (copy, store_folder / "time" / "2026-10 (1).json"):
            path.unlink()
        screen.reload()
        await pilot.pause()
        assert "conflict cop" not in text_of(pilot)


async def test_the_banner_says_that_the_history_is_missing_until_esc(
    story: Session, store_folder: Path
) -> None:
    shutil.rmtree(store_folder / "history")
    copy = store_folder / "strategy (conflicted copy).json"
    copy.write_bytes((store_folder / "strategy.json").read_bytes())
    async with cockpit(story) as (pilot, screen):
        assert "The history is missing" in text_of(pilot)
        assert copy.name not in text_of(pilot)
        await pilot.press("escape")
        assert "istory is missing" not in text_of(pilot)
        assert copy.name in text_of(pilot)
        await pilot.press("escape")
        screen.reload()
        await pilot.pause()
        assert "istory is missing" not in text_of(pilot)
