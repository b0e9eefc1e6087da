"""The names and facts that fill the texts of one unit."""

from console.demo.material import Material, field_of, read
from console.demo.profile import unit_profile
from console.demo.seeds import UnitSeed

Names = dict[str, str | list[str]]


def names_of(unit: UnitSeed) -> Names:
    """Return the slots of ``unit``: its own names, its field's, and the places of the city."""
    field = field_of(unit)
    facts = unit_profile(unit)
    divisions = list(field["divisions"])
    middle = len(divisions) // 2
    intro = read("common")["introduction"]
    names: Names = dict(read("profile")["names"])
    names |= {
        "unit": unit.name,
        "short": unit.short_name,
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
        "place": names["city"],
    }
    return names


def fits(material: Material, unit: UnitSeed) -> bool:
    """Say whether a shared text suits ``unit``: its kind is not among those left out."""
    left_out = material.get("not", ())
    return unit.kind not in left_out and not (unit.is_portal and "portal" in left_out)
