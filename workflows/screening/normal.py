"""A text in the one form that rules are written for, and the way back to the text as it was.

Full-width and other digits become ASCII, traditional characters simplified ones, dashes and dots
one of each; what cannot be seen is dropped. Each character knows where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import chain, repeat

from opencc import OpenCC

_HAN_CLASS = "\u3400-\u4dbf\u4e00-\u9fff"
HAN = re.compile(f"[{_HAN_CLASS}]")

_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BLANKS = "\u2800\u3164\uffa0\u115f\u1160"  # letters that show nothing
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u30fc\u2500"
_DOTS = ".\u2024\u00b7\u2022\u2027\u30fb\u2219\u22c5\u16eb"
_UNSEEN = {"Cf", "Cc", "Mn", "Me", "Cs"}

# Digits in circles and above the line: one alone is a mark or a note, not part of a number
_MARKS = "".join(
    character
    for character in map(chr, range(0x80, 0x1F200))
    if unicodedata.category(character) == "No" and unicodedata.digit(character, None) is not None
)
_LONE_MARK = re.compile(f"(?<![{_MARKS}])[{_MARKS}](?![{_MARKS}])")

_NUMERALS = {
    character: str(int(number))
    for character in map(chr, (0x3007, *range(0x4E00, 0xA000)))
    if (number := unicodedata.numeric(character, -1.0)) in range(10)
}
# As many as the shortest number looked for has; years and dates written out stay as they are,
# and so does the end of a name such as Li Si (the four), which a number may follow
_NUMERAL_RUN = re.compile(f"[0-9x{''.join(_NUMERALS)}]{{11,}}")
_NUMBER_LENGTHS, _FEWEST_NUMERALS = {11, 13, 15, 16, 17, 18, 19}, 2
_LETTER_AMID_DIGITS = re.compile("(?<=[0-9])[o\u043e\u03bfil]{1,4}(?=[0-9]|x(?![a-z]))")
_AS_DIGITS = str.maketrans("o\u043e\u03bfil", "00011")

_BETWEEN_HAN = re.compile(f"(?<=[{_HAN_CLASS}])[ \t.*_|~/-]{{1,8}}(?=[{_HAN_CLASS}])")


class _Table(dict[str, str]):
    """The normal form of each character, found out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = OpenCC("t2s").convert

    def __missing__(self, character: str) -> str:
        form = self[character] = self._form(character)
        return form

    def _form(self, character: str) -> str:
        if character == "\t":
            return character
        for variants, form in ((_LINE_ENDS, "\n"), (_BLANKS, " "), (_DASHES, "-"), (_DOTS, ".")):
            if character in variants:
                return form
        category = unicodedata.category(character)
        if category in _UNSEEN:
            return ""
        if category.startswith("Z"):
            return " "
        if (digit := unicodedata.digit(character, None)) is not None:
            return str(digit)
        if HAN.match(character):
            return self._simplify(character)
        return self._plain(character)

    def _plain(self, character: str) -> str:
        """Return the compatible lower-case form, which may be several characters."""
        form = unicodedata.normalize("NFKC", character).lower()
        if form == character:
            return form
        return "".join(self[c] for c in form if unicodedata.category(c) not in _UNSEEN)


_table = _Table()


class NormalText:
    """A text in its normal form; offsets of rules are offsets into ``text``."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._forms = list(map(_table.__getitem__, original))
        for match in _LONE_MARK.finditer(original):
            self._forms[match.start()] = " "
        self.text = "".join(self._forms)

    @cached_property
    def digits(self) -> str:
        """The text, equally long, with numerals and look-alike letters written as digits."""
        text = _NUMERAL_RUN.sub(_as_digits, self.text)
        return _LETTER_AMID_DIGITS.sub(lambda found: found.group().translate(_AS_DIGITS), text)

    @cached_property
    def words(self) -> CompactText:
        """The text without what parts the characters of a word."""
        return CompactText(self.text)

    @cached_property
    def _origins(self) -> list[int]:
        lengths = map(len, self._forms)
        return list(chain.from_iterable(repeat(i, n) for i, n in enumerate(lengths)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the normal text stands in the original."""
        return self._origins[start], self._origins[end - 1] + 1


class CompactText:
    """A normal text with spaces and signs between Chinese characters taken out."""

    def __init__(self, text: str) -> None:
        self._kept_from = [0]
        self._removed = [0]
        pieces, position, removed, length = [], 0, 0, 0
        for gap in _BETWEEN_HAN.finditer(text):
            pieces.append(text[position : gap.start()])
            length += gap.start() - position
            removed += gap.end() - gap.start()
            position = gap.end()
            self._kept_from.append(length)
            self._removed.append(removed)
        pieces.append(text[position:])
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the compact text stands in the normal text."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, offset: int) -> int:
        return offset + self._removed[bisect_right(self._kept_from, offset) - 1]


def normal_form(text: str) -> str:
    """Return a word in the form in which words are compared."""
    return NormalText(text).words.text.strip()


def _as_digits(found: re.Match[str]) -> str:
    run = found.group()
    numerals = sum(character in _NUMERALS for character in run)
    if numerals < _FEWEST_NUMERALS or len(run) not in _NUMBER_LENGTHS:
        return run
    return "".join(_NUMERALS.get(character, character) for character in run)
