"""Hosts, elder mode and languages."""

import pytest
from django.urls import get_script_prefix

from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, host_address, links, visit
from units.actions import switch_presence
from units.enums import Presence
from units.models import Unit

pytestmark = pytest.mark.django_db

SITE = host_address("alpha")


@pytest.fixture
def site():
    """The home of a unit that has a host of its own."""
    return make_home(make_unit("alpha", name="Alpha bureau"), Presence.SITE)


def test_host_of_a_unit_serves_its_home(site):
    assert visit(f"{SITE}/").context["page"] == site


def test_host_of_the_portal_serves_the_portal(site):
    assert visit(f"{PORTAL}/").context["page"].unit.is_portal


@pytest.mark.parametrize("host", ["elsewhere.test", "beta.localhost", "127.0.0.1", "x" * 60])
@pytest.mark.parametrize("path", ["/", "/units/", "/admin/", "/search/?q=a"])
def test_unknown_host_answers_404(site, host, path):
    assert visit(f"http://{host}{path}").status_code == 404


def test_unknown_host_is_not_the_portal(site):
    assert b"Alpha bureau" not in visit("http://elsewhere.test/units/").content


@pytest.mark.parametrize("host", ["ALPHA.localhost:8000", "alpha.localhost", "alpha.localhost.:80"])
def test_host_is_known_in_any_spelling(site, host):
    assert visit("/", host=host).context["page"] == site


def test_new_host_needs_no_restart(site):
    assert visit("http://new.localhost:8000/").status_code == 404

    switch_presence(Unit.objects.get(code="alpha"), Presence.SITE, host="new.localhost")

    assert visit("http://new.localhost:8000/").status_code == 200


def test_replaced_host_leads_to_the_new_one(site):
    switch_presence(Unit.objects.get(code="alpha"), Presence.SITE, host="new.localhost")
    response = visit(f"{SITE}/news/")

    assert (response.status_code, response["Location"]) == (301, "http://new.localhost:8000/news/")


@pytest.fixture
def former(site):
    """A unit that had a host and is a channel of the portal now."""
    make_english_portal()
    make_english_home(site)
    switch_presence(Unit.objects.get(code="alpha"), Presence.CHANNEL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/", "/units/alpha/"),
        ("/news/first/", "/units/alpha/news/first/"),
        ("/news/?a=1&b=%E6%96%B0", "/units/alpha/news/?a=1&b=%E6%96%B0"),
        ("/en/news/", "/en/units/alpha/news/"),
        ("/elder/news/", "/elder/units/alpha/news/"),
        ("/elder/en/news/?page=2", "/elder/en/units/alpha/news/?page=2"),
        ("/search/?q=a", "/search/?q=a"),
        ("/en/search/?q=a", "/en/search/?q=a"),
        ("/about/privacy/", "/about/privacy/"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/images/abc/1/original/", "/images/abc/1/original/"),
        ("/admin/", "/admin/"),
    ],
)
def test_former_host_leads_to_the_same_place(former, old, new):
    response = visit(f"{SITE}{old}")

    assert (response.status_code, response["Location"]) == (301, f"{PORTAL}{new}")


@pytest.mark.parametrize("path", ["/\0/", "/units/\0/", "/search/?q=\0", "/services/?unit=\0"])
def test_null_character_in_an_address_is_no_error(site, path):
    assert visit(f"{PORTAL}{path.replace(chr(0), '%00')}").status_code in (200, 404)


def test_health_is_told_on_every_host(db):
    assert visit("http://10.0.0.1/healthz").content == b"ok\n"


@pytest.fixture
def english(site):
    """A column of an English site."""
    make_english_portal()
    return make_column(make_english_home(site), "news", title="News")


def test_english_page_is_served_below_its_language(english):
    make_item(english)

    assert visit(f"{SITE}/en/news/").context["page"] == english


def test_english_page_is_not_served_without_its_language(english):
    make_item(english)

    assert visit(f"{SITE}/news/").status_code == 404


def test_chinese_page_is_not_served_below_another_language(site, english):
    make_item(make_column(site, "chinese"))

    assert visit(f"{SITE}/en/chinese/").status_code == 404


def test_site_without_an_english_tree_has_no_english_home(site):
    assert visit(f"{SITE}/en/").status_code == 404


@pytest.mark.parametrize(("path", "language"), [("/", "zh-hans"), ("/en/", "en")])
def test_page_states_its_language(english, path, language):
    assert f'<html lang="{language}"' in visit(f"{SITE}{path}").content.decode()


def elder_links(address):
    """Return the links of a page in elder mode that lead to pages, its way out aside."""
    response = visit(address)
    standard = response.context["frame"].standard_url
    outside = ("/admin/", "/documents/", "/images/", "/static/")
    inside = [link for link in links(response) if not link.startswith(("#", "mailto:", "tel:"))]
    paths = [link.removeprefix(PORTAL).removeprefix(SITE) for link in inside if link != standard]
    return [path for path in paths if path.startswith("/") and not path.startswith(outside)]


@pytest.fixture
def elder_addresses(site):
    """Addresses of pages of every kind in elder mode."""
    column = make_column(site, "news")
    item = make_item(column, body=[("paragraph", f'<a linktype="page" id="{site.pk}">a</a>')])
    make_item(column)
    make_home(make_unit("beta"))
    make_item(make_column(make_portal(), "portalnews"))
    return {
        "portal": f"{PORTAL}/elder/",
        "directory": f"{PORTAL}/elder/units/",
        "unit home": f"{SITE}/elder/",
        "column": f"{SITE}/elder/news/",
        "item": f"{SITE}/elder/news/{item.slug}/",
        "search": f"{PORTAL}/elder/search/?q=item",
        "services": f"{PORTAL}/elder/services/",
        "site map": f"{PORTAL}/elder/about/site-map/",
        "privacy": f"{PORTAL}/elder/about/privacy/",
        "not found": f"{SITE}/elder/nowhere/",
    }


ELDER_PAGES = ["portal", "directory", "unit home", "column", "item", "search", "services"]
ELDER_PAGES += ["site map", "privacy", "not found"]


@pytest.mark.parametrize("name", ELDER_PAGES)
def test_every_link_of_elder_mode_stays_in_it(elder_addresses, name):
    found = elder_links(elder_addresses[name])

    assert found
    assert [link for link in found if not link.startswith("/elder/")] == []


@pytest.mark.parametrize("name", ELDER_PAGES)
def test_page_of_elder_mode_shows_large_type(elder_addresses, name):
    assert 'data-mode="elder"' in visit(elder_addresses[name]).content.decode()


@pytest.mark.parametrize("name", ["portal", "unit home", "column", "item"])
def test_elder_mode_has_a_way_out(elder_addresses, name):
    address = elder_addresses[name]
    path = address.split("8000", 1)[1].removeprefix("/elder")

    assert path in links(visit(address))


def test_elder_mode_is_left_behind_with_the_request(site):
    visit(f"{SITE}/elder/")

    assert get_script_prefix() == "/"
