"""Results that the IT office puts above all others."""

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search.models import PublishedItem
from search.words.promotions import MOST_SHOWN, promoted
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_portal,
    make_superuser,
)
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, Role

pytestmark = pytest.mark.django_db

LANGUAGE = settings.LANGUAGE_CODE
ADD = "wagtailsearchpromotions:add"


@pytest.fixture
def column():
    return make_column(make_home(), "news")


@pytest.fixture
def client():
    make_portal()
    return sign_in(make_member(Role.IT_OFFICE))


def promote(query, *pages):
    found = Query.get(query)
    for order, page in enumerate(pages):
        SearchPromotion.objects.create(query=found, page=page, sort_order=order)
    return found


def sent(query, *pages):
    values = {"query_string": query, "editors_picks-TOTAL_FORMS": len(pages)}
    values |= {"editors_picks-INITIAL_FORMS": 0}
    for number, page in enumerate(pages):
        values |= {f"editors_picks-{number}-page": page.pk, f"editors_picks-{number}-ORDER": number}
    return values


def pages_of(items):
    return [item.page_id for item in items]


def test_promoted_page_is_returned(column):
    page = make_item(column)
    promote("医保", page)
    assert pages_of(promoted("医保", language=LANGUAGE)) == [page.pk]


def test_other_queries_have_none(column):
    promote("医保", make_item(column))
    assert promoted("医保卡", language=LANGUAGE) == []


@pytest.mark.parametrize("query", ["醫保", " 医保 "])
def test_query_is_matched_folded(column, query):
    promote("医保", make_item(column))
    assert len(promoted(query, language=LANGUAGE)) == 1


def test_order_is_the_office_s(column):
    first, second = make_item(column), make_item(column)
    promote("医保", second, first)
    assert pages_of(promoted("医保", language=LANGUAGE)) == [second.pk, first.pk]


def test_no_more_than_the_most_are_shown(column):
    promote("医保", *(make_item(column) for _ in range(MOST_SHOWN + 1)))
    assert len(promoted("医保", language=LANGUAGE)) == MOST_SHOWN


def test_page_that_is_unpublished_is_not_shown(column):
    page = make_item(column)
    promote("医保", page)
    page.unpublish()
    assert promoted("医保", language=LANGUAGE) == []


def test_draft_is_not_shown(column):
    promote("医保", make_item(column, is_live=False))
    assert promoted("医保", language=LANGUAGE) == []


def test_private_page_is_not_shown(column):
    page = make_item(column)
    promote("医保", page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert promoted("医保", language=LANGUAGE) == []


def test_page_of_another_language_is_not_shown(column):
    promote("医保", make_item(column))
    assert promoted("医保", language="en") == []


def test_address_outside_is_not_shown():
    found = Query.get("医保")
    SearchPromotion.objects.create(query=found, external_link_url="https://outside.example/")
    assert promoted("医保", language=LANGUAGE) == []


def test_query_without_promotions_costs_no_query(column, commit, django_assert_num_queries):
    promote("医保", make_item(column))
    commit()
    promoted("低保", language=LANGUAGE)
    with django_assert_num_queries(0):
        promoted("低保", language=LANGUAGE)


def test_promotion_taken_back_is_gone(column):
    promote("医保", make_item(column))
    SearchPromotion.objects.all().delete()
    assert promoted("医保", language=LANGUAGE) == []


def test_office_adds_a_promotion(client, column):
    page = make_item(column)
    client.post(reverse(ADD), sent("醫保", page))
    assert pages_of(promoted("医保", language=LANGUAGE)) == [page.pk]


def test_office_changes_a_promotion(client, column):
    query, page = promote("医保", make_item(column)), make_item(column)
    pick = query.editors_picks.get()
    values = sent("医保", page) | {"editors_picks-INITIAL_FORMS": 1, "editors_picks-0-id": pick.pk}
    client.post(reverse("wagtailsearchpromotions:edit", args=[query.pk]), values)
    assert pages_of(promoted("医保", language=LANGUAGE)) == [page.pk]


def test_office_deletes_the_promotions_of_a_query(client, column):
    query = promote("医保", make_item(column))
    client.post(reverse("wagtailsearchpromotions:delete", args=[query.pk]))
    assert not SearchPromotion.objects.exists()


def test_draft_cannot_be_promoted(client, column):
    client.post(reverse(ADD), sent("医保", make_item(column, is_live=False)))
    assert not SearchPromotion.objects.exists()


def test_more_than_are_shown_cannot_be_promoted(client, column):
    client.post(reverse(ADD), sent("医保", *(make_item(column) for _ in range(MOST_SHOWN + 1))))
    assert not SearchPromotion.objects.exists()


def test_query_of_signs_only_is_refused(client, column):
    client.post(reverse(ADD), sent("？？", make_item(column)))
    assert not SearchPromotion.objects.exists()


def test_address_outside_that_is_sent_is_not_kept(client, column):
    outside = {"editors_picks-0-external_link_url": "https://outside.example/"}
    client.post(reverse(ADD), sent("医保", make_item(column)) | outside)
    assert SearchPromotion.objects.get().external_link_url == ""


def test_form_takes_the_query_over(client):
    answer = client.get(reverse(ADD), {"query": "医保"})
    assert answer.context["form"]["query_string"].value() == "医保"


def test_list_names_what_is_promoted(client, column):
    page = make_item(column)
    promote("医保", page)
    answer = client.get(reverse("wagtailsearchpromotions:index"))
    assert page.title in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["chooser", "chooserresults", "search_terms", "search_terms_results"]
)
def test_stock_lists_of_hits_are_closed_to_the_emergency_account(name):
    make_portal()
    client = sign_in(make_superuser())
    assert client.get(reverse(f"wagtailsearchpromotions:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["index", "index_results", "add"])
@pytest.mark.parametrize("role", [role for role in CENTRE_ROLES if role != Role.IT_OFFICE])
def test_other_offices_are_refused(name, role):
    make_portal()
    client = sign_in(make_member(role))
    assert client.get(reverse(f"wagtailsearchpromotions:{name}")).status_code in (302, 403)


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_other_offices_change_nothing(column, name):
    query = promote("医保", make_item(column))
    client = sign_in(make_member(Role.LEADING_GROUP))
    client.post(reverse(f"wagtailsearchpromotions:{name}", args=[query.pk]), sent("低保"))
    assert query.editors_picks.count() == 1


def test_every_promoted_item_is_a_row_of_the_read_side(column):
    promote("医保", make_item(column))
    (item,) = promoted("医保", language=LANGUAGE)
    assert isinstance(item, PublishedItem)
