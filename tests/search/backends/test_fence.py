"""The admin's own search finds what a person may reach, and nothing of other units."""

import pytest
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from content.models import ArticlePage
from files.models import Document, Image
from tests.factories import make_column, make_item
from tests.units.fence_world import SECRET, make_fence_world, shows_secret

pytestmark = pytest.mark.django_db

SEARCHES = {
    "pages": ("wagtailadmin_pages:search", "{} draft"),
    "results of pages": ("wagtailadmin_pages:search_results", "{} draft"),
    "page chooser": ("wagtailadmin_choose_page_search", "{} draft"),
    "pictures": ("wagtailimages:index", "{} picture"),
    "results of pictures": ("wagtailimages:index_results", "{} picture"),
    "pictures to choose": ("wagtailimages_chooser:choose", "{} picture"),
    "results of pictures to choose": ("wagtailimages_chooser:choose_results", "{} picture"),
    "documents": ("wagtaildocs:index", "{} document"),
    "results of documents": ("wagtaildocs:index_results", "{} document"),
    "documents to choose": ("wagtaildocs_chooser:choose", "{} document"),
    "results of documents to choose": ("wagtaildocs_chooser:choose_results", "{} document"),
}


@pytest.fixture
def world():
    """Two units with drafts, pictures and documents, and the people of one of them."""
    return make_fence_world()


def search(client, name, text):
    return client.get(reverse(SEARCHES[name][0]), {"q": text})


@pytest.mark.parametrize("name", SEARCHES)
def test_editors_find_what_is_their_own(world, name):
    answer = search(world.clients["editor"], name, "open")
    assert SEARCHES[name][1].format("open") in answer.content.decode()


@pytest.mark.parametrize("name", SEARCHES)
def test_editors_find_nothing_of_another_unit(world, name):
    answer = search(world.clients["editor"], name, SECRET[:4])
    assert answer.status_code == 200
    assert not shows_secret(answer)


@pytest.mark.parametrize("name", [name for name in SEARCHES if "page" in name])
def test_leaders_find_no_draft_of_another_unit(world, name):
    assert not shows_secret(search(world.clients["leader"], name, SECRET[:4]))


def test_matches_in_other_units_are_not_counted(world):
    answer = world.clients["editor"].get(reverse("wagtailadmin_pages:search"), {"q": "draft"})
    drafts = ArticlePage.objects.filter(title__endswith="draft")
    own = drafts.exclude(pk=world.far.draft.pk)
    assert answer.context["paginator"].count == own.count() == drafts.count() - 1


def test_matches_in_other_units_are_not_counted_by_type(world):
    answer = world.clients["editor"].get(reverse("wagtailadmin_pages:search"), {"q": "draft"})
    drafts = ArticlePage.objects.filter(title__endswith="draft")
    counted = {kind.model: count for kind, count in answer.context["content_types"]}
    assert counted == {"articlepage": drafts.count() - 1}


@pytest.mark.parametrize("model", [ArticlePage, Image, Document])
def test_what_is_not_shown_is_in_the_index_all_the_same(world, model):
    found = get_search_backend().autocomplete(SECRET, model)
    assert found.count() == 1


def test_the_chooser_names_no_draft_above_what_is_public(world):
    column = make_column(world.far.draft.get_parent(), "open", title="open column")
    type(column).objects.filter(pk=column.get_parent().pk).update(live=False, title=SECRET)
    assert not shows_secret(search(world.clients["editor"], "page chooser", "open"))


def test_the_chooser_names_the_public_page_above(world):
    make_item(world.far.column, title="open item")
    answer = search(world.clients["editor"], "page chooser", "item")
    assert world.far.column.title in answer.content.decode()


def test_the_chooser_names_the_page_above_without_its_draft(world):
    make_item(world.far.column, title="open item")
    world.far.column.title = SECRET
    world.far.column.save_revision()
    assert not shows_secret(search(world.clients["editor"], "page chooser", "item"))
