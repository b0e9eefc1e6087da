"""The unit directory, generated pages and unit homes as the public meets them."""

import datetime
from functools import partial
from time import thread_time
from timeit import repeat

import pytest
from django.utils import timezone

from content.models import (
    ColumnPage,
    LeaderPage,
    NoticePage,
    UnitHomePage,
    UnitIndexPage,
)
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_home,
    make_image,
    make_item,
    make_portal,
    make_unit,
    make_units_in_bulk,
    publish,
)
from tests.visits import PORTAL, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ZONE)


@pytest.mark.parametrize("model", [UnitHomePage, UnitIndexPage])
def test_structure_is_not_made_in_the_admin(model):
    assert not model.can_create_at(make_portal())


def test_directory_shows_every_unit_once():
    make_home(make_unit("alpha"))
    make_unit("beta", name="Beta bureau")

    groups = visit(f"{PORTAL}/units/").context["groups"]
    assert [unit.code for group in groups for unit in group.units] == ["alpha", "beta"]


def test_directory_groups_units_by_kind_in_one_order():
    make_portal()
    for kind in ("township", "department", "party_organ", "department"):
        make_unit(kind=kind)

    groups = visit(f"{PORTAL}/units/").context["groups"]
    assert [(group.key, len(group.units)) for group in groups] == [
        ("party_organ", 1),
        ("department", 2),
        ("township", 1),
    ]


def test_directory_takes_time_in_proportion_to_its_units():
    make_portal()

    def cost(count):
        make_units_in_bulk(count, f"of{count}n")
        visit(f"{PORTAL}/units/")
        ask = partial(visit, f"{PORTAL}/units/")
        return min(repeat(ask, timer=thread_time, number=1, repeat=5))

    few, many = cost(200), cost(800)

    # Five times the units; what every page costs besides only makes the ratio smaller
    assert many <= 1.5 * 5 * few


@pytest.fixture
def entry():
    """A unit without pages, beside another one and a site with an item each about somebody."""
    make_portal()
    make_unit("beta", name="Beta bureau", short_name="Beta", phone="555")
    return make_unit("alpha", name="Alpha bureau", short_name="Alpha", phone="777")


def test_unit_without_pages_has_a_generated_page(entry):
    html = visit(f"{PORTAL}/units/alpha/").content.decode()

    assert "Alpha bureau" in html
    assert "777" in html
    assert "555" not in html


def test_generated_page_shows_what_was_said_of_the_unit(entry):
    column = make_column(make_home(make_unit("gamma")))
    make_item(column, title="Alpha opens a hall")
    make_item(column, title="Beta closes a hall")

    response = visit(f"{PORTAL}/units/alpha/")
    assert [item.title for item in response.context["items"]] == ["Alpha opens a hall"]


@pytest.mark.parametrize("path", ["nobody/", "portal/", "alpha/more/", "Alpha/"])
def test_nobody_else_has_a_generated_page(entry, path):
    assert visit(f"{PORTAL}/units/{path}").status_code == 404


def test_generated_page_gives_way_to_the_home(entry):
    make_home(entry)

    assert isinstance(visit(f"{PORTAL}/units/alpha/").context["page"], UnitHomePage)


def test_generated_page_has_a_canonical_address(entry):
    assert f'href="{PORTAL}/units/alpha/"' in visit(f"{PORTAL}/units/alpha/").content.decode()


@pytest.fixture
def home():
    """A unit's home with an item of each region, beside another unit that has the same."""
    homes = {}
    for code in ("beta", "alpha"):
        homes[code] = home = make_home(make_unit(code), Presence.SITE)
        news = make_column(home, "news")
        make_item(news, title=f"News of {code}", date=at(2026, 3, 1))
        make_item(
            news,
            title=f"Picture of {code}",
            is_picture_news=True,
            picture=make_image(),
            date=at(2026, 2, 1),
        )
        make_item(make_column(home, "notices"), NoticePage, title=f"Notice of {code}")
        leaders = make_column(home, "leaders", layout="leaders")
        make_item(leaders, LeaderPage, title=f"Leader of {code}", post="Head")
        services = make_column(home, "services", layout="services")
        make_item(services, ServicePage, title=f"Service of {code}")
    return homes["alpha"]


@pytest.mark.parametrize(
    ("region", "titles"),
    [
        ("picture_news", ["Picture of alpha"]),
        ("news", ["News of alpha", "Picture of alpha"]),
        ("notices", ["Notice of alpha"]),
        ("leaders", ["Leader of alpha"]),
        ("services", ["Service of alpha"]),
    ],
)
def test_region_of_a_home_holds_the_unit_s_own_items(home, region, titles):
    assert [item.title for item in visit(home.full_url).context[region]] == titles


def test_home_names_nothing_of_another_unit(home):
    assert b"of beta" not in visit(home.full_url).content


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("news_column", "news"),
        ("notice_column", "notices"),
        ("leader_column", "leaders"),
        ("service_column", "services"),
    ],
)
def test_region_of_a_home_leads_to_its_column(home, name, key):
    assert visit(home.full_url).context[name].key == key


def test_home_has_a_card_for_each_filled_column(home):
    make_column(home, "empty", title="Empty column")

    cards = visit(home.full_url).context["column_cards"]
    assert len(cards) == 4
    assert (cards[0].latest_title, cards[0].total) == ("News of alpha", 2)


def test_home_without_anything_is_a_shorter_page():
    home = make_home(make_unit("alpha", phone="777"))

    response = visit(home.full_url)
    assert response.status_code == 200
    assert "777" in response.content.decode()


def test_home_shows_only_what_is_published(home):
    column = ColumnPage.objects.get(slug="news", path__startswith=home.path)
    make_item(column, title="Draft of alpha", is_live=False)

    assert b"Draft of alpha" not in visit(home.full_url).content


def test_featured_block_leads_to_its_page(home):
    column = ColumnPage.objects.get(slug="news", path__startswith=home.path)
    page = UnitHomePage.objects.get(pk=home.pk)
    block = {"title": "Look here", "text": "A text", "image": None, "page": column}
    page.featured = [("featured", block)]
    publish(page)

    response = visit(home.full_url)
    assert "Look here" in response.content.decode()
    assert "/news/" in links(response)
