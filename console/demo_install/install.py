"""The demo, step by step; every step can be repeated and leaves what is there alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.columns import NewSite
from console.demo.album import unit_pictures
from console.demo.content import demo_items
from console.demo.material import read
from console.demo.profile import unit_profile
from console.demo.seeds import DemoItem, PictureSeed, UnitSeed
from console.demo_install.accounts import give_addresses, open_accounts
from console.demo_install.files import store_attachments, store_pictures
from console.demo_install.office import fill_office
from console.demo_install.pages import PageMaker
from console.portal import set_up_portal
from console.provisioning import provision_units
from content.models import ArticlePage, ColumnPage, PolicyPage
from content.models.items import ItemPage
from home.imports import import_links
from search.actions import publish_in_bulk, publish_unit_entries
from search.models import PublishedItem
from units import addresses
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.enums import Level, SiteStatus
from units.imports import import_units
from units.models import LevelSettings, Unit
from workflows.gate.certificates import fixtures
from workflows.gate.made_up import require_fixtures_allowed
from workflows.gate.public_files import follow_new_pages

DATA = Path(__file__).resolve().parents[1] / "data"
LINKS = Path(__file__).resolve().parents[2] / "home" / "data" / "links.csv"
BLUEPRINT = "city"

Tell = Callable[[str], None]


@dataclass(slots=True)
class UnitMaterial:
    """A unit with its items and the columns they go into."""

    unit: Unit
    columns: dict[str, ColumnPage]
    items: list[DemoItem] = field(default_factory=list)

    @property
    def pictures(self) -> list[PictureSeed]:
        """All pictures of the unit, in the order in which texts name them."""
        return list(unit_pictures(_seed(self.unit)))


def install_demo(
    *, password: str, tell: Tell, codes: Sequence[str] | None = None, with_office: bool = True
) -> None:
    """Fill the install with the demo; ``codes`` names the units that get a site, else all do
    that have one. ``with_office`` adds what the IT office of the whole city has done.

    Raises ``PermissionDenied`` on an install for real content.
    """
    require_fixtures_allowed()
    today = timezone.localdate()
    tell("units")
    import_units((DATA / "units.csv").read_bytes())
    _set_levels()
    _set_profiles()
    tell("portal")
    set_up_portal()
    import_links(LINKS.read_bytes())
    tell("unit sites")
    existing = Unit.objects.real().filter(site_status=SiteStatus.EXISTING)
    if codes is not None:
        existing = existing.filter(code__in=codes)
    order = BuildOrder(blueprint=load_blueprint(BLUEPRINT), contents=_contents(today))
    provision_units(existing, order, progress=lambda done, total: tell(f"{done}/{total}"))
    tell("portal contents")
    _fill_portal(today)
    tell("accounts")
    open_accounts(Unit.objects.all(), password)
    if with_office:
        fill_office(tell)
    # Last: nobody is sent what was made up
    give_addresses(Unit.objects.all())


def _set_levels() -> None:
    """Name the city's undertaking organ once; districts and townships inherit it."""
    with fixtures():
        LevelSettings.objects.get_or_create(
            level=Level.CITY,
            defaults={"undertaking_organ": read("profile")["portal_unit"]["undertaking_organ"]},
        )


@transaction.atomic
def _set_profiles() -> None:
    """Give every unit that says nothing of itself its address, phone and filing numbers."""
    units = list(Unit.objects.filter(duty=""))
    known = {field.name for field in Unit._meta.concrete_fields}
    names: set[str] = set()
    for unit in units:
        profile: dict[str, str] = unit_profile(_seed(unit))
        if unit.is_portal:
            profile |= read("profile")["portal_unit"]
        for name in known & profile.keys():
            setattr(unit, name, profile[name])
            names.add(name)
    if units:
        Unit.objects.bulk_update(units, sorted(names), batch_size=200)
        publish_unit_entries(units)
        addresses.forget()


def _seed(unit: Unit) -> UnitSeed:
    return UnitSeed(unit.code, unit.name, unit.short_name, unit.kind, unit.system)


def _contents(today: datetime.date) -> Callable[[Sequence[NewSite]], Sequence[Placement]]:
    def fill(sites: Sequence[NewSite]) -> Sequence[Placement]:
        return place_items(
            [
                UnitMaterial(site.unit, site.columns, list(demo_items(_seed(site.unit), today)))
                for site in sites
            ]
        )

    return fill


def place_items(materials: Sequence[UnitMaterial]) -> list[Placement]:
    """Store the files of many units and return their pages with where they go."""
    pictures = store_pictures({seed: _collection(m.unit) for m in materials for seed in m.pictures})
    documents = store_attachments(
        (seed, _collection(m.unit))
        for m in materials
        for item in m.items
        for seed in item.attachments
    )
    placements = []
    for material in materials:
        maker = PageMaker(pictures, documents, material.pictures)
        placements += _place(material, maker)
    return placements


def _place(material: UnitMaterial, maker: PageMaker) -> list[Placement]:
    placements = []
    pages: dict[str, ItemPage] = {}
    for item in material.items:
        column = material.columns[item.sub_column or item.column_key]
        if item.item_type == "introduction":
            maker.fill_column(column, item)
        else:
            pages[item.slug] = maker.item(item)
            placements.append(Placement(column, pages[item.slug]))
    for item in material.items:
        if item.interprets:
            _interpret(pages[item.slug], pages[item.interprets])
    return placements


def _interpret(article: ItemPage, policy: ItemPage) -> None:
    """Let an article explain a policy document of the same unit."""
    if isinstance(article, ArticlePage) and isinstance(policy, PolicyPage):
        article.interprets = policy


def _collection(unit: Unit) -> Collection:
    if unit.collection is None:
        raise ValueError(f"{unit.code} has no collection")
    return unit.collection


@transaction.atomic
def _fill_portal(today: datetime.date) -> None:
    """Put news, notices and documents into the portal's own columns, once."""
    unit = Unit.objects.portal()
    if PublishedItem.objects.for_unit(unit.pk).items().exists():
        return
    own = PublishedItem.objects.for_unit(unit.pk).of_type("column").values("page_id")
    columns = {column.key: column for column in ColumnPage.objects.filter(pk__in=own)}
    items = list(demo_items(_seed(unit), today))
    placements = place_items([UnitMaterial(unit, columns, items)])
    filled: list[Any] = [
        columns[item.sub_column or item.column_key]
        for item in items
        if item.item_type == "introduction"
    ]
    with fixtures():
        for column in filled:
            column.save()
        insert_pages(placements)
    pages = [placement.page for placement in placements]
    publish_in_bulk([*pages, *filled])
    insert_references([*pages, *filled])
    follow_new_pages(pages)
