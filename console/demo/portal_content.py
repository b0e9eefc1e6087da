"""The pages of the portal itself: city news, notices, documents, and what the city is like."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from console.demo.about import disclosure_items
from console.demo.articles import article, notice
from console.demo.calendar_days import backwards, is_now
from console.demo.guides import service_items
from console.demo.leaders import leader_items
from console.demo.material import Material, field_of, formats, read
from console.demo.policies import document_items
from console.demo.seeds import AttachmentSeed, DemoItem, UnitSeed, seeded

QUICK_NEWS = 16
PLACE_KIND = "project"


def portal_items(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    """Yield the pages of the portal's columns; the headline is the newest of the city news."""
    yield from _news(unit, today)
    yield from _notices(unit, today)
    yield from document_items(unit, today, "zc", "zwgk")
    yield from disclosure_items(unit, today, "zwgk")
    yield from leader_items(unit, today, "zwgk", "ld")
    yield from service_items(unit, today)
    yield from _places(unit, today)


def _news(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    field = field_of(unit)
    random = seeded("portal news")
    headline, rest, later = field["article"][0], field["article"][1:], list(field["later"])
    random.shuffle(rest)
    random.shuffle(later)
    rest.sort(key=lambda material: not is_now(today, material))
    quick = backwards(random, today, first=(1, 1), step=(0, 2))
    slow = backwards(random, today, first=(30, 40), step=(9, 26))
    for index, material in enumerate([headline, *rest, *later]):
        yield article(
            unit,
            material,
            next(quick if index < QUICK_NEWS else slow),
            slug=f"news-{index + 1:02}",
            column="yw",
            picture=material.get("picture"),
        )


def _notices(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    days = backwards(seeded("portal notices"), today, first=(1, 2), step=(3, 24))
    notices = sorted(field_of(unit)["notice"], key=lambda material: not is_now(today, material))
    for index, material in enumerate(notices):
        item = notice(unit, material, next(days), slug=f"notice-{index + 1:02}", column="tzgg")
        yield replace(item, attachments=_annexes(unit)) if "annexes" in material else item


def _places(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    days = backwards(seeded("portal places"), today, first=(9, 30), step=(12, 60))
    for index, material in enumerate(field_of(unit)["place"]):
        item = article(
            unit,
            material | {"kind": PLACE_KIND, "plain": True},
            next(days),
            slug=f"place-{index + 1}",
            column="zjsf",
            picture=material.get("picture"),
        )
        yield _introduction(item) if material.get("type") else item


def _introduction(item: DemoItem) -> DemoItem:
    left_out = ("is_headline", "is_picture_news", "feature")
    details = {key: value for key, value in item.details.items() if key not in left_out}
    return replace(item, item_type="introduction", details=details)


def _annexes(unit: UnitSeed) -> list[AttachmentSeed]:
    labels = read("common")["labels"]
    attachments = []
    for number, name in enumerate(labels["annexes"], start=1):
        title = labels["annex"].format(number=number, title=name)
        attachments.append(_annex(unit, number, title, name))
    return attachments


def _annex(unit: UnitSeed, number: int, title: str, name: str) -> AttachmentSeed:
    key = f"{unit.code}-annex-{number:02}"
    lines: list[Material] = read("common")["paragraphs"]["annex"]
    if number % 3:
        return AttachmentSeed(key, title, "pdf", (name, *(str(line) for line in lines)))
    columns = tuple(read("common")["labels"]["annex_columns"])
    rows = tuple((str(row), name, formats()["at_once"]) for row in range(1, 13))
    return AttachmentSeed(key, title, "xlsx", (), columns, rows)
