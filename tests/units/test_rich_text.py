"""Links to pages in running text."""

import pytest
from django.urls import clear_script_prefix, set_script_prefix
from wagtail.rich_text import expand_db_html

from tests.factories import make_column, make_home, make_item, make_unit
from units.entries import serving
from units.enums import Presence
from units.rich_text import UnitPageLinkHandler

pytestmark = pytest.mark.django_db

PORTAL, SITE = "http://localhost:8000", "http://beta.localhost:8000"


@pytest.fixture
def pages():
    channel, site = make_home(make_unit("alpha")), make_home(make_unit("beta"), Presence.SITE)
    column = make_column(site, "news")
    return {
        "channel": channel,
        "site": site,
        "item": make_item(column, slug="first"),
        "draft": make_item(column, slug="draft", is_live=False),
    }


def text_with_link_to(*pages):
    return expand_db_html("".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in pages))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("channel", "/units/alpha/"),
        ("site", f"{SITE}/"),
        ("item", f"{SITE}/news/first/"),
    ],
)
def test_link_leads_to_the_page(pages, name, address):
    with serving("localhost"):
        assert text_with_link_to(pages[name]) == f'<a href="{address}">x</a>'


def test_link_stays_in_elder_mode(pages):
    set_script_prefix("/elder/")
    try:
        assert text_with_link_to(pages["item"]) == f'<a href="{SITE}/elder/news/first/">x</a>'
    finally:
        clear_script_prefix()


def test_draft_is_no_link(pages):
    assert text_with_link_to(pages["draft"]) == "<a>x</a>"


@pytest.mark.parametrize("id", ["", "0", "999999", "-1", "abc", "9" * 30])
def test_page_that_is_not_there_is_no_link(pages, id):
    assert expand_db_html(f'<a linktype="page" id="{id}">x</a>') == "<a>x</a>"


def test_many_links_cost_one_query(pages, django_assert_num_queries):
    attributes = [{"id": str(pages[name].pk)} for name in ("channel", "site", "item")] * 5

    with django_assert_num_queries(1):
        assert len(UnitPageLinkHandler.expand_db_attributes_many(attributes)) == 15
