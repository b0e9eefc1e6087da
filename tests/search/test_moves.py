"""The read side follows moves, slugs and presence: items keep their columns and addresses."""

import pytest

from search.models import PublishedItem
from search.reconcile import differences
from tests.factories import (
    make_column,
    make_item,
    publish,
    stored,
)
from tests.visits import visit
from units.actions import switch_presence
from units.enums import Presence
from units.models import Unit

pytestmark = pytest.mark.django_db


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def is_listed(page):
    return PublishedItem.objects.filter(page_id=page.pk).exists()


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
    before = list(PublishedItem.objects.filter(unit__code="beta").order_by("pk").values())

    rename(column, "renamed")

    assert list(PublishedItem.objects.filter(unit__code="beta").order_by("pk").values()) == before


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
    before = list(PublishedItem.objects.order_by("pk").values())

    switch_presence(Unit.objects.get(code="alpha"), presence)

    assert list(PublishedItem.objects.order_by("pk").values()) == before


def test_url_follows_presence(column):
    item = make_item(column, slug="first")

    switch_presence(Unit.objects.get(code="alpha"), Presence.SITE)

    assert row_of(item).url == "http://alpha.localhost:8000/news/first/"
