"""What all public pages have in common: no cookie, no token, and a bounded number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import (
    ArticlePage,
    ColumnPage,
    LeaderPage,
    NoticePage,
    PolicyPage,
    TopicPage,
    UnitHomePage,
    UnitIndexPage,
)
from search.actions import publish_in_bulk, publish_unit_entries
from search.reconcile import differences
from services.models import ServicePage
from tests.factories import (
    live,
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_portal,
    make_superuser,
    make_unit,
    make_units_in_bulk,
)
from tests.visits import PORTAL, sign_in, visit
from units.addresses import forget
from units.bulk_pages import Placement, insert_pages
from units.enums import Presence
from units.models import UnitHost, UnitRoot
from units.tree_check import tree_faults

pytestmark = pytest.mark.django_db

MODELS = [NoticePage, PolicyPage, LeaderPage, TopicPage, ServicePage]
EXTRA = {LeaderPage: {"post": "Head"}, TopicPage: {"topic_keyword": "school"}}


@pytest.fixture
def city():
    """A portal and a unit with a page of every type; returns full addresses by name."""
    portal = make_portal()
    home = make_home(make_unit("alpha"), Presence.SITE)
    column = make_column(home, "news", body=[("heading", "Text")])
    sub_column = make_column(column, "sub")
    make_unit("beta")
    make_item(make_column(portal, "portalnews"), is_headline=True)
    article = make_rich_article(sub_column, home)
    pages = {model.__name__: make_item(column, model, **EXTRA.get(model, {})) for model in MODELS}
    return {
        **{name: page.full_url for name, page in pages.items()},
        **{name: PORTAL + path for name, path in PORTAL_PAGES.items()},
        "unit home": home.full_url,
        "column": column.full_url,
        "sub-column": sub_column.full_url,
        "article": article.full_url,
        "elder article": article.full_url.replace(":8000/", ":8000/elder/"),
        "feed": f"{column.full_url}feed/",
        "unknown host": "http://elsewhere.test/",
    }


def make_rich_article(column, linked):
    """Return an article with everything that costs something to show."""
    return make_item(
        column,
        picture=make_image(),
        keywords="school",
        is_headline=True,
        feature="tourism",
        attachments=[("attachment", {"document": make_document(), "title": ""})],
        body=[("paragraph", f'<p><a linktype="page" id="{linked.pk}">home</a></p>')],
    )


PORTAL_PAGES = {
    "portal home": "/",
    "directory": "/units/",
    "generated page": "/units/beta/",
    "search": "/search/?q=item",
    "services": "/services/",
    "privacy": "/about/privacy/",
    "accessibility": "/about/accessibility/",
    "site map": "/about/site-map/",
    "links": "/about/links/",
    "sitemap": "/sitemap.xml",
    "units": "/units.json",
    "not found": "/nowhere/",
}
SITE_PAGES = ["unit home", "column", "sub-column", "article", "elder article", "feed"]
NAMES = [*(model.__name__ for model in MODELS), *PORTAL_PAGES, *SITE_PAGES, "unknown host"]


def test_no_public_page_sets_a_cookie(city):
    assert {name: dict(visit(city[name]).cookies) for name in NAMES} == {name: {} for name in NAMES}


def test_no_public_page_differs_by_cookie(city):
    assert [name for name in NAMES if "Cookie" in visit(city[name]).get("Vary", "")] == []


def test_no_public_page_holds_a_token(city):
    assert [name for name in NAMES if b"csrf" in visit(city[name]).content.lower()] == []


def test_public_pages_are_the_same_for_staff(city):
    client = sign_in(make_superuser())
    names = [name for name in NAMES if city[name].startswith(PORTAL)]

    differing = [
        name
        for name in names
        if visit(city[name], client=client).content != visit(city[name]).content
    ]
    assert differing == []


def test_every_public_page_is_whole(city):
    answers = {name: visit(city[name]).status_code for name in NAMES}

    assert {name for name, code in answers.items() if code != 200} == {"not found", "unknown host"}


BUDGETS = {
    "portal home": 12,
    "unit home": 12,
    "column": 10,
    "sub-column": 10,
    "directory": 8,
    "generated page": 8,
    "article": 8,
    **{model.__name__: 8 for model in MODELS},
}


def cost(address):
    """Count the queries of a page, the address book being warm."""
    visit(address)
    with CaptureQueriesContext(connection) as queries:
        assert visit(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", BUDGETS)
def test_page_keeps_to_its_budget(city, name):
    assert cost(city[name]) <= BUDGETS[name]


def grow(count, prefix="more"):
    """Give the portal so many more units with two columns and twelve items each, in bulk."""
    portal = make_portal()
    index = UnitIndexPage.objects.child_of(portal).get()
    units = make_units_in_bulk(count, prefix, presence=Presence.SITE)
    homes = [live(UnitHomePage(title=unit.name, slug=unit.code)) for unit in units]
    placements = [Placement(index, home) for home in homes]
    for home in homes:
        for key in ("news", "notices"):
            column = live(ColumnPage(title=key, slug=key, key=key, show_in_menus=True))
            placements.append(Placement(home, column))
            placements += [Placement(column, new_item(n)) for n in range(6)]
    insert_pages(placements)
    UnitRoot.objects.bulk_create(
        UnitRoot(unit=unit, locale_id=home.locale_id, page_id=home.pk, prefix=home.path)
        for unit, home in zip(units, homes, strict=True)
    )
    UnitHost.objects.bulk_create(UnitHost(unit=u, host=f"{u.code}.localhost") for u in units)
    forget()
    publish_unit_entries(units)
    publish_in_bulk([placement.page for placement in placements])


def new_item(n):
    model = (ArticlePage, NoticePage, PolicyPage, ServicePage)[n % 4]
    return live(model(title=f"Item {n}", slug=f"i{n}"))


def test_pages_cost_the_same_at_5_and_at_60_units(city):
    grow(3)
    few = {name: cost(city[name]) for name in BUDGETS}

    grow(55, "evenmore")

    assert {name: cost(city[name]) for name in BUDGETS} == few


def test_grown_city_is_like_any_other(city):
    grow(3)

    assert list(differences()) == []
    assert list(tree_faults()) == []
    assert visit("http://more0.localhost:8000/news/").status_code == 200
