"""What a unit says of itself: telephone, address, filings and colour, all marked as examples."""

from functools import cache
from typing import Any

from console.demo.material import field_of, formats, read
from console.demo.seeds import UnitSeed, read_roster, seeded

FIRST_FREE_NUMBER = 10_000


def unit_profile(unit: UnitSeed) -> dict[str, str]:
    """Return the profile fields of ``unit`` by their names on the unit model."""
    random = seeded("profile", unit.code)
    patterns = formats()
    number = unit_number(unit)
    road = random.choice(read("profile")["roads"]["names"])
    return {
        "duty": field_of(unit)["duty"],
        "phone": patterns["phone"].format(number=number * 10 + random.randint(0, 9)),
        "complaint_phone": patterns["phone"].format(number=900_000 + number),
        "address": patterns["address"].format(road=road, number=random.randint(1, 388)),
        "postcode": patterns["postcode"],
        "office_hours": _hours(unit),
        "email": patterns["email"].format(code=unit.code),
        "site_identification_code": patterns["site_identification_code"].format(number=number),
        "icp_number": patterns["icp_number"].format(number=number),
        "public_security_number": patterns["public_security_number"].format(number=number),
        "accent": accent_of(unit),
    }


def accent_of(unit: UnitSeed) -> str:
    """Return the accent hue of ``unit``: of its field of work, else one its system leans to."""
    wanted: str | None = field_of(unit).get("accent")
    choices: list[str] = read("profile")["accents"][unit.system]
    return wanted or seeded("accent", unit.code).choice(choices)


def unit_number(unit: UnitSeed) -> int:
    """Return a running number: 1 for the portal, then the order of the shipped roster."""
    known = _numbers().get((unit.code, unit.name))
    return known or FIRST_FREE_NUMBER + seeded("number", unit.code, unit.name).randrange(80_000)


@cache
def _numbers() -> dict[tuple[str, str], int]:
    return {(unit.code, unit.name): index for index, unit in enumerate(read_roster(), start=2)}


def _hours(unit: UnitSeed) -> str:
    hours: dict[str, Any] = read("profile")["hours"]
    return str(hours["portal" if unit.is_portal else unit.kind])
