"""What a unit tells of itself: profile, divisions, duties, disclosure guide and report, topic."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from console.demo.articles import credits, summary
from console.demo.material import field_of, read
from console.demo.markup import to_blocks
from console.demo.names import Names, names_of
from console.demo.seeds import DemoItem, ItemType, UnitSeed, seeded
from console.demo.wording import Wording


def introduction_items(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    """Yield the profile, the divisions and the duties of ``unit``."""
    texts = read("common")
    labels, intro = texts["labels"], texts["introduction"]
    profile = "\n".join(intro["profile"])
    yield _page(unit, today, "introduction", "gk", "profile", labels["profile"], profile)
    yield _page(
        unit, today, "introduction", "gk", "divisions", labels["divisions"], _divisions(unit)
    )
    duties = "\n".join([labels["duties_lead"], *(f"+ {duty}" for duty in intro["duties"])])
    yield _page(unit, today, "introduction", "zz", "duties", labels["duties"], duties)


def disclosure_items(unit: UnitSeed, today: date, column: str = "xxgk") -> Iterator[DemoItem]:
    """Yield the guide to public information and the last annual report."""
    texts = read("common")
    is_office = unit.system == "government"
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
        texts["disclosure"]["report"], sub_column="gknb", day=published,
    )  # fmt: skip


def topic_items(unit: UnitSeed, today: date, column: str = "hdjl") -> Iterator[DemoItem]:
    """Yield one topic page for about every third unit."""
    random = seeded("topic", unit.code)
    topic = read("common")["topic"]
    if random.random() < 0.36 or unit.is_portal:
        title = random.choice(topic["titles"])
        yield _page(unit, today, "topic", column, "topic-1", title, topic["text"])


def _divisions(unit: UnitSeed) -> str:
    labels = read("common")["labels"]
    duty = read("common")["introduction"]["division_duty"]
    field = field_of(unit)
    areas = field["areas"]
    rows = [
        f"| {division} | {duty.replace('{area}', areas[index % len(areas)])} |"
        for index, division in enumerate(field["divisions"])
    ]
    table = [f"! {labels['divisions_caption']}", labels["divisions_columns"], *rows]
    return "\n".join([labels["divisions_lead"], *table])


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


def _details(
    unit: UnitSeed, item_type: ItemType, names: Names, wording: Wording
) -> dict[str, Any]:
    details = credits(unit, seeded("about credits", unit.code), names, wording)
    if item_type == "article":
        details |= {"is_headline": False, "is_picture_news": False, "feature": ""}
    return details
