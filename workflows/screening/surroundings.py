"""What stands around a number: labels before it, units after it, the head of its column."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from workflows.screening.normal import NormalText
from workflows.screening.vocabulary import LABELS, VOCABULARY, any_of

NEAR = 40  # characters before a number in which a label still speaks of it
CLOSE = 24
AFTER = 8

_FILL = r"(?:[\s:;=#.()\[\]\"'\u201c\u201d-]|no\.?|" + any_of(LABELS["linking"]) + "){0,6}"
_SERIAL = re.compile(
    "(?:{words}|{stems}{endings}){fill}|{latin}[\\s:.#-]{{0,3}}".format(
        words=any_of(LABELS["serial"]),
        stems=any_of(LABELS["serial_stems"]),
        endings=any_of(LABELS["serial_endings"]),
        latin=any_of(LABELS["serial_latin"]),
        fill=_FILL,
    )
)
_MONEY_BEFORE = re.compile(any_of(VOCABULARY["amounts"]["before"]) + r"\s?$")
_UNIT_AFTER = re.compile("[ ]?" + any_of(VOCABULARY["amounts"]["after"]))
# One or two digits and a point may as well begin an item of a list
_POINT_BEFORE = re.compile(r"(?:(?<!\d)0|\d{3})\.$")
_DECIMALS_AFTER = re.compile(r"\.\d{1,2}(?!\d)")
_CLAUSE_END = re.compile("[\u3002\uff0c,;!?\n]")
_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[a-z0-9\-._~:/?#@!$&*+=%]+")
_PHONE_PARAMETER = re.compile(r"(?:tel|phone|mobile|mob|cell)[a-z_]{0,8}=$")


class Surroundings:
    """The text around any place of a normal text, and what readers see beside all of it.

    Labels are looked up in the whole text once, so that asking for one costs next to nothing
    however many numbers there are.
    """

    def __init__(self, text: NormalText, context: str) -> None:
        self.text = text.text
        self.context = NormalText(context).text
        self._labels: dict[re.Pattern[str], list[int]] = {}

    def near(self, start: int, end: int) -> Near:
        """Return what stands around a piece of the text."""
        return Near(self, start, end)

    def has_label(self, label: re.Pattern[str], start: int) -> bool:
        """Say whether a label ends at a place or shortly before it."""
        ends = self._labels.get(label)
        if ends is None:
            ends = self._labels[label] = [match.end() for match in label.finditer(self.text)]
        following = bisect_right(ends, start)
        return following > 0 and ends[following - 1] > start - NEAR

    def has_label_in_clause(self, label: re.Pattern[str], start: int) -> bool:
        """Say whether a label ends shortly before a place, with no clause ending between."""
        clause = _CLAUSE_END.split(self.text[max(0, start - NEAR) : start])[-1]
        return bool(label.search(clause))

    def is_in_address(self, place: int) -> bool:
        """Say whether a place is inside the address of a web page."""
        following = bisect_right(self._addresses, (place, place))
        return following > 0 and place < self._addresses[following - 1][1]

    def ends_serial_label(self, place: int) -> bool:
        """Say whether the name of a serial number ends at a place."""
        return place in self._serial_ends

    @cached_property
    def _addresses(self) -> list[tuple[int, int]]:
        return [match.span() for match in _ADDRESS.finditer(self.text)]

    @cached_property
    def _serial_ends(self) -> frozenset[int]:
        return frozenset(match.end() for match in _SERIAL.finditer(self.text))

    @cached_property
    def _lines(self) -> list[_Line]:
        """The lines of the text; those of a table know its first line."""
        lines: list[_Line] = []
        start, head = 0, ""
        for line in self.text.split("\n"):
            is_row = "\t" in line
            lines.append(_Line(start, line, head if is_row else ""))
            start += len(line) + 1
            head = (head or line) if is_row else ""
        return lines

    def column_head(self, place: int) -> str:
        """Return the first cell of the table column a place stands in; empty outside tables."""
        line = self._lines[bisect_right(self._lines, place, key=lambda line: line.start) - 1]
        if not line.head:
            return ""
        column = line.text.count("\t", 0, place - line.start)
        return next(islice(line.head.split("\t"), column, None), "")


class Near:
    """The surroundings of one number; each question is answered when it is first asked."""

    def __init__(self, surroundings: Surroundings, start: int, end: int) -> None:
        self._around = surroundings
        self._start = start
        self._end = end

    @cached_property
    def _heads(self) -> str:
        """What readers see over or beside the number, the head of its column last."""
        column = self._around.column_head(self._start)
        return " ".join(filter(None, (self._around.context, column)))

    @cached_property
    def _close(self) -> str:
        return self._around.text[max(0, self._start - CLOSE) : self._start]

    @cached_property
    def _after(self) -> str:
        return self._around.text[self._end : self._end + AFTER]

    def names(self, label: re.Pattern[str]) -> bool:
        """Say whether a label stands shortly before the number or over it."""
        return self._around.has_label(label, self._start) or bool(label.search(self._heads))

    def is_called(self, label: re.Pattern[str]) -> bool:
        """Say whether a label stands in the same clause, or over the number."""
        in_clause = self._around.has_label_in_clause(label, self._start)
        return in_clause or bool(label.search(self._heads))

    @property
    def is_serial(self) -> bool:
        """Say whether the number is called one of an order, a document or the like."""
        if self._around.ends_serial_label(self._start):
            return True
        begins_cell = not re.split("[\t\n]", self._close)[-1].strip()
        return begins_cell and any(
            match.end() == len(self._heads) for match in _SERIAL.finditer(self._heads)
        )

    @property
    def is_amount(self) -> bool:
        """Say whether the number is money, or has decimals."""
        return bool(
            _POINT_BEFORE.search(self._close)
            or _DECIMALS_AFTER.match(self._after)
            or _MONEY_BEFORE.search(self._close)
        )

    @property
    def has_unit(self) -> bool:
        """Say whether a unit of measure follows."""
        return bool(_UNIT_AFTER.match(self._after))

    @property
    def is_in_address(self) -> bool:
        """Say whether the number is part of a web address, which is full of numbers."""
        return self._around.is_in_address(self._start)

    @property
    def is_phone_parameter(self) -> bool:
        """Say whether a web address hands the number over as a phone's."""
        return bool(_PHONE_PARAMETER.search(self._close))


class _Line(NamedTuple):
    start: int
    text: str
    head: str
