"""The read side follows what is published and withdrawn, in the same transaction."""

import datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from content.models import ArticlePage
from search.models import PublishedItem
from tests.factories import (
    add,
    make_column,
    make_english_home,
    make_english_portal,
    make_image,
    make_item,
    make_superuser,
    publish,
    stored,
)
from workflows.pages import GatedPagePermissionTester

pytestmark = pytest.mark.django_db


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def is_listed(page):
    return PublishedItem.objects.filter(page_id=page.pk).exists()


def new_draft(column, **values):
    """Return a draft added the way the admin does."""
    page = ArticlePage(**{"title": "Draft", "slug": "draft"} | values)
    return Page.objects.get(pk=column.pk).add_child(instance=page)


def test_draft_is_not_listed(column):
    assert not is_listed(new_draft(column))


def test_published_page_is_listed(column):
    assert is_listed(publish(new_draft(column)))


def test_page_is_listed_in_the_transaction_that_publishes_it(column):
    with pytest.raises(RuntimeError), transaction.atomic():
        page = publish(new_draft(column))
        assert is_listed(page)
        raise RuntimeError

    assert not PublishedItem.objects.filter(title="Draft").exists()


@pytest.fixture
def in_two_hours(monkeypatch):
    """A function that sets the clock two hours on and lets the scheduler do what is due."""

    def run():
        later = timezone.now() + datetime.timedelta(hours=2)
        monkeypatch.setattr(timezone, "now", lambda: later)
        call_command("publish_scheduled", verbosity=0)

    return run


def test_scheduled_page_is_not_listed_yet(column):
    page = new_draft(column, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    page.save_revision().publish()

    assert not is_listed(page)


def test_page_that_is_due_is_listed_by_the_scheduler(column, in_two_hours):
    page = new_draft(column, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    page.save_revision().publish()

    in_two_hours()

    assert stored(page).live
    assert is_listed(page)


def test_expired_page_is_not_listed(column, in_two_hours):
    page = new_draft(column, expire_at=timezone.now() + datetime.timedelta(hours=1))
    page.save_revision().publish()
    assert is_listed(page)

    in_two_hours()

    assert not is_listed(page)


@pytest.mark.parametrize("withdraw", ["unpublish", "by its base page", "delete"])
def test_withdrawn_page_is_not_listed(column, withdraw):
    page = make_item(column)
    {
        "unpublish": lambda: stored(page).unpublish(),
        "by its base page": lambda: Page.objects.get(pk=page.pk).unpublish(),
        "delete": lambda: stored(page).delete(),
    }[withdraw]()

    assert not is_listed(page)


def bulk(client, action, *pages, **data):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}", data)


def test_pages_that_a_bulk_action_leaves_public_stay_listed(column, root_client):
    pages = [make_item(column), make_item(column)]

    bulk(root_client, "unpublish", *pages)

    assert [is_listed(page) for page in pages] == [True, True]


def test_drafts_that_a_bulk_action_leaves_unpublished_are_not_listed(column, root_client):
    pages = [new_draft(column, slug="one"), new_draft(column, slug="two")]

    bulk(root_client, "publish", *pages)

    assert [is_listed(page) for page in pages] == [False, False]


def test_pages_deleted_at_once_are_not_listed(column):
    pages = [make_item(column), make_item(column)]

    Page.objects.filter(pk__in=[page.pk for page in pages]).delete()

    assert [is_listed(page) for page in pages] == [False, False]


def test_column_withdrawn_with_what_it_holds_is_not_listed(column, monkeypatch):
    item = make_item(column)
    # Nobody may in the admin; the action asks for every page below by itself
    monkeypatch.setattr(GatedPagePermissionTester, "can_unpublish", lambda tester: True)

    UnpublishPageAction(stored(column), user=make_superuser(), include_descendants=True).execute()

    assert not is_listed(column)
    assert not is_listed(item)


def test_deleted_column_takes_what_it_holds_along(column):
    item = make_item(column)

    stored(column).delete()

    assert not is_listed(item)


@pytest.mark.parametrize(
    ("field", "value", "column_of_row"),
    [
        ("title", "Text of a draft", "title"),
        ("summary", "Text of a draft", "summary"),
        ("body", [("heading", "Text of a draft")], "text"),
        ("keywords", "draft", "keywords"),
        ("is_headline", True, "is_headline"),
    ],
)
def test_draft_of_a_live_page_does_not_leak(column, field, value, column_of_row):
    page = stored(make_item(column, body=[("heading", "Public")]))
    before = getattr(row_of(page), column_of_row)

    setattr(page, field, value)
    page.save_revision()

    assert getattr(row_of(page), column_of_row) == before
    assert getattr(row_of(page), column_of_row) != value


def test_draft_saved_in_the_admin_does_not_leak(column, root_client):
    page = stored(make_item(column))
    response = root_client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    form = response.context["form"]
    data = {
        **{name: form[name].value() or "" for name in form.fields},
        "title": "Text of a draft",
        "slug": "draft",
        "body-count": "0",
        "attachments-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "date": "2026-01-01 10:00",
    }

    answer = root_client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data)

    assert answer.status_code == 302
    assert stored(page).draft_title == "Text of a draft"
    assert row_of(page).title == page.title
    assert row_of(page).address == f"news/{page.slug}/"


def test_withdrawing_a_page_with_a_newer_draft_does_not_leak(column):
    page = stored(make_item(column))
    page.title = "Text of a draft"
    page.save_revision()

    Page.objects.get(pk=page.pk).unpublish()

    assert not PublishedItem.objects.filter(title="Text of a draft").exists()


def test_moving_a_page_with_a_newer_draft_does_not_leak(home, column):
    page = stored(make_item(column))
    title, page.title = page.title, "Text of a draft"
    page.save_revision()

    Page.objects.get(pk=page.pk).move(make_column(home, "other"), pos="last-child")

    assert row_of(page).title == title


def test_published_draft_is_listed_with_its_text(column):
    page = stored(make_item(column))
    page.title = "New title"

    assert row_of(publish(page)).title == "New title"


def test_schedule_of_a_live_page_changes_nothing(column):
    page = make_item(column)
    before = list(PublishedItem.objects.order_by("pk").values())

    Page.objects.filter(pk=page.pk).update(locked=True)
    page = stored(page)
    page.locked = False
    page.save(update_fields=["locked"])

    assert list(PublishedItem.objects.order_by("pk").values()) == before


def test_translated_item_is_listed_in_its_language(home):
    make_english_portal()
    item = make_item(make_column(make_english_home(home)))

    assert row_of(item).language == "en"


def test_copied_live_item_is_listed(column):
    copy = stored(make_item(column)).copy(update_attrs={"slug": "copy"})

    assert stored(copy).live
    assert is_listed(copy)


def test_listed_picture_that_is_deleted_is_no_error(column):
    """Live pages protect their pictures; rows about to go must not."""
    image = make_image()
    item = make_item(column, picture=image)
    stored(item).delete()

    image.delete()

    assert not is_listed(item)


@pytest.mark.parametrize("page", ["column", "home", "item"])
def test_republishing_unchanged_text_changes_nothing(home, column, page):
    item = make_item(column)
    chosen = {"column": column, "home": home, "item": item}[page]
    publish(stored(chosen))
    before = PublishedItem.objects.values("title", "address", "sort_path", "column_id", "text")
    before = list(before.order_by("page_id"))

    publish(stored(chosen))

    after = PublishedItem.objects.values("title", "address", "sort_path", "column_id", "text")
    assert list(after.order_by("page_id")) == before


def test_column_is_listed_with_what_menus_need(home):
    column = make_column(home, "news", show_in_menus=False, body=[("heading", "Text")])

    details = row_of(column).details
    assert (details["key"], details["has_own_text"], details["in_menu"]) == ("news", True, False)


def test_bulk_made_rows_are_what_publishing_writes(column):
    page = add(column, ArticlePage(title="Made", slug="made", live=True, body=[("heading", "x")]))
    before = PublishedItem.objects.filter(page_id=page.pk).values().get()

    publish(stored(page))

    assert PublishedItem.objects.filter(page_id=page.pk).values().get() == before
