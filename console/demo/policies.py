"""Policy documents: legal texts dealt by subject, and documents of the unit's own."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from console.demo.articles import credits, summary
from console.demo.calendar_days import backwards
from console.demo.laws import LawText, dealt_laws
from console.demo.markup import to_blocks
from console.demo.material import Material, formats, read
from console.demo.names import fits, names_of, organ_of
from console.demo.seeds import AttachmentSeed, Block, DemoItem, UnitSeed, seeded
from console.demo.wording import Wording

OWN_DOCUMENTS = 2
DAYS_A_MONTH = 30


def law_items(unit: UnitSeed, today: date, column: str = "zcfg") -> Iterator[DemoItem]:
    """Yield the legal texts dealt to ``unit``, as put on its site over the last two years."""
    days = backwards(seeded("laws", unit.code), today, first=(5, 40), step=(9, 60))
    for serial, law in enumerate(dealt_laws().get(unit.code, ()), start=1):
        yield _law_item(unit, law, min(today, max(next(days), law.signed_on)), serial, column)


def document_items(
    unit: UnitSeed, today: date, column: str = "zcfg", reading_column: str = "xxgk"
) -> Iterator[DemoItem]:
    """Yield the unit's own documents, each followed by an article that explains it, if any."""
    for index, material in enumerate(_chosen(unit)):
        random = seeded("document", unit.code, index)
        document = _document(unit, material, today, index, random, column)
        yield document
        if "reading" in material:
            yield _reading(unit, material, document, reading_column)


def _law_item(unit: UnitSeed, law: LawText, day: date, serial: int, column: str) -> DemoItem:
    random = seeded("law", unit.code, law.id)
    names = names_of(unit)
    patterns = formats()
    body: list[Block] = []
    if law.history:
        history = patterns["history_joint"].join(law.history)
        body += to_blocks(patterns["law_note"].format(history=history))
    body.append(("legal_text", "\n".join(law.paragraphs)))
    details = credits(unit, random, names, Wording(random, day, names)) | {
        "number": law.number,
        "organ": law.organ,
        "signed_on": law.signed_on,
        "effective_on": law.effective_on,
        "expires_on": None,
        "validity": law.validity,
        "theme": law.theme,
        "index_number": _index_number(unit, day, serial),
        "source": patterns["law_source"],
        "source_id": law.id,
    }
    return DemoItem(
        item_type="policy",
        column_key=column,
        slug=f"law-{law.id}",
        title=law.title,
        summary=_law_summary(law),
        date=day,
        body=body,
        details=details,
    )


def _law_summary(law: LawText) -> str:
    patterns = formats()
    if law.effective_on is None:
        return patterns["law_summary_undated"].format(organ=law.organ)
    day = law.effective_on
    written = patterns["full_date"].format(year=day.year, month=day.month, day=day.day)
    return patterns["law_summary"].format(organ=law.organ, date=written)


def _chosen(unit: UnitSeed) -> list[Material]:
    policy = read("common")["policy"]
    if unit.is_portal:
        documents: list[Material] = policy["portal"]
        return documents
    shared = [material for material in policy["document"] if fits(material, unit)]
    return seeded("documents", unit.code).sample(shared, OWN_DOCUMENTS)


def _document(
    unit: UnitSeed, material: Material, today: date, index: int, random: Random, column: str
) -> DemoItem:
    age = round(material["months"] * DAYS_A_MONTH)
    signed = today - timedelta(days=random.randint(age // 4, age) if not unit.is_portal else age)
    day = signed + timedelta(days=random.randint(1, 6))
    names = names_of(unit)
    wording = Wording(random, day, names)
    text = wording.fill(material["text"].strip())
    title = wording.fill(material["title"])
    slug = f"document-{index + 1}"
    title = title if unit.is_portal else organ_of(unit) + title
    return DemoItem(
        item_type="policy",
        column_key=column,
        slug=slug,
        title=title,
        summary=summary(text.partition("\n")[2]),
        date=min(day, today - timedelta(days=1)),
        body=[("legal_text", text)],
        details=credits(unit, random, names, wording)
        | _document_details(unit, material, signed, today, random, index),
        attachments=[_print(unit, slug, title, text)] if index == 0 else [],
    )


def _document_details(
    unit: UnitSeed, material: Material, signed: date, today: date, random: Random, index: int
) -> dict[str, Any]:
    prefix = material.get("number") or _prefix(unit)
    months = material.get("valid")
    expires = signed + timedelta(days=months * DAYS_A_MONTH) if months else None
    is_over = expires is not None and expires < today
    return {
        "number": formats()["document_number"].format(
            prefix=prefix, year=signed.year, number=random.randint(2, 68)
        ),
        "organ": organ_of(unit),
        "signed_on": signed,
        "effective_on": signed + timedelta(days=30),
        "expires_on": expires,
        "validity": "expired" if is_over else random.choice(["in_force"] * 5 + ["revised"]),
        "theme": material["theme"],
        "index_number": _index_number(unit, signed, 100 + index),
    }


def _reading(unit: UnitSeed, material: Material, document: DemoItem, column: str) -> DemoItem:
    random = seeded("reading", unit.code, document.slug)
    inner = re.search(formats()["quoted_title"], document.title)
    name = inner[1] if inner else document.title
    pattern = formats()["reading_inner_title" if inner else "reading_title"]
    names = names_of(unit) | {"document": name, "reading": material["reading"]}
    wording = Wording(random, document.date, names)
    text = wording.fill("\n".join(read("common")["reading"]["frame"]))
    details = credits(unit, random, names, wording) | {
        "is_headline": False,
        "is_picture_news": False,
        "feature": "",
    }
    return DemoItem(
        item_type="article",
        column_key=column,
        slug=f"reading-{document.slug}",
        title=pattern.format(title=name, organ=organ_of(unit)),
        summary=summary(text),
        date=document.date,
        body=to_blocks(text),
        details=details,
        interprets=document.slug,
    )


def _prefix(unit: UnitSeed) -> str:
    policy = read("common")["policy"]
    bare = unit.short_name
    for word in policy["left_out_of_prefix"]:
        bare = bare.removeprefix(word)
    return str(policy["prefix"]) + bare[:1] + str(policy["prefix_end"])


def _index_number(unit: UnitSeed, day: date, serial: int) -> str:
    number = seeded("index", unit.code).randrange(1_000_000)
    return formats()["index_number"].format(number=number, year=day.year, serial=serial)


def _print(unit: UnitSeed, slug: str, title: str, text: str) -> AttachmentSeed:
    return AttachmentSeed(f"{unit.code}-{slug}", title, "pdf", (title, *text.split("\n")))
