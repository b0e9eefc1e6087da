"""What a row of the read side says of itself."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import PolicyPage
from search.models import PublishedItem
from services.models import ServicePage
from tests.factories import make_column, make_home, make_item, make_unit
from units.entries import serving
from units.enums import Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha"), Presence.SITE), "news")


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def test_unit_entry_costs_no_query(column, django_assert_num_queries):
    row = row_of(make_item(column))
    assert row.unit_entry

    with django_assert_num_queries(0):
        assert row.unit_entry.code == "alpha"


def test_url_is_short_on_the_own_host(column):
    row = row_of(make_item(column, slug="first"))

    with serving("alpha.localhost"):
        assert row.url == "/news/first/"


def test_url_is_full_elsewhere(column):
    row = row_of(make_item(column, slug="first"))

    with serving("localhost"):
        assert row.url == "http://alpha.localhost:8000/news/first/"


def test_url_of_a_row_is_the_page_s(column):
    item = make_item(column)

    assert row_of(item).canonical_url == item.canonical_url


def test_url_of_a_directory_entry_is_its_generated_page():
    make_unit("beta")

    assert PublishedItem.objects.get().url == "http://localhost:8000/units/beta/"


@pytest.mark.parametrize(("model", "key"), [(PolicyPage, "policy"), (ServicePage, "service")])
def test_type_is_told_in_words(column, model, key):
    row = row_of(make_item(column, model))

    assert row.item_type == key
    assert row.type_label == str(model._meta.verbose_name)


@pytest.mark.parametrize(
    ("age", "is_new"),
    [
        (datetime.timedelta(0), True),
        (datetime.timedelta(days=2, hours=23), True),
        (datetime.timedelta(days=3, minutes=1), False),
    ],
)
def test_item_is_new_for_three_days(age, is_new):
    assert PublishedItem(date=timezone.now() - age).is_new is is_new


def test_unit_has_one_directory_entry(column):
    entry = PublishedItem.objects.unit_entries().get()
    entry.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()


def test_page_has_one_row(column):
    row = row_of(make_item(column))
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_row_without_page_is_a_directory_entry(column):
    row = row_of(make_item(column))
    row.pk = row.page_id = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
