"""Numbers of people: identity cards, phones, bank cards, passports, number plates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from workflows.screening import checksums
from workflows.screening.candidates import Candidate
from workflows.screening.digits import Number, numbers
from workflows.screening.enums import Rule, Severity
from workflows.screening.normal import NormalText
from workflows.screening.rules import CLASSES
from workflows.screening.surroundings import Near, Surroundings
from workflows.screening.vocabulary import VOCABULARY, character_class, label

_ID_CARD, _BANK_CARD, _MOBILE = label("id_card"), label("bank_card"), label("mobile")
_PUBLIC, _PRIVATE, _PASSPORT = label("public_phone"), label("private_phone"), label("passport")

# How people group the digits of a number; others count only where a label names the number
_MOBILE_GROUPS = {
    (11,), (3, 4, 4), (3, 8), (3, 3, 5), (4, 4, 3), (4, 3, 4), (7, 4), (5, 6), (6, 5),
    (3, 5, 3), (3, 2, 3, 3), (3, 2, 2, 2, 2), (3, 4, 2, 2), (1,) * 11,
}  # fmt: skip
_LANDLINE_GROUPS = {3: {(8,), (4, 4)}, 4: {(7,), (8,), (4, 4), (3, 4)}}
_CARD_GROUPS = {
    (6, 10),
    (6, 11),
    (6, 12),
    (6, 13),
    (8, 8),
    (8, 8, 3),
    (8, 11),
    (4, 6, 5),
    (4, 6, 4),
}
_COUNTRY = ("86", "0086", "0")

_PAPER = re.compile(
    r"(?<![a-z0-9])(?:[egdsp]\d{8}|e[a-hj-np-z]\d{7}|[dsp][a-z]\d{7}|[hmc]\d{8,10}|\d{8})(?![a-z0-9])"
)
_PLATE = re.compile(
    character_class(VOCABULARY["plates"]["provinces"])
    + r"[a-hj-z][. -]?(?=[a-z]{0,4}\d)[a-hj-np-z0-9]{5,6}(?![a-z0-9])"
)

Judge = Callable[[Number, Near], Severity | None]


class PersonalNumbers:
    """The rules for numbers in one text. ``today`` is the last day anybody is born on."""

    def __init__(self, text: NormalText, context: str, today: datetime.date) -> None:
        self._text = text
        self._surroundings = Surroundings(text, context)
        self._today = today
        self._judges: tuple[tuple[Rule, Judge], ...] = (
            (Rule.ID_CARD, self._id_card),
            (Rule.BANK_CARD, self._bank_card),
            (Rule.MOBILE, self._mobile),
            (Rule.LANDLINE, self._landline),
        )

    def candidates(self) -> Iterator[Candidate]:
        """Yield the numbers that look like those of people."""
        for number in numbers(self._text.digits):
            yield from self._judged(number)
        yield from self._papers()
        yield from self._plates()

    def _judged(self, number: Number) -> Iterator[Candidate]:
        near = self._surroundings.near(number.start, number.end)
        for rule, judge in self._judges:
            if severity := judge(number, near):
                yield Candidate(number.start, number.end, rule, CLASSES[rule], severity)
                return

    def _id_card(self, number: Number, near: Near) -> Severity | None:
        if checksums.looks_like_id(number.digits, self._today):
            if checksums.has_id_check(number.digits):
                is_doubtful = near.is_in_address or near.is_serial
                is_doubtful = is_doubtful and not near.names(_ID_CARD)
                return Severity.MEDIUM if is_doubtful else Severity.HIGH
            return Severity.MEDIUM if self._is_named_id(number, near) else None
        if checksums.looks_like_old_id(number.digits, self._today):
            return Severity.HIGH if self._is_named_id(number, near) else None
        return None

    @staticmethod
    def _is_named_id(number: Number, near: Near) -> bool:
        """Say whether a label tells what no check can tell."""
        is_together = number.is_spelt or not number.is_loose
        return is_together and near.names(_ID_CARD) and not near.is_serial

    def _bank_card(self, number: Number, near: Near) -> Severity | None:
        is_unionpay = checksums.is_unionpay(number.digits)
        if not is_unionpay and not checksums.is_foreign_card(number.digits):
            return None
        is_named = near.names(_BANK_CARD)
        if not (is_named or (is_unionpay and _is_shaped_as_card(number))):
            return None
        if number.is_amid or (number.is_loose and not number.is_spelt):
            return None
        if near.is_in_address or near.is_serial or near.is_amount:
            return None
        return Severity.HIGH if is_named else Severity.MEDIUM

    def _mobile(self, number: Number, near: Near) -> Severity | None:
        lengths = _without_country(number)
        if lengths is None or number.is_amid or (number.is_loose and not number.is_spelt):
            return None
        is_named = near.names(_MOBILE)
        is_plain = lengths in _MOBILE_GROUPS and not _has_trunk_zero(number.digits)
        if not (is_named or is_plain) or (near.has_unit and not near.is_called(_MOBILE)):
            return None
        if near.is_serial or near.is_amount or _is_network_address(number):
            return None
        if near.is_in_address and not near.is_phone_parameter:
            return None
        return Severity.MEDIUM if near.names(_PUBLIC) else Severity.HIGH

    def _landline(self, number: Number, near: Near) -> Severity | None:
        if number.is_loose or not checksums.is_landline(number.digits):
            return None
        is_grouped = number.lengths[1:] in _LANDLINE_GROUPS.get(number.lengths[0], ())
        if not is_grouped and not (number.is_whole and near.names(_MOBILE)):
            return None
        if near.is_serial or near.is_amount or near.is_in_address:
            return None
        return Severity.MEDIUM if near.names(_PRIVATE) else Severity.LOW

    def _papers(self) -> Iterator[Candidate]:
        """Yield numbers of passports and permits, which only their labels tell from others."""
        rule = Rule.PASSPORT
        for match in _PAPER.finditer(self._text.text):
            near = self._surroundings.near(*match.span())
            if near.names(_PASSPORT) and not near.is_serial:
                yield Candidate(*match.span(), rule, CLASSES[rule], Severity.HIGH)

    def _plates(self) -> Iterator[Candidate]:
        rule = Rule.PLATE
        for match in _PLATE.finditer(self._text.text):
            yield Candidate(*match.span(), rule, CLASSES[rule], Severity.LOW)


def _is_shaped_as_card(number: Number) -> bool:
    """Say whether the digits are grouped as on a card, and are no piece of a row of numbers."""
    is_in_row = " " in (number.before, number.after)
    return (
        number.is_whole
        or number.is_spelt
        or (_is_in_fours(number.lengths) and not is_in_row)
        or number.lengths in _CARD_GROUPS
    )


def _has_trunk_zero(digits: str) -> bool:
    """Say whether a mobile number is written with the 0 of old, as other numbers begin too."""
    return len(digits) == 12 and digits.startswith("0")


def _is_network_address(number: Number) -> bool:
    return len(number.lengths) == 4 and set(number.joints) == {"."}


def _is_in_fours(lengths: tuple[int, ...]) -> bool:
    """Say whether the digits are grouped as on the card: by four, the last group as it comes."""
    return len(lengths) > 1 and set(lengths[:-1]) == {4} and 1 <= lengths[-1] <= 4


def _without_country(number: Number) -> tuple[int, ...] | None:
    """Return how the 11 digits of a mobile number are grouped; None when it is none."""
    if not checksums.is_mobile(number.digits[-11:]):
        return None
    prefix = number.digits[:-11]
    if not prefix:
        return number.lengths
    is_apart = number.lengths[0] == len(prefix)
    if prefix not in _COUNTRY or (is_apart and prefix == "0"):  # that one is before a point
        return None
    if is_apart:
        return number.lengths[1:]
    return (number.lengths[0] - len(prefix), *number.lengths[1:])
