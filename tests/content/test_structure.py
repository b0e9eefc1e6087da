"""The unit directory, unit homes and columns as the public meets them."""

import datetime

import pytest
from django.utils import timezone

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
from search.models import PublishedItem
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_portal,
    make_unit,
    publish,
)
from tests.visits import PORTAL, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ZONE)


@pytest.fixture
def column():
    """A column of a unit; another unit's column of the same name holds items of its own."""
    foreign = make_column(make_home(make_unit("beta")), "news")
    for n in range(3):
        make_item(foreign, title=f"Foreign {n}", date=at(2026, 1, 1 + n))
    return make_column(make_home(make_unit("alpha")), "news")


def shown(response):
    return [item.title for item in response.context["items_page"]]


def fill(column, count, **values):
    """Put so many items into a column, the newest first by number."""
    for n in range(count):
        make_item(column, title=f"Item {n}", date=at(2026, 3, 1) - datetime.timedelta(n), **values)


def test_column_lists_its_own_items_latest_first(column):
    fill(column, 3)

    assert shown(visit(column.url)) == ["Item 0", "Item 1", "Item 2"]


def test_item_of_another_unit_is_not_in_the_column(column):
    fill(column, 2)

    assert b"Foreign" not in visit(column.url).content


def test_column_of_leaders_keeps_the_order_of_the_tree(column):
    page = make_column(column.get_parent(), "leaders", layout="leaders")
    for n in range(3):
        make_item(page, LeaderPage, title=f"Leader {n}", post="Post", date=at(2026, 1, 1 + n))

    assert shown(visit(page.url)) == ["Leader 0", "Leader 1", "Leader 2"]


@pytest.mark.parametrize(
    ("path", "first", "count"),
    [
        ("", "Item 0", 20),
        ("page/1/", "Item 0", 20),
        ("page/2/", "Item 20", 20),
        ("page/3/", "Item 40", 5),
    ],
)
def test_column_is_paged(column, path, first, count):
    fill(column, 45)

    titles = shown(visit(column.url + path))
    assert (titles[0], len(titles)) == (first, count)


@pytest.mark.parametrize(
    "path",
    [
        "page/4/",
        "page/0/",
        "page/-1/",
        "page/x/",
        "page/",
        f"page/{'9' * 30}/",
        f"page/{'9' * 5000}/",
        "year/1999/",
        "year/0/",
        "year/1/",
        "year/9999/",
        "year/10000/",
        "year/2026/page/4/",
        "year/2026/page/0/",
        "year/",
        "nowhere/",
        "feed/more/",
    ],
)
def test_address_below_a_column_that_is_not_there_answers_404(column, path):
    fill(column, 45)

    assert visit(column.url + path).status_code == 404


def test_column_is_filtered_by_year(column):
    make_item(column, title="This year", date=at(2026, 2, 1))
    make_item(column, title="Last year", date=at(2025, 2, 1))

    assert shown(visit(column.url + "year/2025/")) == ["Last year"]


def test_pages_of_a_year_hold_that_year_only(column):
    for n in range(25):
        make_item(column, date=at(2025, 2, 1), title=f"Last year {n}")
    fill(column, 25)

    titles = shown(visit(column.url + "year/2025/page/2/"))
    assert len(titles) == 5
    assert all(title.startswith("Last year") for title in titles)


@pytest.mark.parametrize(("count", "years"), [(40, []), (41, [2026, 2025])])
def test_years_are_offered_over_40_items(column, count, years):
    make_item(column, date=at(2026, 6, 1))
    for _n in range(count - 1):
        make_item(column, date=at(2025, 6, 1))

    assert visit(column.url).context["years"] == years


def test_links_of_the_pager_lead_to_the_pages(column):
    fill(column, 45)
    found = links(visit(column.url + "page/2/"))

    assert f"{column.url}page/3/" in found
    assert column.url in found


def test_first_page_is_not_linked_under_a_second_address(column):
    fill(column, 45)

    assert not [link for link in links(visit(column.url + "page/2/")) if "page/1/" in link]


def test_empty_column_answers_404(column):
    assert visit(column.url).status_code == 404


def test_column_with_drafts_only_answers_404(column):
    make_item(column, is_live=False)

    assert visit(column.url).status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"body": [("heading", "Text")]}, {"layout": "interaction"}],
    ids=["text", "ways to reach the unit"],
)
def test_column_with_something_of_its_own_needs_no_items(column, values):
    page = make_column(column.get_parent(), "own", **values)

    assert visit(page.url).status_code == 200


def test_column_of_sub_columns_is_shown(column):
    make_item(make_column(column, "sub"))

    assert visit(column.url).status_code == 200


def test_column_lists_the_items_of_its_sub_columns(column):
    make_item(make_column(column, "sub"), title="Nested")

    assert shown(visit(column.url)) == ["Nested"]


def test_sub_columns_are_offered_beside_the_items(column):
    make_item(make_column(column, "sub", title="The sub-column"))

    assert "The sub-column" in visit(column.url).content.decode()


def test_empty_sub_column_is_not_offered(column):
    make_item(column)
    make_column(column, "sub", title="The sub-column")

    assert "The sub-column" not in visit(column.url).content.decode()


def test_column_shows_when_it_was_last_updated(column):
    make_item(column, date=at(2026, 2, 3))

    assert visit(column.url).context["last_updated"] == at(2026, 2, 3)


def test_attachments_of_a_column_are_shown(column):
    page = make_column(
        column.get_parent(),
        "own",
        body=[("heading", "Text")],
        attachments=[("attachment", {"document": make_document(title="The form"), "title": ""})],
    )

    assert "The form" in visit(page.url).content.decode()


TYPES = {
    "article": ArticlePage,
    "leader": LeaderPage,
    "notice": NoticePage,
    "policy": PolicyPage,
    "service": ServicePage,
    "topic": TopicPage,
}


@pytest.mark.parametrize("taken", TYPES)
@pytest.mark.parametrize("offered", TYPES)
def test_column_takes_only_its_types(column, taken, offered):
    page = make_column(column.get_parent(), "own", takes=[taken])

    assert TYPES[offered].can_create_at(page) is (offered == taken)


@pytest.mark.parametrize("key", TYPES)
def test_column_that_names_no_types_takes_all(column, key):
    assert TYPES[key].can_create_at(column)


@pytest.mark.parametrize("model", [UnitHomePage, UnitIndexPage])
def test_structure_is_not_made_in_the_admin(column, model):
    assert not model.can_create_at(make_portal())


def test_column_is_made_below_homes_and_columns_only(column):
    assert ColumnPage.can_create_at(column)
    assert ColumnPage.can_create_at(column.get_parent())
    assert not ColumnPage.can_create_at(make_column(column))


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


def test_column_s_row_tells_its_address(column):
    assert PublishedItem.objects.get(page_id=column.pk).address == "news/"
