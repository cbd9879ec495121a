"""Units as people write them: what is counted, and the thousands or millions in which it is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TOKENS = re.compile(r"[^\W\d_]+\.?|[^\s\w]")
_PER_CENT = re.compile(r"\bper[\s-]+cent\b", re.IGNORECASE)
_PER = frozenset({"/", "per", "a", "an", "each", "every"})
_ENDS_HEAD = _PER | {"of", "to", "in", "until", "from", "for", "(", ","}

_BEFORE_A_POWER = frozenset({"in", "("})
_THOUSANDS_OF_MONEY = frozenset({"T", "t"})  # as German has them: T€, TEUR
_POWERS: Mapping[str, int] = {"k": 3, "K": 3, "M": 6, "MM": 6, "B": 9}
_POWER_WORDS: Mapping[str, int] = {
    **dict.fromkeys(("thousand", "tsd"), 3),
    **dict.fromkeys(("million", "mio", "mln", "mn"), 6),
    **dict.fromkeys(("billion", "bn", "mrd"), 9),
}
_CURRENCIES: Mapping[str, str] = {
    **dict.fromkeys(("€", "eur", "euro"), "€"),
    **dict.fromkeys(("$", "usd", "dollar"), "$"),
    **dict.fromkeys(("£", "gbp", "pound"), "£"),
    **dict.fromkeys(("¥", "jpy", "yen"), "¥"),
    **dict.fromkeys(("₹", "inr", "rupee"), "₹"),
    **{code: code for code in ("chf", "sek", "nok", "dkk", "pln", "czk", "cad", "aud", "nzd", "cny", "brl")},
}
_SAME: Mapping[str, str] = {
    **_CURRENCIES,
    **dict.fromkeys(("%", "percent", "pct"), "%"),
    **dict.fromkeys(("s", "sec"), "second"),
    **dict.fromkeys(("min",), "minute"),
    **dict.fromkeys(("h", "hr", "hrs"), "hour"),
    **dict.fromkeys(("d",), "day"),
    **dict.fromkeys(("w", "wk", "wks"), "week"),
    **dict.fromkeys(("mo", "mos", "mth"), "month"),
    **dict.fromkeys(("y", "yr", "yrs"), "year"),
    **dict.fromkeys(("people",), "person"),
    **dict.fromkeys(("pt", "pts"), "point"),
}
_M_WORDS = frozenset({"m", "minute", "month", "metre", "meter"})
_HOLDS: Mapping[tuple[str, str], int] = {
    ("week", "day"): 7,
    ("fortnight", "day"): 14,
    ("hour", "minute"): 60,
    ("hour", "second"): 3600,
    ("minute", "second"): 60,
    ("quarter", "month"): 3,
    ("year", "month"): 12,
    ("year", "quarter"): 4,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts.

    Attributes:
        words: What is counted, word by word, as one writes a single one: ``days`` ⇒ ``("day",)``.
        power: The power of ten in which it is counted: 3 for ``k€``, else 0.
    """

    words: tuple[str, ...]
    power: int = 0

    @property
    def head(self) -> tuple[str, ...]:
        """The words before the first one such as *per* or *of*."""
        for place, word in enumerate(self.words):
            if place and word in _ENDS_HEAD:
                return self.words[:place]
        return self.words

    @property
    def is_money(self) -> bool:
        """Whether a currency is counted."""
        return any(word in _CURRENCIES.values() for word in self.head)

    @property
    def may_be_m(self) -> bool:
        """Whether an ``m`` stands for the unit itself rather than for a million."""
        return bool(self.words) and self.words[0] in _M_WORDS

    def takes(self, other: Unit) -> bool:
        """Tell whether ``other``, as written behind a number, names this unit: in whole, or its first or last words."""
        said = other.words
        if not said or (said == ("m",) and self.may_be_m):
            return True
        return said == self.words[: len(said)] or said == self.head[-len(said) :]

    def factor_of(self, other: Unit) -> int | None:
        """Return how many of this unit one of ``other`` is, where that is sure: 7 days in a week; else None."""
        if len(other.words) == 1 and self.head:
            return _HOLDS.get((other.words[0], self.head[-1]))
        return None

    def parts_of(self, other: Unit) -> int | None:
        """Return how many of ``other`` one of this unit is, where that is sure: 60 minutes in an hour; else None."""
        if len(other.words) == 1 and len(self.head) == 1:
            part = "minute" if other.words == ("m",) else other.words[0]
            return _HOLDS.get((self.head[0], part))
        return None


NO_UNIT = Unit(())


def read_unit(text: str, *, money: bool = False) -> Unit | None:
    """Return the unit that ``text`` names, None when it counts in thousands or millions twice.

    Where ``money`` is counted an ``m`` is a million.
    """
    tokens = _tokens(text)
    money = money or any(_plain(token) in _CURRENCIES for token in tokens)
    power, head = 0, True
    words: list[str] = []
    for place, token in enumerate(tokens):
        told = head or tokens[place - 1] in _BEFORE_A_POWER
        found = _power(token, money=money) if told else 0
        if (
            told
            and not found
            and token in _THOUSANDS_OF_MONEY
            and is_currency("".join(tokens[place + 1 :][:1]))
        ):
            found = 3
        if found and power:
            return None
        power += found
        word = _plain(token)
        head = head and not (words and word in _ENDS_HEAD)
        if not found:
            words.append("per" if words and word in _PER else _SAME.get(word, word))
    return Unit(tuple(words), power)


def is_currency(text: str) -> bool:
    """Tell whether ``text`` is the sign, the code or the name of a currency, and nothing else."""
    return len(tokens := _tokens(text)) == 1 and _plain(tokens[0]) in _CURRENCIES


def _tokens(text: str) -> Sequence[str]:
    """Split ``text`` into words and signs; ``kEUR`` and ``US$`` are taken apart."""
    found = _TOKENS.findall(_PER_CENT.sub("%", text).replace("US$", "$"))
    tokens: list[str] = []
    for token in found:
        scales = token[0] in _POWERS or token[0] in _THOUSANDS_OF_MONEY
        glued = len(token) > 1 and scales and _plain(token[1:]) in _CURRENCIES
        tokens += [token[0], token[1:]] if glued else [token]
    return tokens


def _power(token: str, *, money: bool) -> int:
    if money and token == "m":
        return 6
    return _POWERS.get(token, 0) or _POWER_WORDS.get(_plain(token), 0)


def _plain(word: str) -> str:
    """Return ``word`` in small letters and as one writes a single one."""
    plain = word.casefold().removesuffix(".") or word
    if len(plain) < 4 or plain.endswith("ss"):
        return plain
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("sses", "xes", "ches", "shes")):
        return plain[:-2]
    return plain.removesuffix("s")
