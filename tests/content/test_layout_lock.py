"""Homes and required columns stand fast for everybody in the admin, whatever the way."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from content.layout_lock import LAYOUT_REFUSED
from content.models import ColumnPage, UnitHomePage, UnitIndexPage
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_portal,
    make_superuser,
    make_unit,
    publish,
    stored,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    unit = make_unit("alpha")
    home = make_home(unit)
    ensure_unit_groups({unit: home})
    return home


@pytest.fixture
def column(home):
    """A required column of the unit, with an optional one after it."""
    column = make_column(home, "news", is_required=True)
    make_column(home, "extra")
    return column


@pytest.fixture
def editor(home):
    return make_member(Role.EDITOR, Unit.objects.get(code=home.slug))


@pytest.fixture
def root_client():
    return sign_in(make_superuser())


def optional():
    return ColumnPage.objects.get(slug="extra")


def page_data(page, **values):
    data = {"title": page.title, "slug": page.slug, "comment_notifications": ""}
    streams = {f"{name}-count": 0 for name in ("body", "attachments", "featured")}
    return data | streams | {"introduction": "", "responsible": "", "accent": ""} | values


def edit(client, page, **values):
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    return client.post(address, page_data(page, **values))


def refusals():
    return PageLogEntry.objects.filter(action=LAYOUT_REFUSED)


def draft(page):
    return stored(page).get_latest_revision_as_object()


@pytest.mark.parametrize("field", ["title", "slug"])
def test_a_required_column_cannot_be_renamed(editor, column, field):
    response = edit(sign_in(editor), column, **{field: "other"})
    assert field in response.context["form"].errors
    assert getattr(draft(column), field) == getattr(column, field)


@pytest.mark.parametrize("field", ["title", "slug"])
def test_the_emergency_account_cannot_rename_it_either(root_client, column, field):
    response = edit(root_client, column, **{field: "other"})
    assert field in response.context["form"].errors


@pytest.mark.parametrize("field", ["title", "slug"])
@pytest.mark.parametrize("model", [UnitHomePage, UnitIndexPage], ids=lambda model: model.__name__)
def test_homes_cannot_be_renamed(root_client, home, model, field):
    page = model.objects.get()
    response = edit(root_client, page, **{field: "other"})
    assert (response.status_code, field in response.context["form"].errors) == (200, True)


def test_the_portal_s_home_cannot_be_renamed(root_client):
    response = edit(root_client, make_portal(), title="other")
    assert "title" in response.context["form"].errors


def test_an_attempt_to_rename_is_logged_with_its_author(editor, column):
    edit(sign_in(editor), column, title="other")
    entry = refusals().get()
    assert (entry.page.pk, entry.user) == (column.pk, editor)


def test_the_name_is_shown_and_cannot_be_typed_over(editor, column):
    page = sign_in(editor).get(reverse("wagtailadmin_pages:edit", args=(column.pk,)))
    fields = page.context["form"].fields
    assert [fields[name].widget.attrs.get("readonly") for name in ("title", "slug")] == [True] * 2


def test_the_text_of_a_required_column_is_written(editor, column):
    edit(sign_in(editor), column, introduction="What is new")
    assert draft(column).introduction == "What is new"


def test_writing_the_text_is_no_attempt_at_the_layout(editor, column):
    edit(sign_in(editor), column, introduction="What is new")
    assert not refusals().exists()


def test_an_optional_column_is_renamed(editor, column):
    edit(sign_in(editor), optional(), title="Our own name")
    assert draft(optional()).title == "Our own name"


def test_a_required_column_stays_in_the_menus(editor, column):
    edit(sign_in(editor), column, show_in_menus="")
    assert draft(column).show_in_menus


def test_nobody_sets_the_day_on_which_it_disappears(root_client, column):
    edit(root_client, column, expire_at="2099-01-01 00:00")
    assert draft(column).expire_at is None


WAYS = ("delete", "unpublish", "copy")


@pytest.mark.parametrize("way", WAYS)
def test_a_required_column_is_not_changed_otherwise(root_client, column, way):
    address = reverse(f"wagtailadmin_pages:{way}", args=(column.pk,))
    before = list(Page.objects.order_by("path").values_list("pk", "live", "path"))
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": column.get_parent().pk}
    assert root_client.post(address, values).status_code == 403
    assert list(Page.objects.order_by("path").values_list("pk", "live", "path")) == before


@pytest.mark.parametrize("way", WAYS)
def test_who_tries_is_told_whom_to_ask(editor, column, way):
    response = sign_in(editor).get(reverse(f"wagtailadmin_pages:{way}", args=(column.pk,)))
    assert response.status_code == 403
    assert response.context["reason"]


@pytest.mark.parametrize("way", WAYS)
def test_the_attempt_is_logged(editor, column, way):
    sign_in(editor).post(reverse(f"wagtailadmin_pages:{way}", args=(column.pk,)))
    assert refusals().get().data["attempt"] == way


def test_looking_is_not_logged(editor, column):
    sign_in(editor).get(reverse("wagtailadmin_pages:delete", args=(column.pk,)))
    assert not refusals().exists()


def test_somebody_of_another_unit_learns_nothing(column):
    stranger = make_member(Role.EDITOR, make_other_unit())
    response = sign_in(stranger).post(reverse("wagtailadmin_pages:delete", args=(column.pk,)))
    assert column.title not in response.content.decode()
    assert not refusals().exists()


def make_other_unit():
    unit = make_unit("beta")
    ensure_unit_groups({unit: make_home(unit)})
    return unit


def test_a_required_column_is_not_moved(root_client, column):
    parent = optional()
    address = reverse("wagtailadmin_pages:move_confirm", args=(column.pk, parent.pk))
    assert root_client.post(address).status_code == 403
    assert stored(column).path == column.path


def test_a_required_column_keeps_its_position(root_client, column):
    address = reverse("wagtailadmin_pages:set_page_position", args=(column.pk,))
    assert root_client.post(f"{address}?position=1").status_code == 403
    assert stored(column).path == column.path


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_a_bulk_action_leaves_it_as_it_is(root_client, column, action):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    root_client.post(f"{address}?id={column.pk}", {"chooser": optional().pk})
    now = stored(column)
    assert (now.live, now.path) == (True, column.path)
    assert refusals().get().data["attempt"] == f"bulk {action}"


def test_a_bulk_action_on_all_leaves_the_required_ones(root_client, home, column):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    root_client.post(f"{address}?id=all&childOf={home.pk}")
    assert list(ColumnPage.objects.values_list("slug", flat=True)) == [column.slug]


def test_a_column_with_a_required_one_below_is_not_deleted(root_client, home):
    above = make_column(home, "above")
    make_column(above, "below", is_required=True)
    address = reverse("wagtailadmin_pages:delete", args=(above.pk,))
    assert root_client.post(address).status_code == 403
    assert Page.objects.filter(pk=above.pk).exists()


def test_the_items_of_a_required_column_are_deleted(root_client, column):
    item = make_item(column, is_live=False)
    root_client.post(reverse("wagtailadmin_pages:delete", args=(item.pk,)))
    assert not Page.objects.filter(pk=item.pk).exists()


def test_an_optional_column_is_deleted(root_client, column):
    page = optional()
    root_client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    assert not Page.objects.filter(pk=page.pk).exists()


def test_an_old_draft_does_not_bring_the_old_name_back(column):
    column.title = "Name of last year"
    revision = column.save_revision()
    found = stored(column)
    assert found.revisions.get(pk=revision.pk).as_object().title == found.title


def test_an_old_draft_does_not_make_a_column_optional(column):
    column.is_required = False
    revision = column.save_revision()
    stored(column).revisions.get(pk=revision.pk).publish()
    assert stored(column).is_required


def test_the_text_of_an_old_draft_comes_back(column):
    column.introduction = "Text of last year"
    revision = column.save_revision()
    stored(column).revisions.get(pk=revision.pk).publish()
    assert stored(column).introduction == "Text of last year"


def test_an_optional_column_takes_its_name_from_its_draft(column):
    page = optional()
    page.title = "Our own name"
    assert publish(page).title == "Our own name"


def test_restoring_an_old_draft_shows_the_name_that_holds(root_client, column):
    column.title = "Name of last year"
    revision = column.save_revision()
    address = reverse("wagtailadmin_pages:revisions_revert", args=(column.pk, revision.pk))
    assert root_client.get(address).context["form"].initial["title"] == stored(column).title


def test_the_program_itself_may_move_what_stands_fast(home, column):
    Page.objects.get(pk=column.pk).move(Page.objects.get(pk=optional().pk), pos="right")
    assert stored(column).path > optional().path
