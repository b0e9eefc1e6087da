"""The way from a result to its page."""

import pytest
from django.utils import timezone

from search.models import PublishedItem, QueryCount
from search.words.recording import note_query
from tests.factories import make_column, make_home, make_item, make_unit, portal_unit
from tests.visits import PORTAL, host_address, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    page = make_item(make_column(make_home(), "news"))
    return PublishedItem.objects.get(page=page)


def to(item, query=""):
    return f"/search/to/{item.pk}/{query}"


def clicks():
    return sum(QueryCount.objects.values_list("clicks", flat=True))


def test_result_leads_to_its_page(item):
    answer = visit(to(item))
    assert (answer.status_code, visit(answer.url).status_code) == (302, 200)


def test_it_leads_to_the_item_s_own_address_whatever_is_asked_for(item):
    answer = visit(to(item, "?next=https://outside.example/&url=//outside.example"))
    assert answer.url == visit(to(item)).url


def test_answer_is_not_kept(item):
    assert "no-store" in visit(to(item))["Cache-Control"]


def test_unknown_item_is_not_found(item):
    assert visit(f"/search/to/{item.pk + 1000}/").status_code == 404


def test_number_beyond_the_database_s_is_not_found(item):
    assert visit(f"/search/to/{'9' * 40}/").status_code == 404


def test_unpublished_item_is_not_found(item):
    item.page.specific.unpublish()
    assert visit(to(item)).status_code == 404


def test_click_is_counted(item):
    note_query("医保", unit_id=portal_unit().pk, total=1)
    visit(to(item, "?q=医保&p=2"))
    row = QueryCount.objects.get(day=timezone.localdate())
    assert (row.clicks, row.positions) == (1, 2)


def test_click_counts_for_the_unit_of_the_host(item):
    make_home(unit := make_unit("gamma"), presence=Presence.SITE)
    note_query("医保", unit_id=portal_unit().pk, total=1)
    note_query("医保", unit_id=unit.pk, total=1)
    visit(host_address("gamma") + to(item, "?q=医保&p=1"))
    assert [row.unit for row in QueryCount.objects.filter(clicks=1)] == [unit]


@pytest.mark.parametrize("query", ["?q=医保", "?q=医保&p=", "?q=医保&p=-1", "?q=医保&p=x", "?p=1"])
def test_address_without_query_or_position_counts_nothing(item, query):
    note_query("医保", unit_id=portal_unit().pk, total=1)
    visit(to(item, query))
    assert clicks() == 0


@pytest.mark.parametrize("query", ["?q=%00&p=1", "?q=%ed%a0%80&p=1", "?q=%ff&p=1", "?q=a&p=٣"])
def test_hostile_query_still_leads_to_the_page(item, query):
    assert visit(to(item, query)).status_code == 302


def test_head_counts_nothing(item):
    note_query("医保", unit_id=portal_unit().pk, total=1)
    visit(to(item, "?q=医保&p=1"), method="head")
    assert clicks() == 0


def test_nothing_is_posted_here(item):
    assert visit(PORTAL + to(item), method="post").status_code == 405
