"""How shares, 0–1, are written: as a percentage, rounded or exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def share_text(share: float | None) -> str:
    """Return a measured share rounded, ``41 %``; ``–`` when None."""
    return "–" if share is None else f"{round(share * 100)} %"


def unbroken_share(share: float) -> str:
    """Return a measured share rounded, ``41 %``, with a no-break space that keeps the two together in a pane."""
    return f"{round(share * 100)}\u00a0%"


def exact_share_text(share: Decimal) -> str:
    """Return a share that was typed, exactly: ``12.5 %``."""
    from pmtui.domain.decimals import (
        shifted,
    )  # here, so that reports on time, which round, do without decimals

    return f"{shifted(share, 2):f} %"
