"""What every use case works with: the store, the clock, and what follows from both."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from pmtui.data.clock import Clock
from pmtui.data.document import Reader
from pmtui.data.store import Store
from pmtui.data.time_log import entries_between, workspace_zone
from pmtui.domain.entries import TimeEntry
from pmtui.domain.zones import find_zone
from pmtui.errors import StoreError

if TYPE_CHECKING:
    from pmtui.data.time_frames import TimeFrame
    from pmtui.domain.assembly import Stamp
    from pmtui.domain.calendar import Calendar
    from pmtui.domain.plan import Plan
    from pmtui.usecases.plan_memory import PlanMemory


class Session(NamedTuple):
    """One user's store at one clock, shared by the app and the command line.

    The plan is imported only when asked for: logging time from a shell prompt pays for the time log alone.

    Attributes:
        store: Where documents live.
        clock: The only source of time.
        memory: Keeps the plan until somebody writes; None where it is read once, as by a command line.
    """

    store: Store
    clock: Clock
    memory: PlanMemory | None = None

    def remembering(self) -> Session:
        """Return a session on the same store that reads the plan again only after any process wrote."""
        from pmtui.usecases.plan_memory import PlanMemory

        return self._replace(memory=PlanMemory())

    def now(self) -> datetime:
        """Return the UTC instant, whole seconds."""
        return self.clock.now()

    def zone(self, reader: Reader | None = None) -> ZoneInfo:
        """Return the workspace's zone, or the system's when none is set."""
        return find_zone(workspace_zone(reader or self.store) or self.clock.system_zone())

    def today(self, reader: Reader | None = None) -> date:
        """Return the local date."""
        return self.now().astimezone(self.zone(reader)).date()

    def plan(self) -> Plan:
        """Return the strategy and the kata board as stored now."""
        from pmtui.data.plans import load_plan

        try:
            return self.memory.plan(self.store) if self.memory is not None else load_plan(self.store)
        except StoreError as error:
            # What a newer program wrote is not damaged, if it cannot be understood.
            raise self.store.newer() or error from error

    def time_frame(self) -> TimeFrame:
        """Return what the strategy file says about time as stored now."""
        from pmtui.data.time_frames import load_time_frame

        try:
            return load_time_frame(self.store)
        except StoreError as error:
            raise self.store.newer() or error from error

    def calendar(self) -> Calendar:
        """Return what reading a date or a period depends on today."""
        return self.time_frame().calendar(self.today())

    def entries(self, first: date, last: date) -> list[TimeEntry]:
        """Return the time entries whose local date lies within the two dates, in order."""
        return entries_between(self.store, first, last)

    def stamp(self, plan: Plan, reader: Reader | None = None) -> Stamp:
        """Return what reading fields and dating changes depends on."""
        from pmtui.domain.assembly import Stamp

        return Stamp(plan.workspace.calendar(self.today(reader)), self.now())
