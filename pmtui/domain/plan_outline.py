"""The bare bones of a plan: which refs there are, in which state, and what belongs to what.

Free of pydantic: the report on time asks no more of a plan.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

from pmtui.domain.kinds import Kind
from pmtui.domain.states import is_closed

PARENT_FIELDS: Mapping[Kind, str] = {
    Kind.KEY_RESULT: "objective",
    Kind.KEY_ACTION: "key_result",
    Kind.CHALLENGE: "vision",
    Kind.TARGET: "challenge",
    Kind.OBSTACLE: "target",
    Kind.EXPERIMENT: "obstacle",
    Kind.CYCLE: "target",
}


def key_of(ref: str, id: str, taken: Container[str]) -> str:
    """Return what a document is found by: its ref; where another one has ``taken`` that, ref and id."""
    return f"{ref} {id}" if ref in taken else ref


class Bone(NamedTuple):
    """One document of a plan.

    Attributes:
        state: Empty when its kind has none.
        above: Ref that its time counts towards: a target's key result if it has one, else its parent; None without.
        intended_share: Share of time that an objective should get, 0–1; None when nobody said.
    """

    kind: Kind
    state: str
    is_archived: bool
    above: str | None
    intended_share: float | None = None


class PlanOutline(NamedTuple):
    """Every document of a plan by ref, archived ones included."""

    bones: Mapping[str, Bone]

    def is_open(self, ref: str) -> bool:
        """Tell whether ``ref`` is there and neither archived nor closed."""
        bone = self.bones.get(ref)
        return bone is not None and not bone.is_archived and not is_closed(bone.kind, bone.state)

    def is_active(self, ref: str) -> bool:
        """Tell whether ``ref`` is an item that is being worked on: active, or open where there is no such state."""
        return self.is_open(ref) and self.bones[ref].state not in ("draft", "paused")

    def objective_of(self, ref: str) -> str | None:
        """Return the ref of the objective that ``ref`` counts towards, through its parents or a target's key result."""
        seen: set[str] = set()
        bone = self.bones.get(ref)
        while bone is not None and ref not in seen:
            if bone.kind is Kind.OBJECTIVE:
                return ref
            seen.add(ref)
            ref = bone.above or ""
            bone = self.bones.get(ref)
        return None

    @property
    def intended_shares(self) -> dict[str, float]:
        """The shares of time that objectives should get, by ref; archived ones left out."""
        return {
            ref: bone.intended_share
            for ref, bone in self.bones.items()
            if bone.intended_share is not None and not bone.is_archived
        }
