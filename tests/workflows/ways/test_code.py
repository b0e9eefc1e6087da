"""Ways past the admin's pages: code, the database, the API and what is shown beside pages
(rows 18 to 21, 23 and 26)."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    DraftStateMixin,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from home.models import Link
from tests.factories import stored
from tests.workflows.world import article
from units.models import LevelSettings
from workflows.errors import GateRefusal

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


def test_the_api_that_writes_is_not_there(world, actor, gate):
    page = world.draft()
    for address in (
        f"/api/v3/pages/{page.pk}/actions/publish/",
        f"/api/v3/pages/{page.pk}/publish/",
        f"/admin/api/v3/pages/{page.pk}/action/publish/",
    ):
        assert world.client(actor).post(address).status_code == 404
    assert gate.holds()


@pytest.mark.parametrize("action", ["publish", "copy", "revert_to_page_revision", "unpublish"])
def test_the_admin_s_api_has_no_actions(world, actor, gate, action):
    page = world.draft()
    address = reverse("wagtailadmin_api:pages:action", args=(page.pk, action))

    answer = world.client(actor).post(address, {"revision_id": page.latest_revision_id})

    assert answer.status_code == 404
    assert gate.holds()


def test_no_address_of_the_api_for_everybody(world):
    with pytest.raises(NoReverseMatch):
        reverse("wagtailapi:pages:action", args=(1, "publish"))


def test_a_page_that_is_made_live_in_code(world, gate):
    page = article()
    page.live = True
    with pytest.raises(GateRefusal):
        world.column.add_child(instance=page)
    assert gate.holds()


def test_a_live_page_that_is_saved_in_code(world, gate):
    page = world.live()
    gate.look_again()
    page.title = "Never read"

    with pytest.raises(GateRefusal):
        page.save()

    assert gate.holds()


@pytest.mark.parametrize("field", ["title", "summary", "body"])
def test_one_field_of_a_live_page_saved_in_code(world, gate, field):
    page = world.live()
    gate.look_again()
    setattr(page, field, "[]" if field == "body" else "Never read")

    with pytest.raises(GateRefusal):
        page.save(update_fields=[field])

    assert gate.holds()


def test_a_live_page_saved_as_a_plain_page(world, gate):
    page = Page.objects.get(pk=world.live().pk)
    gate.look_again()
    page.title = "Never read"

    with pytest.raises(GateRefusal):
        page.save()

    assert gate.holds()


def test_a_draft_saved_as_a_plain_live_page(world, gate):
    page = Page.objects.get(pk=world.draft().pk)
    page.live = True

    with pytest.raises(GateRefusal):
        page.save(update_fields=["live"])

    assert gate.holds()


def test_a_live_page_from_a_fixture_file(world, gate):
    page = stored(world.draft())
    page.live = True
    rows = serializers.serialize("json", [Page.objects.get(pk=page.pk), page])

    with pytest.raises(GateRefusal):
        for row in serializers.deserialize("json", rows.replace('"live": false', '"live": true')):
            row.save()

    assert gate.holds()


def test_a_change_of_many_rows_at_once(world, gate):
    page = world.draft()
    with pytest.raises(DatabaseError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(live=True)
    assert gate.holds()


def test_a_change_of_the_title_of_many_rows_at_once(world, gate):
    page = world.live()
    gate.look_again()
    with pytest.raises(DatabaseError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(title="Never read")
    assert gate.holds()


def test_a_statement_of_sql(world, gate):
    page = world.draft()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, page.pk])
    assert gate.holds()


@pytest.mark.postgres
def test_a_statement_of_sql_on_the_table_of_a_page_type(world, gate):
    page = world.live()
    gate.look_again()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE content_articlepage SET summary = %s WHERE page_ptr_id = %s",
            ["Never read", page.pk],
        )
    assert gate.holds()


def test_nothing_but_pages_has_drafts(world):
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    assert not others


def test_nobody_is_granted_the_right_to_publish(world):
    rights = Permission.objects.filter(codename__startswith="publish_")
    by_role = Group.objects.exclude(name__startswith="by hand")
    assert not by_role.filter(permissions__in=rights).exists()
    assert not by_role.filter(page_permissions__permission__in=rights).exists()


def redirect():
    return Redirect(old_path="/old", redirect_link="https://example.org/")


def link():
    return Link(group="g", level="city", title="t", url="https://example.org/")


def level_settings():
    found = LevelSettings.objects.first()
    found.footer_note = "Never read"
    return found


@pytest.mark.parametrize("make", [redirect, link])
def test_what_is_shown_beside_pages_needs_two_people(world, make):
    made = make()
    with pytest.raises(GateRefusal):
        made.save()
    assert not type(made).objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    "model", [Redirect, Link, LevelSettings, Locale, Site], ids=lambda model: model._meta.label
)
def test_each_of_them_is_classified(model):
    from workflows.gate.classification import classification_of

    assert classification_of(model) is not None


def test_closing_a_live_page_to_some_is_no_business_of_units(world, actor):
    page = world.live()
    address = reverse("wagtailadmin_pages:set_privacy", args=(page.pk,))

    world.client(actor).post(address, {"restriction_type": "login"})

    assert not PageViewRestriction.objects.filter(page=page).exists()


def test_pulling_a_page_out_of_public_is_done_by_recall_only(world, actor):
    page = world.live()
    world.client(actor).post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    assert stored(page).live


@pytest.mark.parametrize("asked", ["the page", "its column", "several at once"])
def test_what_is_public_is_not_deleted(world, actor, asked):
    page = world.live()
    address = {
        "the page": reverse("wagtailadmin_pages:delete", args=(page.pk,)),
        "its column": reverse("wagtailadmin_pages:delete", args=(page.get_parent().pk,)),
        "several at once": reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
        + f"?id={page.pk}",
    }[asked]

    world.client(actor).post(address)

    assert stored(page).live


def test_a_draft_is_not_served(world):
    page = world.draft()
    assert Client().get(page.url or "/nowhere/", headers={"host": "localhost"}).status_code == 404
