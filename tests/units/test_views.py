"""Serving a page at its address, and the way from its other addresses."""

import pytest
from wagtail import hooks

from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, host_address, link_element, visit
from units.actions import switch_presence
from units.enums import Presence
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """The home of a unit with a host, with one column and one item."""
    home = make_home(make_unit("alpha"), Presence.SITE)
    make_item(make_column(home, "news"), slug="first")
    return home


@pytest.mark.parametrize(
    ("channel", "canonical"),
    [
        ("/units/alpha/", "/"),
        ("/units/alpha", "/"),
        ("/units/alpha/news/first/", "/news/first/"),
        ("/units/alpha/news/?year=1&q=%E6%96%B0", "/news/?year=1&q=%E6%96%B0"),
        ("/elder/units/alpha/news/", "/elder/news/"),
        ("/en/units/alpha/news/", "/en/news/"),
        ("/elder/en/units/alpha/?a=b", "/elder/en/?a=b"),
    ],
)
def test_channel_address_of_a_site_answers_301(site, channel, canonical):
    response = visit(f"{PORTAL}{channel}")

    assert response.status_code == 301
    assert response["Location"] == f"{host_address('alpha')}{canonical}"


@pytest.mark.parametrize("path", ["/units/alpha/", "/units/alpha/news/"])
def test_channel_address_is_nobody_s_on_the_site_itself(site, path):
    assert visit(f"{host_address('alpha')}{path}").status_code == 404


def test_unit_of_the_portal_has_no_channel_address(site):
    assert visit(f"{PORTAL}/units/portal/").status_code == 404


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/news", "/news/"),
        ("/news/first", "/news/first/"),
        ("/news//first/", "/news/first/"),
        ("/elder/news?a=1", "/elder/news/?a=1"),
        ("/news/feed", "/news/feed/"),
    ],
)
def test_sloppy_address_answers_301(site, given, canonical):
    response = visit(f"{host_address('alpha')}{given}")

    assert response.status_code == 301
    assert response["Location"] == canonical


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere", "/news/first/more/", "/favicon.ico"])
def test_address_without_a_page_answers_404(site, path):
    assert visit(f"{host_address('alpha')}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/news/", "/news/first/"])
def test_elder_page_names_its_standard_address_as_canonical(site, path):
    response = visit(f"{host_address('alpha')}/elder{path}")

    assert link_element(response, "canonical") == [f"{host_address('alpha')}{path}"]


def test_page_of_another_unit_is_not_served_on_this_host(site):
    other = make_home(make_unit("beta"), Presence.SITE)
    make_item(make_column(other, "elsewhere"))

    assert visit(f"{host_address('alpha')}/elsewhere/").status_code == 404


def test_wagtail_s_serving_hooks_are_kept(site):
    called = []

    def look(page, request, args, kwargs):
        called.append(page.pk)

    with hooks.register_temporarily("before_serve_page", look):
        visit(f"{host_address('alpha')}/")

    assert called == [site.pk]


@pytest.fixture
def ten():
    """Pages of ten units that have hosts of their own, one of them in two languages."""
    make_portal()
    make_english_portal()
    homes = [make_home(make_unit(f"ten{n}"), Presence.SITE) for n in range(10)]
    pages = []
    for home in homes:
        column = make_column(home, "news")
        pages += [home, column, make_item(column), make_item(make_column(column, "sub"))]
    english = make_english_home(homes[0])
    english_column = make_column(english, "news")
    return [*pages, english, english_column, make_item(english_column)]


def addresses_of(pages):
    """Return the addresses of pages now, in standard and elder presentation and with a query."""
    found = []
    for page in pages:
        host, path = page.full_url.split(":8000", 1)
        found += [f"{host}:8000{path}?n=1", f"{host}:8000/elder{path}?n=1"]
    return found


def switch_all(presence):
    for unit in Unit.objects.filter(code__startswith="ten"):
        switch_presence(unit, presence)


@pytest.mark.parametrize("ways", [[Presence.CHANNEL], [Presence.CHANNEL, Presence.SITE]])
def test_switching_ten_units_keeps_every_page_id(ten, ways):
    before = {page.pk: page.path for page in ten}

    for presence in ways:
        switch_all(presence)

    assert {p.pk: p.path for p in (type(page).objects.get(pk=page.pk) for page in ten)} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [(Presence.SITE, Presence.CHANNEL), (Presence.CHANNEL, Presence.SITE)],
)
def test_switching_ten_units_leaves_no_address_behind(ten, before, after):
    switch_all(before)
    old = addresses_of(ten)

    switch_all(after)

    answers = [visit(address) for address in old]
    assert {answer.status_code for answer in answers} == {301}
    assert [answer["Location"] for answer in answers] == addresses_of(ten)


def test_switching_there_and_back_gives_the_same_addresses(ten):
    before = addresses_of(ten)

    switch_all(Presence.CHANNEL)
    switch_all(Presence.SITE)

    assert addresses_of(ten) == before
    assert {visit(address).status_code for address in before} == {200}
