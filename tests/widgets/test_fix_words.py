"""What the app says to do about a refusal: keys, not commands of the command line."""

from __future__ import annotations

import pytest

from pmtui.errors import PmtuiError
from pmtui.widgets.fix_words import fix_words


@pytest.mark.parametrize(
    ("fix", "said"),
    [
        ("pmtui reading TC1 VALUE", "r on TC1 adds a reading"),
        ("pmtui move OB3 parked (or gone) first", "m on OB3 moves it to parked (or gone) first"),
        (
            "pmtui move X7 concluded actual=… learned=… verdict=… first",
            "m on X7 moves it to concluded and asks for the rest",
        ),
        ('pmtui move KR1 STATE --reason "why"', "open KR1 again first: m on it"),
        ('pmtui move KA1 todo --reason "why"', "m on KA1 moves it to todo and asks why"),
        ("pmtui set G1 direction=… baseline=…", "e on G1 changes it"),
        ("pmtui list target shows them", "ctrl+o shows them"),
        ("pmtui history shows what was changed.", ""),
        ("pmtui start TEXT", "s starts a timer"),
        ("pmtui stop 17:30, or pmtui cancel (forgets it)", "s ends the timer that runs"),
        ("pmtui switch x (ends it and starts this one), pmtui stop", "s ends the timer that runs"),
        ("did you mean KR2?", "did you mean KR2?"),
        ("Run pmtui doctor to see what can be rebuilt.", "Run pmtui doctor to see what can be rebuilt."),
    ],
)
def test_a_fix_names_the_key_where_there_is_one(fix: str, said: str) -> None:
    assert fix_words(PmtuiError("E_ANY", "no", fix)) == said
