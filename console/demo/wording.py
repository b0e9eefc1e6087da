"""Fill the slots of a text: ``{n:20-60}``, ``{day:-3}``, ``{pick:a|b}``, ``{unit}``.

``{total=n:200-900}`` remembers its value, so that a later ``{total}`` repeats it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from console.demo.material import formats

SLOT = re.compile(r"\{(?:(\w+)=)?(\w+)(?::([^{}]*))?\}")


class Wording:
    """Fills the texts of one item: one random source, one date, one set of names."""

    def __init__(self, random: Random, day: date, names: Mapping[str, str | list[str]]) -> None:
        self._random = random
        self._day = day
        self._names = names
        self._kept: dict[str, str] = {}
        self._makers: dict[str, Callable[[str], str]] = {
            "n": self._number,
            "f": self._fraction,
            "pick": self._pick,
            "day": self._short_day,
            "fullday": self._full_day,
            "year": self._year,
            "month": self._month,
        }

    def fill(self, text: str) -> str:
        """Return ``text`` with every slot filled; raise ``KeyError`` at an unknown slot."""
        return SLOT.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        kept_as, name, argument = match.groups()
        value = self._value(name, argument or "")
        if kept_as:
            self._kept[kept_as] = value
        return value

    def _value(self, name: str, argument: str) -> str:
        if name in self._kept:
            return self._kept[name]
        if name in self._makers:
            return self._makers[name](argument)
        known = self._names[name]
        text = known if isinstance(known, str) else self._random.choice(known)
        return self.fill(text)

    def _number(self, argument: str) -> str:
        span, _, step = argument.partition(",")
        low, high = (int(part) for part in span.split("-"))
        return str(self._random.randrange(low, high + 1, int(step or 1)))

    def _fraction(self, argument: str) -> str:
        low, high = (float(part) for part in argument.split("-"))
        return f"{self._random.uniform(low, high):.1f}"

    def _pick(self, argument: str) -> str:
        return self._random.choice(argument.split("|"))

    def _short_day(self, argument: str) -> str:
        return self._written(formats()["short_date"], argument)

    def _full_day(self, argument: str) -> str:
        return self._written(formats()["full_date"], argument)

    def _written(self, pattern: str, argument: str) -> str:
        day = self._day + timedelta(days=int(argument or 0))
        return pattern.format(year=day.year, month=day.month, day=day.day)

    def _year(self, argument: str) -> str:
        return str(self._day.year + int(argument or 0))

    def _month(self, argument: str) -> str:
        return str((self._day.month - 1 + int(argument or 0)) % 12 + 1)
