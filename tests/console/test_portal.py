"""Setting up the main portal."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, Page, Site

from console.blueprint_files import load_blueprint
from console.models import UnitBlueprint
from content.models import ColumnPage, UnitIndexPage
from search.models import PublishedItem
from tests.console.tables import rows_of_all_tables
from units.addresses import address_book
from units.models import Unit


def test_the_portal_has_the_columns_of_its_blueprint(portal):
    columns = ColumnPage.objects.child_of(portal)
    assert [c.key for c in columns] == [c.key for c in load_blueprint("portal").columns]


def test_the_directory_of_units_stands_below_the_portal(portal):
    index = UnitIndexPage.objects.child_of(portal).get()
    assert (index.slug, index.live, index.depth) == ("units", True, 3)


def test_the_portal_is_the_default_site_at_its_host(portal, settings):
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.root_page_id) == (settings.BATONG_PORTAL_HOST, portal.pk)
    assert address_book().portal.has_home


def test_the_trees_are_sound(portal):
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


@pytest.mark.parametrize("name", ["unit:portal:editor", "centre:secrecy", "centre:it_office"])
def test_the_groups_of_the_portal_and_of_the_centre_exist(portal, name):
    assert Group.objects.filter(name=name).exists()


def test_all_pages_and_units_are_on_the_read_side(portal, make_units):
    pages = Page.objects.filter(depth__gt=1).values_list("pk", flat=True)
    assert set(PublishedItem.objects.exclude(page=None).values_list("page", flat=True)) == set(
        pages
    )


def test_the_blueprint_of_the_portal_is_recorded(portal):
    recorded = UnitBlueprint.objects.get(unit=Unit.objects.get(code="portal"))
    assert (recorded.name, recorded.version) == ("portal", 1)


def test_a_second_call_changes_nothing(portal):
    before = rows_of_all_tables()
    call_command("set_up_portal", stdout=StringIO())
    assert rows_of_all_tables() == before
