"""Service guides with every required element: basis, conditions, materials, place, time, fee."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from console.demo.articles import credits
from console.demo.calendar_days import backwards
from console.demo.markup import to_blocks
from console.demo.material import Material, field_of, formats, read
from console.demo.names import fits, names_of
from console.demo.profile import unit_profile
from console.demo.seeds import AttachmentSeed, DemoItem, UnitSeed, seeded
from console.demo.wording import Wording

LEAST = 3
STEPS = ("online", "window", "handover", "booking")


def service_items(unit: UnitSeed, today: date, column: str = "bs") -> Iterator[DemoItem]:
    """Yield three to eight service guides: the field's own, and shared ones to fill up."""
    days = backwards(seeded("services", unit.code), today, first=(6, 40), step=(10, 60))
    for index, material in enumerate(_chosen(unit)):
        yield _guide(unit, material, next(days), index, column)


def _chosen(unit: UnitSeed) -> list[Material]:
    own: list[Material] = list(field_of(unit).get("service", ()))
    shared = [material for material in read("common")["service"] if fits(material, unit)]
    random = seeded("service choice", unit.code)
    return own + random.sample(shared, min(len(shared), max(1, LEAST - len(own))))


def _guide(unit: UnitSeed, material: Material, day: date, index: int, column: str) -> DemoItem:
    slug = f"service-{index + 1:02}"
    random = seeded("service", unit.code, slug)
    names = names_of(unit) | {"title": material["title"], "result": material["result"]}
    wording = Wording(random, day, names)
    audience, outcome = wording.fill(material["who"]), wording.fill(material["get"])
    details = credits(unit, random, names, wording) | {
        "audience": audience,
        "outcome": outcome,
        "basis": wording.fill(material["law"]),
        "conditions": "\n".join(wording.fill(line) for line in material["need"]),
        "steps": [wording.fill(line) for line in read("common")["steps"][random.choice(STEPS)]],
        "materials": [_material(line) for line in material["bring"]],
        "result": wording.fill(material["result"]),
        "life_event": material["event"],
        "handling_url": f"https://zwfw.example/items/{unit.code}/{slug}",
        **_where_and_when(unit, material, wording),
    }
    return DemoItem(
        item_type="service",
        column_key=column,
        slug=slug,
        title=wording.fill(material["title"]),
        summary=audience + formats()["summary_joint"] + outcome,
        date=day,
        body=to_blocks(wording.fill(_notes(random))),
        details=details,
        attachments=[_form(unit, material["title"])] if index == 0 and material["bring"] else [],
    )


def _where_and_when(unit: UnitSeed, material: Material, wording: Wording) -> dict[str, Any]:
    facts = unit_profile(unit)
    windows = read("profile")["windows"]
    legal, promised = material["days"]
    return {
        "place": wording.fill(windows["portal" if unit.is_portal else unit.kind]),
        "hours": facts["office_hours"],
        "fee": wording.fill(material.get("fee", read("common")["fee"]["free"])),
        "legal_time_limit": _limit(legal),
        "promised_time_limit": _limit(promised),
        "phone": facts["phone"],
        "complaint_phone": facts["complaint_phone"],
    }


def _limit(days: int) -> str:
    patterns = formats()
    return patterns["work_days"].format(days=days) if days else patterns["at_once"]


def _material(line: str) -> dict[str, Any]:
    name, originals, copies, note = line.split("|")
    return {
        "name": name,
        "original_copies": int(originals),
        "copies": int(copies),
        "note": note,
    }


def _notes(random: Random) -> str:
    texts = read("common")["service_notes"]
    notes = [f"- {note}" for note in random.sample(texts["notes"], 3)]
    return "\n".join([f"# {texts['heading']}", *notes])


def _form(unit: UnitSeed, title: str) -> AttachmentSeed:
    form = read("common")["form"]
    lines = tuple(line.format(title=title) for line in form["lines"])
    return AttachmentSeed(f"{unit.code}-form", form["title"].format(title=title), "pdf", lines)
