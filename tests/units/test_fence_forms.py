"""A page's form takes in nothing that its author may not choose, whatever a request names."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import ArticlePage
from tests.factories import stored
from tests.units.fence_world import make_fence_world, page_address
from units.fence import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units and the people of one of them."""
    return make_fence_world()


def article(link=None, **values):
    """Return the form of an article, with a link to a page in its body."""
    words = f'<p>See <a linktype="page" id="{link.pk}">this</a></p>' if link else "<p>Text</p>"
    return nested_form_data(
        {
            "title": "Sent",
            "slug": "sent",
            "date": "2026-01-02",
            "body": streamfield([("paragraph", rich_text(words, features=["link"]))]),
            "attachments": streamfield([]),
            **values,
        }
    )


def send(world, view, form):
    """Return the answer to a form that the near unit's editor sends for his draft."""
    return world.clients["editor"].post(page_address(view, world.near.draft), form)


def last_words(page):
    """Return the title of the page's latest version."""
    return stored(page).get_latest_revision_as_object().title


@pytest.mark.parametrize("view", ["edit", "preview_on_edit"])
def test_link_to_another_units_draft_is_refused(world, view):
    assert send(world, view, article(link=world.far.draft)).status_code == 403


@pytest.mark.parametrize("view", ["edit", "preview_on_edit"])
def test_picture_of_another_unit_is_refused(world, view):
    assert send(world, view, article(picture=world.far.image.pk)).status_code == 403


def test_document_of_another_unit_is_refused(world):
    attachment = {"document": world.far.document.pk, "title": ""}
    form = article(attachments=streamfield([("attachment", attachment)]))
    assert send(world, "edit", form).status_code == 403


def test_refused_form_is_not_shown_again_with_what_it_named(world):
    form = article(link=world.far.draft) | {"title": ""}
    assert send(world, "edit", form).status_code == 403


def test_link_to_another_units_public_page_is_taken_in(world):
    send(world, "edit", article(link=world.far.column))
    assert last_words(world.near.draft) == "Sent"


def test_link_to_an_own_draft_is_taken_in(world):
    send(world, "edit", article(link=world.near.draft))
    assert last_words(world.near.draft) == "Sent"


def test_own_picture_is_taken_in(world):
    send(world, "edit", article(picture=world.near.image.pk))
    assert last_words(world.near.draft) == "Sent"


def test_picture_that_stands_there_already_may_stay(world):
    world.near.draft.picture = world.far.image
    world.near.draft.save_revision()
    send(world, "edit", article(picture=world.far.image.pk))
    assert last_words(world.near.draft) == "Sent"


def test_new_page_with_another_units_picture_is_refused(world):
    address = reverse(
        "wagtailadmin_pages:add", args=["content", "articlepage", world.near.column.pk]
    )
    world.clients["editor"].post(address, article(picture=world.far.image.pk))
    assert not ArticlePage.objects.filter(slug="sent").exists()


def test_without_its_guard_the_form_takes_in_everything(world, monkeypatch):
    monkeypatch.setattr(forms, "require_choosable", forms.allow_every_reference)
    send(world, "edit", article(link=world.far.draft))
    assert last_words(world.near.draft) == "Sent"
