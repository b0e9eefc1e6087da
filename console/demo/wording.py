"""Fill the slots of a text: ``{n:20-60}``, ``{day:-3}``, ``{pick:a|b}``, ``{unit}``.

Within one item a slot keeps its value, so that title and text agree; ``{street2}`` asks for
another one. Table rows reuse what the prose said and draw all else afresh. ``{total=n:2-9}``
names a value, which ``{total}`` then repeats.
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
        return "\n".join(self._fill_line(line) for line in text.split("\n"))

    def _fill_line(self, line: str) -> str:
        keep = not line.startswith("|")
        return SLOT.sub(lambda slot: self._replace(slot, keep=keep), line)

    def _replace(self, slot: re.Match[str], *, keep: bool) -> str:
        label, name, argument = slot.groups()
        key = f"{name}:{argument}" if argument else name
        if label is None and key in self._kept:
            return self._kept[key]
        value = self._value(name, argument or "")
        if label:
            self._kept[label] = value
        if keep or name not in self._makers:
            self._kept[key] = value
        return value

    def _value(self, name: str, argument: str) -> str:
        if name in self._makers:
            return self._makers[name](argument)
        known = self._names[name] if name in self._names else self._others(name)
        return self.fill(known if isinstance(known, str) else self._random.choice(known))

    def _others(self, name: str) -> list[str]:
        """Return a list without what was used of it: ``street2`` differs from ``street``."""
        base = name.rstrip("23456789")
        used = {value for key, value in self._kept.items() if key.startswith(base)}
        return [choice for choice in self._names[base] if choice not in used]

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
