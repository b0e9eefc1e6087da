"""Setting up the main portal: its home, its columns and the directory of units."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from console.blueprint import Blueprint
from console.blueprint_files import load_blueprint
from console.columns import place_columns, publish
from console.models import UnitBlueprint
from content.models import UnitIndexPage
from home.models import PortalHomePage
from search.actions import publish_in_bulk, publish_unit_entries
from units import access
from units.actions import register_root
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.enums import PORTAL_CODE
from units.models import Unit
from units.pages import UnitPage
from workflows.gate.certificates import structure

PORTAL_BLUEPRINT = "portal"


@transaction.atomic
def set_up_portal() -> PortalHomePage:
    """Build what the portal consists of, once; a second call changes nothing."""
    unit = Unit.objects.select_for_update().get(code=PORTAL_CODE)
    home = PortalHomePage.objects.filter(unit_root__unit=unit).first()
    if home is not None:
        return home
    blueprint = load_blueprint(PORTAL_BLUEPRINT)
    with structure(
        [unit],
        reason=_("Setting up the portal"),
        blueprint_name=blueprint.name,
        blueprint_version=blueprint.version,
    ):
        home, pages = _make_pages(unit, blueprint)
    register_root(unit, home)
    _make_collections(unit)
    Site.objects.create(
        hostname=settings.BATONG_PORTAL_HOST,
        port=settings.BATONG_PUBLIC_PORT,
        site_name=unit.name,
        root_page=home,
        is_default_site=True,
    )
    access.ensure_unit_groups({unit: home})
    access.ensure_centre_groups(home)
    publish_in_bulk(pages)
    publish_unit_entries(Unit.objects.all())
    insert_references(pages)
    UnitBlueprint.objects.create(
        unit=unit, name=blueprint.name, version=blueprint.version, applied_at=timezone.now()
    )
    return home


def _make_pages(unit: Unit, blueprint: Blueprint) -> tuple[PortalHomePage, list[UnitPage]]:
    at = timezone.now()
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    home = PortalHomePage(title=unit.name, slug=unit.code, introduction=unit.duty, locale=locale)
    with translation.override(settings.LANGUAGE_CODE):
        index = UnitIndexPage(title=_("Directory of units"), slug=UnitIndexPage.fixed_slug)
    publish(home, at)
    publish(index, at)
    root = Page.objects.get(depth=1)
    placements = [Placement(root, home)]
    placements += [placement for _key, placement in place_columns(home, blueprint, at=at)]
    placements.append(Placement(home, index))
    insert_pages(placements)
    return home, [placement.page for placement in placements]


def _make_collections(unit: Unit) -> None:
    root = access.root_collection()
    root.add_child(instance=Collection(name=access.shared_collection_name()))
    root.refresh_from_db()
    unit.collection = root.add_child(instance=Collection(name=unit.name))
    unit.save(update_fields=("collection",))
