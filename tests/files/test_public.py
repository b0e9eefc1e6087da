"""Which files are public: those that public pages show."""

import pytest
from django.db import IntegrityError

from files.models import PublicFile
from files.public import (
    is_public,
    public_hashes,
    publish_files,
    publish_many,
    withdraw_files,
)
from tests.factories import make_column, make_portal

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


@pytest.fixture
def page():
    return make_column(make_portal())


@pytest.fixture
def other_page(page):
    return make_column(make_portal())


def test_a_file_that_no_page_shows_is_not_public(page):
    assert not is_public(ONE)


def test_a_file_that_a_page_shows_is_public(page):
    publish_files(page.pk, [ONE])
    assert is_public(ONE)


def test_publishing_again_replaces_the_files_of_the_page(page):
    publish_files(page.pk, [ONE, TWO])
    publish_files(page.pk, [TWO, THREE])
    assert set(page.public_files.values_list("content_hash", flat=True)) == {TWO, THREE}


def test_publishing_leaves_the_files_of_other_pages_alone(page, other_page):
    publish_files(other_page.pk, [ONE])
    publish_files(page.pk, [])
    assert is_public(ONE)


def test_a_withdrawn_page_shows_no_file(page):
    publish_files(page.pk, [ONE])
    withdraw_files(page.pk)
    assert not is_public(ONE)


def test_a_file_on_another_page_stays_public(page, other_page):
    publish_many({page.pk: [ONE], other_page.pk: [ONE]})
    withdraw_files(page.pk)
    assert is_public(ONE)


def test_the_files_of_a_deleted_page_are_not_public(page):
    publish_files(page.pk, [ONE])
    page.delete()
    assert not is_public(ONE)


@pytest.mark.parametrize("hashes", [[""], [ONE, ""]])
def test_a_file_without_a_hash_cannot_be_public(page, hashes):
    with pytest.raises(ValueError, match="hash"):
        publish_files(page.pk, hashes)
    assert not PublicFile.objects.exists()


def test_an_empty_hash_is_refused_by_the_database_too(page):
    with pytest.raises(IntegrityError):
        PublicFile.objects.create(content_hash="", page_id=page.pk)


def test_an_empty_hash_is_never_public(page):
    publish_files(page.pk, [ONE])
    assert not is_public("")


def test_hashes_are_asked_for_together(page, django_assert_num_queries):
    publish_files(page.pk, [ONE, TWO])
    with django_assert_num_queries(1):
        assert public_hashes([ONE, THREE, ""]) == {ONE}


def test_asking_costs_one_query(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        is_public(ONE)


@pytest.mark.parametrize("count", [3, 30])
def test_many_pages_are_published_in_as_few_queries_as_few(count, django_assert_max_num_queries):
    home = make_portal()
    pages = [make_column(home) for _number in range(count)]
    publish_many({page.pk: [ONE] for page in pages})
    # A savepoint and its release, one comparison, a deletion of two, one insertion
    with django_assert_max_num_queries(6):
        publish_many({page.pk: [TWO, THREE] for page in pages})
    assert PublicFile.objects.count() == 2 * count


def test_publishing_the_same_again_writes_nothing(page, django_assert_max_num_queries):
    publish_files(page.pk, [ONE])
    with django_assert_max_num_queries(3):
        publish_files(page.pk, [ONE])
