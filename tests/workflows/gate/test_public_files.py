"""The files of public pages are public, and no others."""

import pytest

from files.public import is_public
from tests.factories import make_document, make_image, make_item, publish, stored
from units.bulk_references import insert_references
from workflows.gate.public_files import follow_new_pages, follow_pages, hashes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return make_image()


@pytest.fixture
def page(column, image):
    """A draft that shows a picture."""
    return stored(make_item(column, is_live=False, picture=image))


def attached(document):
    value = {"document": document.pk, "title": ""}
    return [{"type": "attachment", "value": value, "id": "a1"}]


def test_a_file_of_a_draft_is_private(page, image):
    page.save()
    assert not is_public(image.content_hash)


def test_a_file_is_public_with_its_page(page, image):
    publish(page)
    assert is_public(image.content_hash)


def test_a_file_that_nobody_shows_is_private(page):
    other = make_image()
    publish(page)
    assert not is_public(other.content_hash)


def test_a_file_is_withdrawn_with_its_page(page, image):
    publish(page).unpublish()
    assert not is_public(image.content_hash)


def test_a_file_goes_with_its_page(page, image):
    publish(page).delete()
    assert not is_public(image.content_hash)


def test_a_file_that_another_page_shows_stays(page, image, column):
    publish(stored(make_item(column, is_live=False, picture=image)))
    publish(page).unpublish()
    assert is_public(image.content_hash)


def test_a_file_that_a_new_text_leaves_out_is_withdrawn(page, image):
    published = publish(page)
    published.picture = None
    publish(published)
    assert not is_public(image.content_hash)


def test_a_file_of_a_new_draft_of_a_live_page_is_private(page):
    published, other = publish(page), make_image()
    published.picture = other
    published.save_revision()
    assert not is_public(other.content_hash)


def test_a_save_of_one_field_keeps_the_files(page, image):
    published = publish(page)
    published.summary = "Words."
    published.save(update_fields=["summary"])
    assert is_public(image.content_hash)


def test_a_withdrawal_by_the_base_page_withdraws(page, image):
    published = publish(page)
    published.page_ptr.unpublish()
    assert not is_public(image.content_hash)


def test_an_attachment_is_public_with_its_page(page):
    document = make_document()
    page.attachments = attached(document)
    publish(page)
    assert is_public(document.content_hash)


def test_a_file_in_a_rich_text_is_public_with_its_page(page):
    document = make_document()
    html = f'<p><a linktype="document" id="{document.pk}">form</a></p>'
    page.body = [{"type": "paragraph", "value": html, "id": "b1"}]
    publish(page)
    assert is_public(document.content_hash)


def test_pages_made_in_bulk_tell_of_their_files(column, image):
    pages = [stored(make_item(column, picture=image)) for _number in range(2)]
    follow_new_pages(pages)
    assert is_public(image.content_hash)


def test_drafts_made_in_bulk_keep_their_files_private(page, image):
    follow_pages([page])
    assert not is_public(image.content_hash)


@pytest.mark.parametrize("count", [2, 12])
def test_many_new_pages_cost_no_more_queries(column, image, count, django_assert_max_num_queries):
    pages = [make_item(column, picture=image) for _number in range(count)]
    insert_references(pages)
    with django_assert_max_num_queries(6):
        follow_new_pages(pages)


def test_a_file_without_a_hash_stays_private(page, image):
    field = image._meta.get_field("content_hash")
    type(image).objects.filter(pk=image.pk)._update([(field, None, "")])
    assert hashes_of([page]) == {page.pk: frozenset()}
