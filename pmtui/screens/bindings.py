"""Textual bindings from the command classes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from pmtui.commands import CommandClass


def bindings_of(commands: Iterable[CommandClass]) -> list[BindingType]:
    """Return one binding for each command that goes through :meth:`PmtuiScreen.action_give`.

    The id of the command is the id of the binding, so that the user's own keys replace it.
    """
    return [
        Binding(",".join(command.keys), f"give('{command.id}')", command.label, id=command.id, show=False)
        for command in commands
    ]
