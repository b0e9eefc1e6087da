"""The abstract page: its unit, its language and its addresses."""

import pytest
from wagtail.models import Page

from content.models import ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage
from home.models import PortalHomePage
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, host_address, visit
from units.enums import Presence
from units.models import UNIT_HOME_DEPTH

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    """Pages of the portal and of two units, by name."""
    portal = make_portal()
    home, other = make_home(make_unit("alpha")), make_home(make_unit("beta"))
    column = make_column(home)
    sub_column = make_column(column)
    portal_column = make_column(portal)
    return {
        "portal home": portal,
        "directory": UnitIndexPage.objects.get(),
        "portal column": portal_column,
        "portal item": make_item(portal_column),
        "home": home,
        "column": column,
        "sub-column": sub_column,
        "item": make_item(column),
        "item in sub-column": make_item(sub_column),
        "other home": other,
        "other item": make_item(make_column(other)),
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("portal home", "portal"),
        ("directory", "portal"),
        ("portal column", "portal"),
        ("portal item", "portal"),
        ("home", "alpha"),
        ("column", "alpha"),
        ("sub-column", "alpha"),
        ("item", "alpha"),
        ("item in sub-column", "alpha"),
        ("other home", "beta"),
        ("other item", "beta"),
    ],
)
def test_unit_follows_from_the_place_in_the_tree(pages, name, code):
    assert pages[name].unit.code == code


def test_portal_item_at_the_depth_of_unit_homes_belongs_to_the_portal(pages):
    item = pages["portal item"]

    assert item.depth == UNIT_HOME_DEPTH
    assert item.unit.is_portal


def test_no_page_type_has_a_field_for_its_unit():
    types = (ArticlePage, ColumnPage, PortalHomePage, ServicePage, UnitHomePage, UnitIndexPage)

    assert not [model for model in types if "unit" in {f.name for f in model._meta.get_fields()}]


def test_new_page_is_a_draft():
    assert ArticlePage(title="New", slug="new").live is False


def test_added_page_stays_a_draft(pages):
    page = pages["column"].add_child(instance=ArticlePage(title="New", slug="new"))

    assert Page.objects.get(pk=page.pk).live is False


def test_draft_is_not_served(pages):
    page = make_item(pages["column"], is_live=False)

    assert visit(page.url).status_code == 404


def test_published_page_is_read_back_as_live(pages):
    assert ArticlePage.objects.get(pk=pages["item"].pk).live is True


@pytest.mark.parametrize(
    ("presence", "start"),
    [(Presence.CHANNEL, f"{PORTAL}/units/gamma/"), (Presence.SITE, f"{host_address('gamma')}/")],
)
def test_address_follows_presence(presence, start):
    item = make_item(make_column(make_home(make_unit("gamma"), presence), "news"), slug="first")

    assert item.full_url == f"{start}news/first/"


@pytest.mark.parametrize(("served", "start"), [("portal", ""), ("home", PORTAL)])
def test_address_is_a_path_only_on_the_host_being_served(pages, rf, served, start):
    """The home of a site is served on its own host, the item on the portal's."""
    site = make_home(make_unit("gamma"), Presence.SITE)
    request = rf.get("/")
    request.site_id = {"portal": pages["home"], "home": site}[served].unit.site_id

    assert pages["column"].get_url(request) == f"{start}/units/alpha/{pages['column'].slug}/"


def test_language_is_the_one_of_the_tree(pages):
    make_english_portal()

    assert make_english_home(pages["home"]).language == "en"


def test_translated_page_belongs_to_the_same_unit(pages):
    make_english_portal()

    assert make_english_home(pages["home"]).unit == pages["home"].unit


def test_english_address_has_the_language_first(pages):
    make_english_portal()
    english = make_column(make_english_home(pages["home"]), "news")

    assert english.full_url == f"{PORTAL}/en/units/alpha/news/"


def test_page_outside_every_tree_has_no_address(db):
    root = Page.get_first_root_node()

    assert UnitIndexPage(path=root.path + "000Z", url_path="/nowhere/").get_url() is None


def test_public_page_may_be_kept_by_anyone_for_a_while(pages):
    assert "public" in visit(pages["item"].url)["Cache-Control"]
