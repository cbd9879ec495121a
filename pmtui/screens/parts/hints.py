"""What the footer says: the few commands that matter here, with their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmtui.commands import CommandClass, Context, key_name
from pmtui.widgets.footer import KeyHint

_AT_THE_END = ("palette", "help")


def hints_for(
    commands: Iterable[CommandClass], context: Context, keys: Mapping[str, Sequence[str]]
) -> list[KeyHint]:
    """Return a hint for each of ``commands`` that applies in ``context`` and has a key, the most useful first."""
    enabled = [command for command in commands if command.enabled(context)]
    ranks = [(command.footer_rank(context), command) for command in enabled]
    ranked = sorted(((rank, c) for rank, c in ranks if rank is not None), key=lambda pair: pair[0])
    return [
        KeyHint(c.id, key_name(keys[c.id][0]), c.footer_label(context), c.id in _AT_THE_END)
        for _, c in ranked
        if keys[c.id]
    ]
