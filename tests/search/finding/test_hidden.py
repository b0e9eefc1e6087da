"""What is not public, or in another language, appears nowhere, on any engine."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from search.finding.suggest import suggest
from search.models import PublishedItem
from tests.factories import make_item, make_portal, make_superuser, stored
from tests.search.finding.conftest import LANGUAGE
from tests.search.finding.written import write
from tests.visits import visit

pytestmark = pytest.mark.django_db

TITLE = "防汛抢险通知"


def draft(column):
    make_item(column, is_live=False, title=TITLE)


def withdrawn(column):
    page = stored(Page.objects.get(pk=write(column, TITLE).page_id))
    UnpublishPageAction(page, user=make_superuser()).execute(skip_permission_checks=True)


def deleted(column):
    Page.objects.get(pk=write(column, TITLE).page_id).delete()


def closed(column):
    row = write(column, TITLE)
    PageViewRestriction.objects.create(page_id=row.page_id, restriction_type="login")


def closed_above(column):
    write(column, TITLE)
    PageViewRestriction.objects.create(page_id=column.pk, restriction_type="login")


def past(column):
    write(column, TITLE, public_until=timezone.now() - datetime.timedelta(minutes=1))


def foreign(column):
    write(column, TITLE, language="en")


WAYS = [draft, withdrawn, deleted, closed, closed_above, past, foreign]


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def hidden(request, column):
    make_portal()
    request.param(column)


def test_it_is_in_no_results(hidden, titles):
    assert titles("防汛抢险") == []


def test_it_is_in_no_count(hidden, answer):
    found = answer("防汛抢险", with_facets=True)

    assert (found.exact, found.facets.units, found.facets.types) == (0, (), ())


def test_it_is_not_suggested(hidden):
    assert suggest("防汛", language=LANGUAGE) == []


def test_it_gives_no_other_spelling(hidden, answer):
    assert answer("防汛枪险").suggestion == ""


def test_it_is_in_no_feed(hidden):
    assert TITLE not in visit(reverse("search_feed") + "?q=防汛抢险").content.decode()


def test_what_is_open_again_is_found(column, titles):
    write(column, TITLE)
    closing = PageViewRestriction.objects.create(page_id=column.pk, restriction_type="login")
    closing.delete()

    assert PublishedItem.objects.filter(title=TITLE).exists()


def test_what_is_public_appears(column, titles):
    write(column, TITLE)

    assert titles("防汛抢险") == [TITLE]
    assert [one.text for one in suggest("防汛", language=LANGUAGE)] == [TITLE]
