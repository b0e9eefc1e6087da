"""What surrounds every page: addresses, languages, whose site it is."""

import pytest

from content.models import ArticlePage
from tests.factories import (
    add,
    live,
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_translation,
    make_unit,
)
from tests.visits import PORTAL, elements, host_address, link_element, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

SITE = host_address("alpha")


@pytest.fixture(params=[Presence.CHANNEL, Presence.SITE])
def home(request):
    """The home of a unit, once as a channel and once as a site."""
    return make_home(make_unit("alpha"), request.param)


def canonical(address):
    return link_element(visit(address), "canonical")


@pytest.mark.parametrize("prefix", ["", "elder/"])
@pytest.mark.parametrize("kind", ["home", "column", "item"])
def test_page_names_its_one_address(home, kind, prefix):
    column = make_column(home, "news")
    item = make_item(column)
    page = {"home": home, "column": column, "item": item}[kind]
    host, path = page.full_url.split(":8000/", 1)

    assert canonical(f"{host}:8000/{prefix}{path}?from=weixin") == [page.full_url]


@pytest.mark.parametrize("code", ["news", "ws", "n"])
@pytest.mark.parametrize("path", ["page/2/", "year/2026/"])
def test_page_of_a_list_names_its_own_address(code, path):
    """The unit's code may be the column's slug, or a part of it."""
    column = make_column(make_home(make_unit(code)), "news")
    for _n in range(21):
        make_item(column, date="2026-03-01T00:00:00Z")

    assert canonical(column.full_url + path) == [column.full_url + path]


@pytest.mark.parametrize("path", ["/search/", "/about/privacy/", "/about/site-map/", "/services/"])
@pytest.mark.parametrize("prefix", ["", "/elder"])
def test_page_that_every_site_has_names_its_one_address(path, prefix):
    make_portal()

    assert canonical(f"{PORTAL}{prefix}{path}") == [f"{PORTAL}{path}"]


@pytest.mark.parametrize("path", ["/", "/news/"])
def test_ways_into_and_out_of_elder_mode_keep_the_page(path):
    home = make_home(make_unit("alpha"), Presence.SITE)
    make_item(make_column(home, "news"))

    assert f"/elder{path}" in links(visit(f"{SITE}{path}"))
    assert path in links(visit(f"{SITE}/elder{path}"))


def test_ways_into_and_out_of_elder_mode_keep_the_query():
    make_portal()

    assert "/elder/search/?q=a" in links(visit(f"{PORTAL}/search/?q=a"))
    assert "/search/?q=a" in links(visit(f"{PORTAL}/elder/search/?q=a"))


@pytest.fixture
def translated(home):
    """An item in two languages, beside one that is written in Chinese only."""
    make_english_portal()
    column = make_column(home, "news")
    english_column = make_translation(column, make_english_home(home), show_in_menus=True)
    item = make_item(column, slug="first")
    make_item(column, slug="second")
    english = live(ArticlePage(title="First", slug="first"))
    english.translation_key = item.translation_key
    return item, add(english_column, english)


def alternates(page):
    found = elements(visit(page.full_url), "link")
    return {link["hreflang"]: link["href"] for link in found if "hreflang" in link}


@pytest.mark.parametrize("language", [0, 1], ids=["chinese", "english"])
def test_translated_page_names_all_its_addresses(translated, language):
    item, english = translated

    assert alternates(translated[language]) == {"zh-hans": item.full_url, "en": english.full_url}


def test_page_in_one_language_names_no_other(translated):
    item, _english = translated
    other = ArticlePage.objects.get(slug="second")

    assert item.full_url != other.full_url
    assert alternates(other) == {}


def test_translation_that_is_a_draft_is_not_named(translated):
    item, english = translated
    english.unpublish()

    assert alternates(item) == {}


def test_language_leads_to_the_translation_or_else_the_home(translated):
    item, english = translated
    other = ArticlePage.objects.get(slug="second")

    def in_english(page):
        languages = visit(page.full_url).context["frame"].languages
        return next(link.url for link in languages if link.code == "en")

    assert in_english(item) == english.full_url
    assert in_english(other).endswith(english.unit.root("en") and "/en/" + english.unit.base_path)


def test_links_of_an_english_page_stay_in_english(translated):
    _item, english = translated

    menu = visit(english.full_url).context["frame"].menu
    assert [column.title for column in menu] == ["Column news (en)"]
    assert all("/en/" in column.url for column in menu)


def test_site_with_one_language_offers_no_choice(home):
    response = visit(home.full_url)

    assert len(response.context["frame"].languages) == 1


def test_staff_sign_in_on_the_portal(home):
    host, path = home.full_url.split(":8000/", 1)
    response = visit(f"{host}:8000/elder/{path}")

    assert response.context["frame"].staff_url == f"{PORTAL}/admin/"


def test_footer_shows_the_unit_s_filings():
    home = make_home(
        make_unit(
            "alpha",
            site_identification_code="3607000001",
            icp_number="ICP-12345",
            public_security_number="PS-67890",
            host_organ="Host organ",
        )
    )
    html = visit(home.full_url).content.decode()

    filings = ["3607000001", "ICP-12345", "PS-67890", "Host organ"]
    assert [filing for filing in filings if filing not in html] == []


def test_filings_of_another_unit_are_not_shown(home):
    make_unit("beta", icp_number="ICP-99999", site_identification_code="3607009999")

    html = visit(home.full_url).content.decode()
    assert "ICP-99999" not in html
    assert "3607009999" not in html


def test_missing_filings_leave_no_blanks(home):
    html = visit(home.full_url).content.decode()

    assert "None" not in html
    assert "SiteIDCode" not in html


def test_page_has_the_accent_of_its_unit():
    home = make_home(make_unit("alpha", accent="teal"))

    assert 'data-accent="teal"' in visit(home.full_url).content.decode()


def test_page_that_is_not_found_is_the_site_s_own():
    make_item(make_column(make_home(make_unit("alpha"), Presence.SITE), title="The news"))

    response = visit(f"{SITE}/nowhere/")
    assert response.status_code == 404
    assert "The news" in response.content.decode()
