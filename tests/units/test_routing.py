"""Finding the page at a path."""

import pytest
from django.http import Http404

from tests.factories import make_column, make_home, make_item, make_unit
from units.routing import route

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The home of a unit, next to a unit that has pages of the same slugs."""
    other = make_home(make_unit("other"))
    make_item(make_column(other, "news"), slug="first")
    home = make_home(make_unit("alpha"))
    column = make_column(home, "news")
    make_item(column, slug="first")
    make_item(make_column(column, "news"), slug="first")
    return home


def found(home, path, rf):
    result = route(rf.get("/"), home.unit.root("zh-hans"), path.split("/") if path else [])
    return result.page.url_path.removeprefix(home.url_path)


@pytest.mark.parametrize("path", ["", "news", "news/first", "news/news", "news/news/first"])
def test_page_is_found_at_its_own_path(home, rf, path):
    assert found(home, path, rf).strip("/") == path


@pytest.mark.parametrize("path", ["first", "news/second", "News", "news/first/news", "other"])
def test_nothing_answers_elsewhere(home, rf, path):
    with pytest.raises(Http404):
        found(home, path, rf)


def test_deepest_page_answers_for_the_rest_of_the_path(home, rf):
    assert found(home, "news/page/2", rf) == "news/"


@pytest.mark.parametrize("path", ["news", "news/news/first"])
def test_any_depth_costs_the_same_queries(home, rf, path, django_assert_num_queries):
    found(home, path, rf)

    with django_assert_num_queries(2):
        found(home, path, rf)


def test_draft_is_not_found(home, rf):
    make_item(make_column(home, "drafts"), is_live=False, slug="draft")

    with pytest.raises(Http404):
        found(home, "drafts/draft", rf)


def test_withdrawn_home_is_not_found(home, rf):
    home.unpublish()

    with pytest.raises(Http404):
        found(home, "", rf)
