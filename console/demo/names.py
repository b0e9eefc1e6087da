"""The names and facts that fill the texts of one unit."""

from console.demo.material import Material, field_of, read
from console.demo.profile import unit_profile
from console.demo.seeds import UnitSeed

OFFICES = ("department", "district", "township", "vertical_agency")

Names = dict[str, str | list[str]]


def names_of(unit: UnitSeed) -> Names:
    """Return the slots of ``unit``: its own names, its field's, and the places of the city."""
    field = field_of(unit)
    facts = unit_profile(unit)
    divisions = list(field["divisions"])
    middle = len(divisions) // 2
    intro = read("common")["introduction"]
    labels = read("common")["labels"]
    names: Names = dict(read("profile")["names"])
    names |= {
        "unit": labels["government"] if unit.is_portal else unit.name,
        "short": labels["city_government"] if unit.is_portal else unit.short_name,
        "organ": organ_of(unit),
        "disclosure": labels[f"{_disclosure(unit)}_disclosure"],
        "seat": unit.name[-1],
        "subject": field["subject"],
        "people": field["people"],
        "work": field["work"],
        "goal": list(field["goals"]),
        "area": list(field["areas"]),
        "division": divisions[:middle],
        "division2": divisions[middle:],
        "phone": facts["phone"],
        "address": facts["address"],
        "postcode": facts["postcode"],
        "office_hours": facts["office_hours"],
        "history": intro["history"],
        "role": intro["role"],
    }
    return names


def fits(material: Material, unit: UnitSeed) -> bool:
    """Say whether a shared text suits ``unit``: its kind is not among those left out."""
    left_out = material.get("not", ())
    return unit.kind not in left_out and not (unit.is_portal and "portal" in left_out)


def organ_of(unit: UnitSeed) -> str:
    """Return the name under which ``unit`` signs documents: a township signs as a government."""
    if unit.is_portal:
        return str(read("common")["labels"]["government"])
    suffixes: dict[str, str] = read("profile")["organ_suffix"]
    is_place = unit.kind in ("district", "township")
    return unit.name + (suffixes.get(unit.name[-1], "") if is_place else "")


def _disclosure(unit: UnitSeed) -> str:
    if unit.kind == "party_organ":
        return "party"
    return "government" if unit.kind in OFFICES else "other"
