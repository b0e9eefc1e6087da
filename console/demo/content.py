"""All demo pages of a unit: equal for the same unit and day, in any process."""

from collections.abc import Iterator
from datetime import date

from console.demo.about import disclosure_items, introduction_items, topic_items
from console.demo.articles import news_items, notice_items
from console.demo.guides import service_items
from console.demo.leaders import leader_items
from console.demo.policies import document_items, law_items
from console.demo.portal_content import portal_items
from console.demo.seeds import DemoItem, UnitSeed


def demo_items(unit: UnitSeed, today: date) -> Iterator[DemoItem]:
    """Yield the demo pages of ``unit`` (or of the portal), all dated before ``today``."""
    if unit.is_portal:
        yield from portal_items(unit, today)
        return
    yield from introduction_items(unit, today)
    yield from leader_items(unit, today)
    yield from service_items(unit, today)
    yield from document_items(unit, today)
    yield from law_items(unit, today)
    yield from news_items(unit, today)
    yield from notice_items(unit, today)
    yield from disclosure_items(unit, today)
    yield from topic_items(unit, today)
