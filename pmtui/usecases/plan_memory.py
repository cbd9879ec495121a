"""The plan kept as long as nobody wrote, for programs that ask for it again and again."""

from __future__ import annotations

from pmtui.data.plans import load_plan
from pmtui.data.store import Store
from pmtui.domain.plan import Plan


class PlanMemory:
    """The plan that was read last, and the signature that the store had then."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._known: tuple[object, Plan] | None = None

    def plan(self, store: Store) -> Plan:
        """Return the plan as stored now; it is read again only after any process wrote.

        Raises:
            StoreError: The store is damaged or cannot be read.
        """
        signature = store.signature()  # taken before: what is written while it is read counts as not yet read
        if self._known is None or self._known[0] != signature:
            self._known = signature, load_plan(store)
        return self._known[1]
