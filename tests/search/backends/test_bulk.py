"""What comes in bulk or was missed is in the index too."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from content.models import ArticlePage
from files.models import Document, Image
from search.backends.bulk import index_objects
from tests.factories import make_column, make_document, make_home, make_image, make_item, make_unit
from units.bulk_pages import Placement, insert_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_home(make_unit()), "laws")


def found(text, model):
    return list(get_search_backend().search(text, model))


def entries():
    """Return all entries without their own keys."""
    names = ("content_type", "object_id", "title", "body", "autocomplete", "title_norm")
    return sorted(IndexEntry.objects.values_list(*names))


def test_pages_inserted_in_bulk_are_found(column):
    pages = [ArticlePage(title=f"通知 {number}", slug=f"n{number}") for number in range(3)]
    insert_pages([Placement(column, page) for page in pages])
    assert {page.pk for page in found("通知", Page)} == {page.pk for page in pages}


def test_files_made_in_bulk_are_found_once_they_are_indexed():
    document, image = make_document(title="申请表"), make_image()
    IndexEntry.objects.all().delete()
    index_objects([document, image])
    assert (found("申请表", Document), found("picture", Image)) == ([document], [image])


def test_a_refusal_of_the_database_is_raised(column, monkeypatch):
    def refuse(self, texts):
        raise ValueError("refused")

    monkeypatch.setattr(get_search_backend().index_class, "columns", refuse)
    with pytest.raises(ValueError, match="refused"):
        index_objects([column])


def test_a_refusal_of_a_server_is_logged(column, monkeypatch, caplog):
    def refuse(self, texts):
        raise ValueError("refused")

    backend = type(get_search_backend())
    monkeypatch.setattr(backend, "catch_indexing_errors", True)
    monkeypatch.setattr(backend.index_class, "columns", refuse)
    index_objects([column])
    assert "refused" in caplog.text


def test_rebuilding_changes_nothing_of_a_complete_index(column):
    make_item(column, title="公路安全保护条例")
    make_image()
    call_command("update_index", verbosity=0)
    before = entries()
    call_command("update_index", verbosity=0)
    assert entries() == before


def test_saving_leaves_the_index_as_rebuilding_would(column):
    call_command("update_index", verbosity=0)
    item = make_item(column, title="公路安全保护条例")
    item.title = "劳动法"
    item.save()
    before = entries()
    call_command("update_index", verbosity=0)
    assert entries() == before


def test_rebuilding_finds_what_was_missed(column):
    item = make_item(column, title="公路安全保护条例")
    IndexEntry.objects.all().delete()
    call_command("update_index", verbosity=0)
    assert [page.pk for page in found("公路", Page)] == [item.pk]


def test_rebuilding_removes_what_is_gone(column):
    item = make_item(column)
    entry = IndexEntry.objects.get(object_id=str(item.pk))
    entry.object_id = "999999"
    entry.save()
    call_command("update_index", verbosity=0)
    assert not IndexEntry.objects.filter(object_id="999999").exists()


def test_the_index_is_no_use_of_a_page(column):
    call_command("rebuild_references_index", verbosity=0)
    assert not ReferenceIndex.objects.filter(content_type__model="indexentry").exists()
