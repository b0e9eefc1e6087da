"""What every site has beside its pages."""

from xml.etree import ElementTree

import pytest

from home.sitemaps import UnitSitemap
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

pytestmark = pytest.mark.django_db

SITE = host_address("alpha")
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STATEMENTS = ["about/privacy/", "about/accessibility/", "about/site-map/", "about/links/"]


@pytest.fixture
def column():
    """A column of a site; the portal and a channel have one each too."""
    make_item(make_column(make_portal(), "portalnews", title="Portal column"), slug="p")
    make_item(make_column(make_home(make_unit("beta")), "betanews", title="Beta column"), slug="b")
    home = make_home(make_unit("alpha", name="Alpha bureau"), Presence.SITE)
    column = make_column(home, "alphanews", title="Alpha column")
    make_item(column, slug="a")
    return column


@pytest.mark.parametrize("path", STATEMENTS)
@pytest.mark.parametrize("host", [PORTAL, SITE])
@pytest.mark.parametrize("prefix", ["", "elder/", "en/"])
def test_every_site_has_its_statements(column, host, prefix, path):
    assert visit(f"{host}/{prefix}{path}").status_code == 200


@pytest.mark.parametrize("path", ["about/privacy/", "about/accessibility/"])
def test_statement_is_in_the_name_of_the_unit(column, path):
    assert "Alpha bureau" in visit(f"{SITE}/{path}").content.decode()


@pytest.mark.parametrize("path", [*STATEMENTS, "units.json", "sitemap.xml", "robots.txt"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_but_reading_is_allowed(column, path, method):
    assert visit(f"{PORTAL}/{path}", method=method).status_code == 405


def test_site_map_of_a_site_shows_its_own_columns(column):
    html = visit(f"{SITE}/about/site-map/").content.decode()

    assert "Alpha column" in html
    assert "Beta column" not in html


def test_site_map_of_the_portal_shows_all_units(column):
    make_unit("gamma")
    html = visit(f"{PORTAL}/about/site-map/").content.decode()

    assert "Portal column" in html
    assert "ALPHA" in html
    assert "GAMMA" in html


def locations(address):
    tree = ElementTree.fromstring(visit(address).content)
    return [found.text for found in tree.findall(".//s:loc", MAP)]


def test_sitemap_of_a_site_lists_its_own_pages(column):
    assert locations(f"{SITE}/sitemap.xml") == [
        f"{SITE}/",
        f"{SITE}/alphanews/",
        f"{SITE}/alphanews/a/",
    ]


def test_sitemap_of_the_portal_lists_the_channels_too(column):
    found = locations(f"{PORTAL}/sitemap.xml")

    assert f"{PORTAL}/portalnews/p/" in found
    assert f"{PORTAL}/units/beta/betanews/b/" in found
    assert not [address for address in found if address.startswith(SITE)]


def test_sitemap_lists_english_pages(column):
    make_english_portal()
    make_item(make_column(make_english_home(column.get_parent().specific), "news"), slug="e")

    assert f"{SITE}/en/news/e/" in locations(f"{SITE}/sitemap.xml")


def test_sitemap_lists_no_draft(column):
    make_item(column, slug="draft", is_live=False)

    assert f"{SITE}/alphanews/draft/" not in locations(f"{SITE}/sitemap.xml")


def test_every_address_of_a_sitemap_answers(column):
    make_column(column.get_parent().specific, "empty")
    make_column(column, "emptysub")

    answers = {address: visit(address).status_code for address in locations(f"{SITE}/sitemap.xml")}
    assert {address for address, code in answers.items() if code != 200} == set()


def test_long_sitemap_is_an_index_of_its_parts(column, monkeypatch):
    for _n in range(5):
        make_item(column)
    whole = locations(f"{SITE}/sitemap.xml")
    monkeypatch.setattr(UnitSitemap, "limit", 3)

    parts = locations(f"{SITE}/sitemap.xml")
    assert len(parts) == 3
    assert [address for part in parts for address in locations(part)] == whole


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 5000])
def test_part_of_a_sitemap_that_is_not_there_answers_404(column, page):
    assert visit(f"{SITE}/sitemap.xml?p={page}").status_code == 404


@pytest.mark.parametrize("host", [PORTAL, SITE])
def test_robots_are_told_of_the_sitemap(column, host):
    text = visit(f"{host}/robots.txt").content.decode()

    assert f"Sitemap: {host}/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_units_are_listed_for_the_switcher(column):
    make_unit("gamma", name="教育局", short_name="教育")

    units = {unit["code"]: unit for unit in visit(f"{PORTAL}/units.json").json()["units"]}
    assert list(units) == ["beta", "alpha", "gamma"]
    assert units["alpha"]["url"] == f"{SITE}/"
    assert units["gamma"]["url"].endswith("/units/gamma/")
    assert units["gamma"]["pinyin"] == "jiaoyuju jyj jiaoyu jy"


def test_switcher_stays_in_elder_mode(column):
    units = visit(f"{PORTAL}/elder/units.json").json()["units"]

    assert {unit["url"].startswith((f"{SITE}/elder/", "/elder/")) for unit in units} == {True}


@pytest.mark.parametrize("count", [1, 40])
def test_listing_units_costs_the_same_queries_for_any_number(
    column, count, django_assert_num_queries
):
    for _n in range(count):
        make_unit()
    visit(f"{PORTAL}/units.json")

    with django_assert_num_queries(1):
        visit(f"{PORTAL}/units.json")


@pytest.mark.parametrize("path", ["nowhere/", "units/nobody/", "en/nowhere/", "elder/nowhere/"])
def test_page_that_is_not_there_offers_ways_out(column, path):
    response = visit(f"{PORTAL}/{path}")
    html = response.content.decode()

    assert response.status_code == 404
    assert 'type="search"' in html or 'name="q"' in html
