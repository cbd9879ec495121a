"""What the app says to do about a refusal: keys, not commands of the command line."""

from __future__ import annotations

import pytest

from pmtui.errors import PmtuiError
from pmtui.widgets.fix_words import fix_words


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        ("pmtui reading TC1 VALUE", "r on TC1 adds a reading"),
        ("pmtui move OB3 parked", "m on OB3 moves it to parked"),
        (
            "pmtui move X7 concluded actual=… learned=… verdict=…",
            "m on X7 moves it to concluded and asks for the rest",
        ),
        (
            "pmtui reading TC1 VALUE && pmtui move TC1 active",
            "r on TC1 adds a reading, then m makes it active",
        ),
        ('pmtui move KA1 todo --reason "why"', "m on KA1 moves it to todo and asks why"),
        ("pmtui set G1 direction=… baseline=…", "e on G1 changes it"),
        ("pmtui list target", "ctrl+o shows what there is"),
        ("pmtui history", ""),
        ("undo or change t3 first: pmtui history t3", "undo or change t3 first"),
        ("pmtui start TEXT", "s starts a timer"),
        ("pmtui stop 17:30 && pmtui start fire x", "s ends the timer that runs"),
        ("pmtui switch x", "s ends the timer that runs"),
        ("did you mean KR2?", "did you mean KR2?"),
        ("see what can be rebuilt: pmtui doctor", "see what can be rebuilt: pmtui doctor"),
    ],
)
def test_a_fix_names_the_key_where_there_is_one(fix: str, said: str) -> None:
    assert fix_words(PmtuiError("E_ANY", "no", fix)) == said
