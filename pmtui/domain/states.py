"""The life of things: which state may follow which, what is closed, and what re-opens only with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError


class Lifecycle(NamedTuple):
    """States of one kind of document.

    Attributes:
        first: State of a new document.
        moves: For every state, the states that may follow, in the order they are offered.
        closed: States in which nothing else may change.
        reopens: Moves out of a closed state; each needs a reason.
    """

    first: str
    moves: Mapping[str, tuple[str, ...]]
    closed: frozenset[str]
    reopens: Mapping[str, tuple[str, ...]]

    @property
    def states(self) -> tuple[str, ...]:
        """All states, in the order of life."""
        return tuple(self.moves)

    def next_states(self, state: str) -> tuple[str, ...]:
        """Return the states that may follow ``state``, re-opening included."""
        return self.moves[state] + self.reopens.get(state, ())


_GOAL_LIKE = Lifecycle(
    first="draft",
    moves={
        "draft": ("active", "dropped"),
        "active": ("paused", "achieved", "missed", "dropped"),
        "paused": ("active", "achieved", "missed", "dropped"),
        "achieved": (),
        "missed": (),
        "dropped": (),
    },
    closed=frozenset({"achieved", "missed", "dropped"}),
    reopens={"achieved": ("active",), "missed": ("active",), "dropped": ("active", "draft")},
)

LIFECYCLES: Mapping[Kind, Lifecycle] = {
    Kind.OBJECTIVE: _GOAL_LIKE,
    Kind.KEY_RESULT: _GOAL_LIKE,
    Kind.KEY_ACTION: Lifecycle(
        first="todo",
        moves={
            "todo": ("doing", "dropped"),
            "doing": ("done", "blocked", "todo", "dropped"),
            "blocked": ("doing", "dropped"),
            "done": (),
            "dropped": (),
        },
        closed=frozenset({"done", "dropped"}),
        reopens={"done": ("doing", "todo"), "dropped": ("todo",)},
    ),
    Kind.TARGET: Lifecycle(
        first="draft",
        moves={
            "draft": ("active",),
            "active": ("achieved", "expired", "abandoned"),
            "achieved": (),
            "expired": (),
            "abandoned": (),
        },
        closed=frozenset({"achieved", "expired", "abandoned"}),
        reopens={"achieved": ("active",), "expired": ("active",), "abandoned": ("active",)},
    ),
    Kind.OBSTACLE: Lifecycle(
        first="parked",
        moves={
            "parked": ("current", "gone", "dismissed"),
            "current": ("parked", "gone", "dismissed"),
            "gone": ("parked",),
            "dismissed": (),
        },
        closed=frozenset({"gone", "dismissed"}),
        reopens={},
    ),
    Kind.EXPERIMENT: Lifecycle(
        first="planned",
        moves={
            "planned": ("running", "abandoned"),
            "running": ("concluded", "abandoned"),
            "concluded": (),
            "abandoned": (),
        },
        closed=frozenset({"concluded", "abandoned"}),
        reopens={},
    ),
}


def archived_error(ref: str) -> PmtuiError:
    """Return the error for something that was deleted: undoing that change brings it back."""
    message = f"{ref} is archived; undo the change that its history names to bring it back"
    return PmtuiError("E_ARCHIVED", message, f"pmtui history {ref}")


def moving(kind: Kind, ref: str, state: str, wanted: str) -> str:
    """Return the command that moves ``ref`` from ``state`` to ``wanted``, or else to the state that may follow."""
    lifecycle = LIFECYCLES.get(kind)
    if lifecycle is None:
        return f"pmtui set {ref} FIELD=VALUE"
    following = lifecycle.next_states(state)
    plain = wanted.strip().lower()
    return f"pmtui move {ref} {plain if plain in following else following[0]}"


def reopening(kind: Kind, ref: str, state: str) -> str:
    """Return the command that opens ``ref`` again, or where nothing can, the one that tells how it was closed."""
    lifecycle = LIFECYCLES[kind]
    following = lifecycle.next_states(state)
    if not following:
        return f"{state} is final; undo the change that closed it: pmtui history {ref}"
    reason = ' --reason "why"' if following[0] in lifecycle.reopens.get(state, ()) else ""
    return f"pmtui move {ref} {following[0]}{reason}"


def check_move(kind: Kind, ref: str, state: str, wanted: str, reason: str) -> None:
    """Allow the move from ``state`` to ``wanted``, or refuse it.

    Raises:
        PmtuiError: ``E_NO_STATES`` when the kind has none, ``E_UNKNOWN_STATE``, ``E_TRANSITION`` when the move is
            not in the lifecycle, ``E_REASON`` when it re-opens a closed thing without a reason.

    Source: method, states of §1 and §2.
    """
    lifecycle = LIFECYCLES.get(kind)
    if lifecycle is None:
        raise PmtuiError(
            "E_NO_STATES", f"{ref} has no states to move through", f"pmtui set {ref} FIELD=VALUE"
        )
    if wanted not in lifecycle.moves:
        raise PmtuiError(
            "E_UNKNOWN_STATE",
            f"'{wanted}' is not a state of {ref}",
            "use one of: " + ", ".join(lifecycle.states),
            field="state",
        )
    if wanted in lifecycle.moves[state]:
        return
    if wanted in lifecycle.reopens.get(state, ()):
        if not reason.strip():
            raise PmtuiError(
                "E_REASON",
                f"{ref} is {state}; opening it again needs a reason",
                f'pmtui move {ref} {wanted} --reason "why"',
                field="reason",
            )
        return
    following = lifecycle.next_states(state)
    raise PmtuiError(
        "E_TRANSITION",
        f"{ref} is {state} already" if wanted == state else f"{ref} is {state} and cannot become {wanted}",
        "from here: " + ", ".join(following) if following else f"{state} is final; undo can take it back",
        field="state",
    )


def is_closed(kind: Kind, state: str) -> bool:
    """Tell whether nothing but re-opening may happen in ``state``."""
    lifecycle = LIFECYCLES.get(kind)
    return lifecycle is not None and state in lifecycle.closed


def first_state(kind: Kind) -> str:
    """Return the state of a new document of ``kind``, empty when its kind has none."""
    lifecycle = LIFECYCLES.get(kind)
    return lifecycle.first if lifecycle else ""
