"""Menus and breadcrumbs."""

import pytest

from content.menus import unit_columns
from tests.factories import make_column, make_home, make_item, make_portal, make_unit
from tests.visits import visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The home of a unit; another unit has a filled column."""
    make_item(make_column(make_home(make_unit("beta")), "foreign"))
    return make_home(make_unit("alpha"))


def keys(home, path=""):
    return [column.key for column in unit_columns(home.unit.id, "zh-hans", path)]


def test_menu_holds_the_unit_s_own_columns(home):
    make_item(make_column(home, "news"))

    assert keys(home) == ["news"]


def test_columns_stand_in_the_order_of_the_tree(home):
    for key in ("one", "two", "three"):
        make_item(make_column(home, key))

    assert keys(home) == ["one", "two", "three"]


def test_empty_column_is_hidden(home):
    make_column(home, "empty")

    assert keys(home) == []


def test_column_with_drafts_only_is_hidden(home):
    make_item(make_column(home, "drafts"), is_live=False)

    assert keys(home) == []


def test_withdrawn_column_is_hidden(home):
    column = make_column(home, "news")
    make_item(column)
    column.unpublish()

    assert keys(home) == []


@pytest.mark.parametrize("values", [{"body": [("heading", "x")]}, {"layout": "interaction"}])
def test_column_with_something_of_its_own_is_shown(home, values):
    make_column(home, "own", **values)

    assert keys(home) == ["own"]


def test_column_appears_with_its_first_item(home):
    column = make_column(home, "news")
    assert keys(home) == []

    make_item(column)

    assert keys(home) == ["news"]


def test_column_disappears_with_its_last_item(home):
    item = make_item(make_column(home, "news"))

    item.unpublish()

    assert keys(home) == []


def test_filled_sub_column_stands_inside_its_column(home):
    column = make_column(home, "news")
    make_item(make_column(column, "sub"))
    make_column(column, "empty")

    tops = unit_columns(home.unit.id, "zh-hans")
    assert [(top.key, [child.key for child in top.children]) for top in tops] == [("news", ["sub"])]


def test_column_of_the_portal_is_in_its_menu():
    portal = make_portal()
    make_item(make_column(portal, "news"))

    assert keys(portal) == ["news"]


def test_menu_costs_one_query_whatever_it_holds(home, django_assert_num_queries):
    for n in range(12):
        make_item(make_column(make_column(home, f"top{n}"), f"sub{n}"))
    keys(home)

    with django_assert_num_queries(1):
        assert len(keys(home)) == 12


def test_column_kept_out_of_the_menu_is_still_a_column(home):
    make_item(make_column(home, "news"))
    make_item(make_column(home, "hidden", show_in_menus=False))

    frame = visit(home.full_url).context["frame"]
    assert [column.key for column in frame.menu] == ["news"]
    assert [column.key for column in frame.columns] == ["news", "hidden"]


@pytest.mark.parametrize("place", ["column", "sub-column", "item"])
def test_column_around_the_page_is_marked(home, place):
    column = make_column(home, "news")
    sub_column = make_column(column, "sub")
    page = {"column": column, "sub-column": sub_column, "item": make_item(sub_column)}[place]
    make_item(make_column(home, "other"))

    menu = visit(page.full_url).context["frame"].menu
    assert {column.key: column.is_current for column in menu} == {"news": True, "other": False}


def test_column_whose_path_begins_alike_is_not_marked(home):
    """Tree paths share their beginnings only with what stands below."""
    columns = [make_column(home, f"c{n}") for n in range(3)]
    for column in columns:
        make_item(column)

    menu = visit(columns[1].full_url).context["frame"].menu
    assert [column.is_current for column in menu] == [False, True, False]


def crumbs(page):
    return [crumb.title for crumb in visit(page.full_url).context["frame"].breadcrumbs][1:]


def test_breadcrumbs_lead_to_the_item(home):
    column = make_column(home, "news", title="News")
    sub_column = make_column(column, "sub", title="Below")

    assert crumbs(make_item(sub_column)) == ["News", "Below"]


def test_breadcrumbs_of_a_column_leave_it_out(home):
    column = make_column(home, "news", title="News")
    make_item(column)

    assert crumbs(column) == []


def test_breadcrumbs_begin_at_the_unit_s_home(home):
    item = make_item(make_column(home))
    frame = visit(item.full_url).context["frame"]

    assert frame.breadcrumbs[0].url == "/units/alpha/"
