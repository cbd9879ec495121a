"""The commands as a user meets them: one key each, words that fit, and nothing registered that cannot run."""

from __future__ import annotations

import pytest

from pmtui.commands import ALL_COMMANDS, CommandClass, Context, Place, clashes, key_name, keymap
from pmtui.domain.documents import Kind
from pmtui.screens.cockpit.screen import CockpitScreen

CONTEXTS = [
    Context(place, kind, state, timer=timer, target=target)
    for place in Place
    for kind, state in [(None, ""), (Kind.KEY_ACTION, "done"), (Kind.KEY_RESULT, "active"), (Kind.ENTRY, "")]
    for timer in (False, True)
    for target in (False, True)
]
# Text inputs use these themselves, and terminals do not send these others reliably.
TAKEN = {"ctrl+a", "ctrl+c", "ctrl+j", "ctrl+i", "ctrl+m"}


def test_no_two_commands_want_the_same_key() -> None:
    assert clashes(ALL_COMMANDS) == []


def test_ids_are_unique() -> None:
    assert len({command.id for command in ALL_COMMANDS}) == len(ALL_COMMANDS)


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda command: command.id)
def test_every_command_runs_an_action_that_the_cockpit_has(command: CommandClass) -> None:
    names = [(part, part.HANDLED[command]) for part in CockpitScreen.PARTS if command in part.HANDLED]
    assert len(names) == 1
    part, name = names[0]
    assert callable(getattr(part, name, None))


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda command: command.id)
def test_words_fit_footer_and_help(command: CommandClass) -> None:
    for context in CONTEXTS:
        assert 1 <= len(command.footer_label(context).split()) <= 2
    assert len(command.help) <= 90
    assert "\n" not in command.help


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda command: command.id)
def test_no_command_needs_a_key_that_may_not_arrive(command: CommandClass) -> None:
    assert not set(command.keys) & TAKEN
    assert not any(key.startswith(("alt+", "ctrl+shift+")) for key in command.keys)


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda command: command.id)
def test_a_read_only_store_takes_no_command_that_writes(command: CommandClass) -> None:
    for context in CONTEXTS:
        locked = Context(context.place, context.kind, context.state, writable=False)
        assert not (command.writes and command.enabled(locked))


def test_own_keys_replace_the_default_ones() -> None:
    keys = keymap(ALL_COMMANDS, {"log": "a, f5"})
    assert keys["log"] == ("a", "f5")
    assert keys["undo"] == ("u", "ctrl+z")


def test_an_own_key_that_is_taken_is_a_clash_with_both_names() -> None:
    found = clashes(ALL_COMMANDS, {"log": "u"})
    assert [(clash.key, {clash.first, clash.second}) for clash in found] == [("u", {"log", "undo"})]


def test_the_same_key_in_different_panes_is_no_clash() -> None:
    assert clashes(ALL_COMMANDS, {"next-day": "r"}) == []


def test_keys_are_named_as_they_are_typed() -> None:
    assert key_name("question_mark") == "?"
    assert key_name("ctrl+p") == "ctrl+p"
