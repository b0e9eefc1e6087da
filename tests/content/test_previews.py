"""The preview of a text that is not saved yet works for every page type, and nobody keeps it."""

import datetime

import pytest
from django.urls import reverse
from wagtail.blocks import BlockField
from wagtail.models import Page

from content.models import (
    ArticlePage,
    ColumnPage,
    LeaderPage,
    NoticePage,
    PolicyPage,
    TopicPage,
    UnitHomePage,
    UnitIndexPage,
)
from home.models import PortalHomePage
from search.models import PublishedItem
from services.models import ServicePage
from tests.factories import make_column, make_home, make_item, make_superuser, make_unit
from tests.visits import sign_in
from units.enums import Presence

pytestmark = pytest.mark.django_db

ITEMS = [ArticlePage, LeaderPage, NoticePage, PolicyPage, ServicePage, TopicPage]
CREATED = [*ITEMS, ColumnPage]
EDITED = [*CREATED, UnitHomePage, UnitIndexPage, PortalHomePage]
EXTRA = {
    LeaderPage: {"post": "Head of the bureau"},
    PolicyPage: {"number": "No. 3", "validity": "in_force"},
    TopicPage: {"topic_keyword": "schools"},
}


@pytest.fixture
def root_client():
    return sign_in(make_superuser())


@pytest.fixture(params=[Presence.CHANNEL, Presence.SITE])
def column(request):
    """A column of a unit, once as a channel and once as a site."""
    return make_column(make_home(make_unit("alpha"), request.param), "news")


def form_data(form, **values):
    """Return what a browser would send of a form, with some fields filled in."""
    data = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for name, field in form.fields.items():
        if isinstance(field, BlockField):
            data[f"{name}-count"] = "0"
            continue
        value = form[name].value()
        if isinstance(value, datetime.datetime):
            value = value.strftime("%Y-%m-%d %H:%M")
        data[name] = "" if value is None else value
    return data | values


def preview(client, address, form_address, **values):
    """Send a form to be previewed; return the answer and the preview itself."""
    form = client.get(form_address).context["form"]
    answer = client.post(address, form_data(form, **values))
    return answer, client.get(address)


def preview_new(client, model, parent, **values):
    key = (model._meta.app_label, model._meta.model_name, parent.pk)
    values = {"title": "Text nobody has saved", "slug": "unsaved"} | EXTRA.get(model, {}) | values
    return preview(
        client,
        reverse("wagtailadmin_pages:preview_on_add", args=key),
        reverse("wagtailadmin_pages:add", args=key),
        **values,
    )


def preview_change(client, page, **values):
    stands_fast = getattr(page, "has_fixed_layout", False)
    field = "introduction" if stands_fast else "title"
    return preview(
        client,
        reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,)),
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        **{field: "Text nobody has saved"} | values,
    )


def name_of(model):
    return model.__name__


def parent_for(model, column):
    return column.get_parent() if model is ColumnPage else column


@pytest.mark.parametrize("model", CREATED, ids=name_of)
def test_new_page_is_previewed(root_client, column, model):
    answer, shown = preview_new(root_client, model, parent_for(model, column))

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert "Text nobody has saved" in shown.content.decode()


@pytest.mark.parametrize("model", CREATED, ids=name_of)
def test_preview_of_a_new_page_saves_nothing(root_client, column, model):
    before = (Page.objects.count(), PublishedItem.objects.count())

    preview_new(root_client, model, parent_for(model, column))

    assert (Page.objects.count(), PublishedItem.objects.count()) == before


@pytest.mark.parametrize("model", [ArticlePage, ColumnPage], ids=name_of)
def test_preview_is_the_unit_s_own(root_client, column, model):
    _answer, shown = preview_new(root_client, model, parent_for(model, column))

    assert shown.context["frame"].unit.code == "alpha"


def page_of(model, column):
    """Return a stored page of a type in the column's site."""
    if model is ColumnPage:
        return column
    if model in ITEMS:
        return make_item(column, model, **EXTRA.get(model, {}))
    return model.objects.get()


@pytest.mark.parametrize("model", EDITED, ids=name_of)
def test_change_of_a_page_is_previewed(root_client, column, model):
    answer, shown = preview_change(root_client, page_of(model, column))

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert shown.status_code == 200


@pytest.mark.parametrize("model", [*ITEMS, ColumnPage], ids=name_of)
def test_preview_of_a_change_shows_it(root_client, column, model):
    _answer, shown = preview_change(root_client, page_of(model, column))

    assert "Text nobody has saved" in shown.content.decode()


@pytest.mark.parametrize("model", EDITED, ids=name_of)
def test_nobody_keeps_a_preview(root_client, column, model):
    _answer, shown = preview_change(root_client, page_of(model, column))

    assert "no-store" in shown["Cache-Control"]
    assert "public" not in shown["Cache-Control"]


def test_preview_says_that_it_is_one(root_client, column):
    _answer, shown = preview_new(root_client, ArticlePage, column)

    assert "ribbon" in shown.content.decode()


def test_empty_column_is_previewed_though_the_public_does_not_see_it(root_client, column):
    _answer, shown = preview_change(root_client, column)

    assert shown.status_code == 200


def test_draft_is_viewed_before_it_is_published(root_client, column):
    page = make_item(column, is_live=False, title="Waiting")
    page.save_revision()

    shown = root_client.get(reverse("wagtailadmin_pages:view_draft", args=(page.pk,)))

    assert "Waiting" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
