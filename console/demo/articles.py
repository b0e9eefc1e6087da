"""News and notices: the texts of the unit's field first, then those all units share."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from console.demo.album import unit_pictures
from console.demo.calendar_days import backwards, in_season
from console.demo.markup import plain_text, to_blocks
from console.demo.material import Material, field_of, formats, read
from console.demo.names import Names, fits, names_of
from console.demo.seeds import AttachmentSeed, Block, DemoItem, UnitSeed, seeded
from console.demo.wording import Wording

NEWS_COUNT = 8
NOTICE_COUNT = 6
SUMMARY_LENGTH = 88


def news_items(unit: UnitSeed, today: date, column: str = "xwdt") -> Iterator[DemoItem]:
    """Yield the news of ``unit``; the first ones carry its pictures."""
    chosen = _chosen(unit, "article", NEWS_COUNT)
    days = backwards(seeded("news", unit.code), today, first=(1, 6), step=(4, 24))
    for index, material in enumerate(chosen):
        picture = index if index < len(unit_pictures(unit)) and index % 4 != 3 else None
        yield article(
            unit, material, next(days), slug=f"news-{index + 1:02}", column=column, picture=picture
        )


def notice_items(unit: UnitSeed, today: date, column: str = "tzgg") -> Iterator[DemoItem]:
    """Yield the notices of ``unit``; those with a table carry it as a workbook too."""
    chosen = _chosen(unit, "notice", NOTICE_COUNT)
    days = backwards(seeded("notices", unit.code), today, first=(1, 9), step=(8, 46))
    for index, material in enumerate(chosen):
        yield notice(unit, material, next(days), slug=f"notice-{index + 1:02}", column=column)


def article(
    unit: UnitSeed,
    material: Material,
    day: date,
    *,
    slug: str,
    column: str,
    picture: int | None = None,
) -> DemoItem:
    """Write one article out of ``material`` as it would have read on ``day``."""
    random = seeded("article", unit.code, slug)
    day = in_season(random, day, material["months"]) if "months" in material else day
    names = names_of(unit)
    wording = Wording(random, day, names)
    title = wording.fill(_one(material["title"], random))
    text = wording.fill(_full_text(material, random))
    pictures = unit_pictures(unit)
    body = to_blocks(
        text if picture is None else _with_picture(text, picture, pictures[picture].caption)
    )
    details = {
        **credits(unit, random, names, wording),
        "is_headline": bool(material.get("headline")),
        "is_picture_news": picture is not None,
        "feature": material.get("feature", ""),
    }
    return DemoItem(
        item_type="article",
        column_key=column,
        slug=slug,
        title=title,
        summary=summary(text),
        date=day,
        body=body,
        details=details,
        picture=None if picture is None else pictures[picture],
    )


def notice(unit: UnitSeed, material: Material, day: date, *, slug: str, column: str) -> DemoItem:
    """Write one notice out of ``material`` as it would have read on ``day``."""
    random = seeded("notice", unit.code, slug)
    day = in_season(random, day, material["months"]) if "months" in material else day
    names = names_of(unit)
    wording = Wording(random, day, names)
    title = wording.fill(_one(material["title"], random))
    text = wording.fill(material["text"])
    body = to_blocks(text)
    return DemoItem(
        item_type="notice",
        column_key=column,
        slug=slug,
        title=title,
        summary=summary(text),
        date=day,
        body=body,
        details=credits(unit, random, names, wording),
        attachments=list(_tables(unit, slug, body)),
    )


def summary(text: str) -> str:
    """Return the beginning of ``text``, cut at the end of a sentence where one is near."""
    patterns = formats()
    prose = plain_text(text)
    if len(prose) <= SUMMARY_LENGTH:
        return prose
    end = prose.rfind(patterns["sentence_end"], 30, SUMMARY_LENGTH)
    return prose[: end + 1] if end > 0 else prose[:SUMMARY_LENGTH] + patterns["summary_end"]


def credits(unit: UnitSeed, random: Random, names: Names, wording: Wording) -> dict[str, Any]:
    """Return who published, wrote and edited an item, and its keywords."""
    labels = read("common")["labels"]
    editors = random.sample(read("profile")["names"]["surname"], 2)
    author, editor = (
        Wording(random, date.min, {"surname": surname}).fill(labels["author"])
        for surname in editors
    )
    source = labels["portal_source"] if unit.is_portal else unit.name
    keywords = [wording.fill(slot) for slot in ("{subject}", "{short}", "{area}")]
    return {
        "source": source,
        "author": author,
        "responsible_editor": editor,
        "keywords": formats()["keyword_joint"].join(dict.fromkeys(keywords)),
    }


def _chosen(unit: UnitSeed, name: str, count: int) -> list[Material]:
    """Return the field's texts mixed with shared ones, the same choice every time."""
    random = seeded(name, "choice", unit.code)
    field = field_of(unit)
    own = list(field.get(name, ()))
    if len(own) > field.get("pick", len(own)):
        own = random.sample(own, field["pick"])
    random.shuffle(own)
    shared = [material for material in read("common")[name] if fits(material, unit)]
    extra = random.sample(shared, max(2, min(len(shared), count - len(own))))
    if name == "article":
        return own[:2] + _mixed(own[2:] + extra, random)
    return own[:1] + _mixed(own[1:] + extra, random)


def _mixed(materials: list[Material], random: Random) -> list[Material]:
    random.shuffle(materials)
    return materials


def _full_text(material: Material, random: Random) -> str:
    if material.get("plain"):
        return str(material["text"]).strip()
    paragraphs = read("common")["paragraphs"]
    middle = random.sample(paragraphs[material["kind"]], random.choice([1, 2]))
    closing = random.choice(paragraphs["closing"])
    return "\n".join([material["text"].strip(), *middle, closing])


def _with_picture(text: str, picture: int, caption: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first}\n@{picture} {caption}\n{rest}"


def _one(title: str | list[str], random: Random) -> str:
    return title if isinstance(title, str) else random.choice(title)


def _tables(unit: UnitSeed, slug: str, body: list[Block]) -> Iterator[AttachmentSeed]:
    for kind, value in body:
        if kind == "table":
            title = formats()["table_mark"].format(title=value["caption"])
            rows = tuple(tuple(row) for row in value["rows"])
            columns = tuple(value["columns"])
            yield AttachmentSeed(f"{unit.code}-{slug}", title, "xlsx", (), columns, rows)
