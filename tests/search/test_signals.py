"""The read side follows whatever happens to pages and units, in the same transaction."""

import datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import ArticlePage, UnitHomePage, UnitIndexPage
from search.models import PublishedItem
from search.reconcile import differences
from tests.factories import (
    add,
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_image,
    make_item,
    make_portal,
    make_superuser,
    make_unit,
    publish,
)
from tests.visits import sign_in, visit
from units.actions import change_unit, register_root, switch_presence
from units.enums import Presence
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    """The home of a unit; another unit stands before it and has the same columns."""
    other = make_home(make_unit("beta"))
    make_item(make_column(other, "news"), slug="first")
    return make_home(make_unit("alpha"))


@pytest.fixture
def column(home):
    return make_column(home, "news")


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def is_listed(page):
    return PublishedItem.objects.filter(page_id=page.pk).exists()


def stored(page):
    return Page.objects.get(pk=page.pk).specific


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


def test_page_that_is_due_is_listed_by_the_scheduler(column):
    page = new_draft(column)
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert not is_listed(page)

    revision.refresh_from_db()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    Page.objects.filter(pk=page.pk).update(go_live_at=revision.approved_go_live_at)
    call_command("publish_scheduled", verbosity=0)

    assert stored(page).live
    assert is_listed(page)


def test_expired_page_is_not_listed(column):
    page = publish(new_draft(column))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))

    call_command("publish_scheduled", verbosity=0)

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


@pytest.fixture
def root_client():
    return sign_in(make_superuser())


def bulk(client, action, *pages, **data):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}", data)


def test_pages_withdrawn_in_bulk_are_not_listed(column, root_client):
    pages = [make_item(column), make_item(column)]

    bulk(root_client, "unpublish", *pages)

    assert [is_listed(page) for page in pages] == [False, False]


def test_pages_published_in_bulk_are_listed(column, root_client):
    pages = [new_draft(column, slug="one"), new_draft(column, slug="two")]

    bulk(root_client, "publish", *pages)

    assert [is_listed(page) for page in pages] == [True, True]


def test_pages_deleted_in_bulk_are_not_listed(column, root_client):
    pages = [make_item(column), make_item(column)]

    bulk(root_client, "delete", *pages)

    assert [is_listed(page) for page in pages] == [False, False]


def test_column_withdrawn_with_what_it_holds_is_not_listed(column, root_client):
    item = make_item(column)

    root_client.post(
        reverse("wagtailadmin_pages:unpublish", args=(column.pk,)), {"include_descendants": "on"}
    )

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
    before = list(PublishedItem.objects.values())

    Page.objects.filter(pk=page.pk).update(locked=True)
    page = stored(page)
    page.locked = False
    page.save(update_fields=["locked"])

    assert list(PublishedItem.objects.values()) == before


def test_moved_item_stands_in_its_new_column(home, column):
    item, other = make_item(column, slug="first"), make_column(home, "other")

    stored(item).move(other, pos="last-child")

    row = row_of(item)
    assert (row.column_id, row.top_column_id, row.column_key, row.address) == (
        other.pk,
        other.pk,
        "other",
        "other/first/",
    )


def test_item_moved_to_a_sub_column_stands_in_both(column):
    item, sub_column = make_item(column, slug="first"), make_column(column, "sub")

    stored(item).move(sub_column, pos="last-child")

    row = row_of(item)
    assert (row.column_id, row.top_column_id) == (sub_column.pk, column.pk)


def test_items_follow_their_column_below_another(home, column):
    item, other = make_item(column, slug="first"), make_column(home, "other")

    stored(column).move(other, pos="last-child")

    row = row_of(item)
    assert (row.column_id, row.top_column_id, row.address) == (
        column.pk,
        other.pk,
        "other/news/first/",
    )


def test_items_follow_their_sub_column_to_the_top(home, column):
    sub_column = make_column(column, "sub")
    item = make_item(sub_column, slug="first")

    stored(sub_column).move(home, pos="last-child")

    row = row_of(item)
    assert (row.column_id, row.top_column_id, row.address) == (
        sub_column.pk,
        sub_column.pk,
        "sub/first/",
    )


def test_reordered_columns_keep_what_they_hold(home, column):
    item, first = make_item(column), make_column(home, "first")

    stored(first).move(column, pos="left")

    assert row_of(item).sort_path == stored(item).path
    assert list(differences()) == []


def rename(column, slug):
    """Give a column another slug as publishing does."""
    page = stored(column)
    page.slug = slug
    publish(page)


def test_items_follow_the_slug_of_their_column(column):
    item = make_item(column, slug="first")

    rename(column, "renamed")

    assert row_of(item).address == "renamed/first/"


def test_items_of_sub_columns_follow_too(column):
    item = make_item(make_column(column, "sub"), slug="first")

    rename(column, "renamed")

    assert row_of(item).address == "renamed/sub/first/"


def test_items_of_a_column_with_a_longer_name_stay(home, column):
    item = make_item(make_column(home, "newsletter"), slug="first")

    rename(column, "renamed")

    assert row_of(item).address == "newsletter/first/"


def test_item_of_another_unit_stays_where_it_is(column):
    before = list(PublishedItem.objects.filter(unit__code="beta").values())

    rename(column, "renamed")

    assert list(PublishedItem.objects.filter(unit__code="beta").values()) == before


def test_live_items_follow_the_slug_of_a_draft_column(home):
    """Wagtail renames the live pages below a draft as soon as it is saved."""
    column = make_column(home, "news")
    item = make_item(column, slug="first")
    stored(column).unpublish()
    page = stored(column)
    page.slug = "renamed"

    page.save()

    assert row_of(item).address == "renamed/first/"
    assert visit(row_of(item).url).status_code == 200


def test_slug_of_a_draft_of_a_live_column_changes_nothing(column):
    item = make_item(column, slug="first")
    page = stored(column)
    page.slug = "renamed"

    page.save_revision()

    assert row_of(item).address == "news/first/"


def test_listed_address_is_where_the_page_is(column):
    item = make_item(make_column(column, "sub"))

    rename(column, "renamed")

    assert visit(row_of(item).url).context["page"].pk == item.pk


@pytest.mark.parametrize("presence", [Presence.SITE, Presence.CHANNEL])
def test_change_of_presence_rewrites_no_row(column, presence):
    make_item(column)
    before = list(PublishedItem.objects.values())

    switch_presence(Unit.objects.get(code="alpha"), presence)

    assert list(PublishedItem.objects.values()) == before


def test_url_follows_presence(column):
    item = make_item(column, slug="first")

    switch_presence(Unit.objects.get(code="alpha"), Presence.SITE)

    assert row_of(item).url == "http://alpha.localhost:8000/news/first/"


def test_registered_unit_is_listed():
    make_unit("alpha", name="Alpha bureau", duty="Looks after things")

    row = PublishedItem.objects.unit_entries().get()
    assert (row.title, row.summary, row.unit.code) == (
        "Alpha bureau",
        "Looks after things",
        "alpha",
    )


def test_renamed_unit_is_listed_under_its_new_name(home):
    change_unit(Unit.objects.get(code="alpha"), name="教育局", short_name="教育")

    row = PublishedItem.objects.unit_entries().get(unit__code="alpha")
    assert (row.title, row.name_pinyin) == ("教育局", "jiaoyuju jyj jiaoyu jy")


def test_renamed_unit_keeps_the_date_of_its_entry(home):
    before = PublishedItem.objects.unit_entries().get(unit__code="alpha").date

    change_unit(Unit.objects.get(code="alpha"), name="Renamed")

    assert PublishedItem.objects.unit_entries().get(unit__code="alpha").date == before


def test_renaming_a_unit_leaves_other_entries_alone(home):
    before = PublishedItem.objects.unit_entries().filter(unit__code="beta").values().get()

    change_unit(Unit.objects.get(code="alpha"), name="Renamed")

    assert PublishedItem.objects.unit_entries().filter(unit__code="beta").values().get() == before


def test_portal_is_no_directory_entry(home):
    assert not PublishedItem.objects.unit_entries().filter(unit__code="portal").exists()


def test_home_is_its_unit_s_as_soon_as_its_root_is_recorded():
    make_portal()
    unit = make_unit("gamma")
    index = UnitIndexPage.objects.get()
    home = UnitHomePage(title="Gamma", slug="gamma", live=True)
    Page.objects.get(pk=index.pk).add_child(instance=home)

    register_root(unit, home)

    row = row_of(home)
    assert (row.unit_id, row.address) == (unit.pk, "")


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
