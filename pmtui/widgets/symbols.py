"""The signs of the panes, in Unicode and in ASCII; each stands beside a word, never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmtui.domain.modes import Mode
from pmtui.domain.progress import Status


@dataclass(frozen=True, slots=True)
class Symbols:
    """One set of signs.

    Attributes:
        status: Sign of each status.
        state: Sign of each state of key actions, obstacles and experiments.
        mode: Sign of each mode of time.
        fill: What each mode's part of a bar is drawn with.
        spark: Steps of a sparkline, low first; empty: sparklines are drawn with ``.-^``.
        open: An unfolded branch.
        folded: A folded branch.
        cursor: Left edge of the item under the cursor.
        bar: Done part of a progress bar.
        rest: The part of it still to do.
        flag: A lint.
        running: The running timer.
        arrow: From … to.
        line: A horizontal line.
        dots: A gap in the day.
        tick: The goal below a bar.
        minus: Minus sign.
        most: At most.
        least: At least.
        dot: Between two facts.
        marks: Chart: reading, target line, required slope, forecast, band.
        braille: Whether charts may be drawn with Braille dots.
    """

    status: Mapping[Status, str]
    state: Mapping[str, str]
    mode: Mapping[Mode, str]
    fill: Mapping[Mode, str]
    spark: str
    open: str
    folded: str
    cursor: str
    bar: str
    rest: str
    flag: str
    running: str
    arrow: str
    line: str
    dots: str
    tick: str
    minus: str
    most: str
    least: str
    dot: str
    marks: str
    braille: bool


UNICODE = Symbols(
    status={Status.ON_TRACK: "●", Status.AT_RISK: "▲", Status.OFF_TRACK: "✖", Status.NO_DATA: "○"},
    state={
        "todo": "□",
        "doing": "◧",
        "blocked": "◪",
        "done": "■",
        "dropped": "×",
        "parked": "□",
        "current": "▶",
        "gone": "■",
        "dismissed": "×",
        "planned": "□",
        "running": "◧",
        "concluded": "■",
        "abandoned": "×",
        "draft": "◌",
        "active": "●",
        "paused": "‖",
        "achieved": "■",
        "missed": "×",
        "expired": "×",
    },
    mode={
        Mode.FIREFIGHT: "▲",
        Mode.STRATEGIC: "◆",
        Mode.PLANNED: "■",
        Mode.ADMIN: "▫",
        Mode.UNSORTED: "·",
    },
    fill={
        Mode.FIREFIGHT: "█",
        Mode.STRATEGIC: "▓",
        Mode.PLANNED: "▒",
        Mode.ADMIN: "░",
        Mode.UNSORTED: "·",
    },
    spark="▁▂▃▄▅▆▇█",
    open="▾",
    folded="▸",
    cursor="▌",
    bar="━",
    rest="─",
    flag="⚑",
    running="◷",
    arrow="→",
    line="─",
    dots="····",
    tick="╵",
    minus="−",
    most="≤",
    least="≥",
    dot="·",
    marks="●─·╌░",
    braille=True,
)

ASCII = Symbols(
    status={Status.ON_TRACK: "+", Status.AT_RISK: "!", Status.OFF_TRACK: "x", Status.NO_DATA: "o"},
    state={
        "todo": "[ ]",
        "doing": "[/]",
        "blocked": "[!]",
        "done": "[x]",
        "dropped": "[-]",
        "parked": "[ ]",
        "current": "[>]",
        "gone": "[x]",
        "dismissed": "[-]",
        "planned": "[ ]",
        "running": "[/]",
        "concluded": "[x]",
        "abandoned": "[-]",
        "draft": "[ ]",
        "active": "[*]",
        "paused": "[=]",
        "achieved": "[x]",
        "missed": "[-]",
        "expired": "[-]",
    },
    mode={
        Mode.FIREFIGHT: "!",
        Mode.STRATEGIC: "*",
        Mode.PLANNED: "#",
        Mode.ADMIN: "=",
        Mode.UNSORTED: "?",
    },
    fill={
        Mode.FIREFIGHT: "!",
        Mode.STRATEGIC: "*",
        Mode.PLANNED: "#",
        Mode.ADMIN: "=",
        Mode.UNSORTED: "?",
    },
    spark="",
    open="v",
    folded=">",
    cursor="|",
    bar="=",
    rest="-",
    flag="!",
    running="@",
    arrow="->",
    line="-",
    dots="....",
    tick="^",
    minus="-",
    most="<=",
    least=">=",
    dot="-",
    marks="o-.~:",
    braille=False,
)


def symbols_for(ascii_only: bool) -> Symbols:
    """Return the set to draw with."""
    return ASCII if ascii_only else UNICODE
