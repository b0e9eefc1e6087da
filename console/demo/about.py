"""What a unit tells of itself: profile, divisions, duties, disclosure guide and report, topic."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from console.demo.articles import credits, summary
from console.demo.markup import to_blocks
from console.demo.material import field_of, read
from console.demo.names import OFFICES, Names, names_of
from console.demo.seeds import DemoItem, ItemType, UnitSeed, seeded
from console.demo.wording import Wording

SERVANTS = ("institution", "enterprise")


def introduction_items(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    """Yield the profile of ``unit`` with its divisions, and its duties."""
    texts = read("common")
    labels, intro = texts["labels"], texts["introduction"]
    profiles = intro["profile"]
    parts = [*profiles.get(unit.kind, profiles["default"]), intro["place"]]
    profile = "\n".join([*parts, f"# {labels['divisions']}", _divisions(unit)])
    yield _page(unit, today, "introduction", "gk", "profile", labels["profile"], profile)
    duties = "\n".join([labels["duties_lead"], *(f"+ {duty}" for duty in _duties(unit))])
    yield _page(unit, today, "introduction", "zz", "duties", labels["duties"], duties)


def disclosure_items(unit: UnitSeed, today: date, column: str = "xxgk") -> Iterator[DemoItem]:
    """Yield the guide to public information and the last annual report."""
    texts = read("common")
    is_office = unit.kind in OFFICES
    titles = ("guide", "report") if is_office else ("public_guide", "public_report")
    guide, report = (texts["labels"][title] for title in titles)
    published = today.replace(month=1, day=24)
    if published >= today:
        published = published.replace(year=today.year - 1)
    yield _page(
        unit, today, "article", column, "guide", guide,
        "\n".join(texts["disclosure"]["guide"]), sub_column="gkzn",
    )  # fmt: skip
    yield _page(
        unit, today, "article", column, "report", report,
        texts["disclosure"]["report"], sub_column="" if unit.is_portal else "gknb", day=published,
    )  # fmt: skip


def topic_items(unit: UnitSeed, today: date, column: str = "hdjl") -> Iterator[DemoItem]:
    """Yield one topic page for about every third unit."""
    random = seeded("topic", unit.code)
    topic = read("common")["topic"]
    if random.random() < 0.36 or unit.is_portal:
        title = random.choice(topic["titles"])
        yield _page(unit, today, "topic", column, "topic-1", title, topic["text"])


def _duties(unit: UnitSeed) -> list[str]:
    kind = "service" if unit.kind in SERVANTS else "office"
    duties = read("common")["introduction"]["duties"][kind]
    each: list[str] = [
        duties["each"][index % len(duties["each"])].replace("{area}", area)
        for index, area in enumerate(field_of(unit)["areas"])
    ]
    return [*duties["first"], *each, *duties["last"]]


def _divisions(unit: UnitSeed) -> str:
    labels = read("common")["labels"]
    field = field_of(unit)
    rows = [
        f"| {division} | {_division_duty(division, field['areas'][index % len(field['areas'])])} |"
        for index, division in enumerate(field["divisions"])
    ]
    table = [f"! {labels['divisions_caption']}", labels["divisions_columns"], *rows]
    return "\n".join([labels["divisions_lead"], *table])


def _division_duty(division: str, area: str) -> str:
    """Return the duty that a division's name tells, else one in the unit's ``area``."""
    intro = read("common")["introduction"]
    for known in intro["division"]:
        if any(word in division for word in known["words"]):
            return str(known["duty"])
    return str(intro["duties"]["service"]["each"][1]).replace("{area}", area)


def _page(
    unit: UnitSeed,
    today: date,
    item_type: ItemType,
    column: str,
    slug: str,
    title: str,
    text: str,
    *,
    sub_column: str = "",
    day: date | None = None,
) -> DemoItem:
    random = seeded("about", unit.code, slug)
    day = day or today - timedelta(days=random.randint(20, 260))
    names = names_of(unit)
    wording = Wording(random, day, names)
    text = wording.fill(text.strip())
    return DemoItem(
        item_type=item_type,
        column_key=column,
        sub_column=sub_column,
        slug=slug,
        title=wording.fill(title),
        summary=summary(text),
        date=day,
        body=to_blocks(text),
        details=_details(unit, item_type, names, wording),
    )


def _details(unit: UnitSeed, item_type: ItemType, names: Names, wording: Wording) -> dict[str, Any]:
    details = credits(unit, seeded("about credits", unit.code), names, wording)
    if item_type == "article":
        details |= {"is_headline": False, "is_picture_news": False, "feature": ""}
    return details
