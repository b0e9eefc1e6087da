"""How the numbers of people and cards are built, so that look-alikes can be told from them."""

from __future__ import annotations

import datetime
import re

# GB 11643: weights of the first 17 digits, and the last sign for each remainder
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_SIGNS = "10x98765432"
# GB/T 2260: the provinces, and 81 to 83 for residents from Hong Kong, Macao and Taiwan
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_OLDEST = datetime.date(1900, 1, 1)

MOBILE_DIGITS = 11
# The ranges given to mobile operators
_MOBILE = re.compile(r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_LANDLINE = re.compile(r"0(?:10|2[0-57-9]|[3-9]\d{2})[2-8]\d{6,7}")
# Issuers: UnionPay, whose numbers run to 19 digits; its oldest series
_UNIONPAY = re.compile(r"62\d{14,17}|9558\d{15}|60(?:1428|1382|3\d{3})\d{10,13}")
# Others: Visa, Mastercard, JCB, American Express, Diners
_FOREIGN = re.compile(
    r"4\d{15}|5[1-5]\d{14}|(?:222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}"
    r"|35(?:2[89]|[3-8]\d)\d{12}|3[47]\d{13}|36\d{12}"
)


def is_born(year: str, month: str, day: str, today: datetime.date) -> bool:
    """Say whether these digits are a day on which somebody alive may have been born."""
    try:
        born = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _OLDEST <= born <= today


def looks_like_id(digits: str, today: datetime.date) -> bool:
    """Say whether 18 signs have province and birthday where identity cards have them."""
    return (
        len(digits) == 18
        and bool(_PROVINCE.match(digits))
        and is_born(digits[6:10], digits[10:12], digits[12:14], today)
    )


def has_id_check(digits: str) -> bool:
    """Say whether the last of 18 signs is the one that the others demand (GB 11643)."""
    weighted = zip(digits[:17], _ID_WEIGHTS, strict=True)
    return _ID_SIGNS[sum(int(digit) * weight for digit, weight in weighted) % 11] == digits[17]


def looks_like_old_id(digits: str, today: datetime.date) -> bool:
    """Say whether 15 digits are built like the identity cards of before 1999."""
    return (
        len(digits) == 15
        and digits.isdigit()
        and bool(_PROVINCE.match(digits))
        and is_born("19" + digits[6:8], digits[8:10], digits[10:12], today)
    )


def has_luhn_check(digits: str) -> bool:
    """Say whether digits satisfy the check that bank cards carry (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_mobile(digits: str) -> bool:
    """Say whether 11 digits are a mobile number of mainland China."""
    return bool(_MOBILE.fullmatch(digits))


def is_landline(digits: str) -> bool:
    """Say whether digits are a landline number with its area code."""
    return bool(_LANDLINE.fullmatch(digits))


def is_unionpay(digits: str) -> bool:
    """Say whether digits have an issuer and a length of UnionPay, and the right check."""
    return bool(_UNIONPAY.fullmatch(digits)) and has_luhn_check(digits)


def is_foreign_card(digits: str) -> bool:
    """Say whether digits have an issuer and a length of other card schemes, and the check."""
    return bool(_FOREIGN.fullmatch(digits)) and has_luhn_check(digits)
